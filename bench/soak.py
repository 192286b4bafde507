"""Whether the bot keeps well: half an hour of members, ticks, reloads, drops and storms.

    python bench/soak.py [FOLDER...] [--minutes 30] [--rate 50] [--size 10000] [--days 30]

A bot in a process of its own serves the simulated Discord while members ask, type, press, are
briefed and look at digests, so many interactions a second; editions of 200 channels fall due
meanwhile. Every two minutes the gateway drops, every three Discord answers a fifth of all posts
with 502 for half a minute, every five the corpus is loaded again. Every ten seconds memory,
threads, open files and tasks of the bot are read; they are flat if the last third's median is at
most so much above that of the second. Then as many virtual days of ticks pass in this process,
with editions for 50 channels, and its memory is compared likewise. Exits with 1 where something
isn't flat, an error was logged, or the p99 of answers is over 500 ms.
"""

import argparse
import asyncio
import contextlib
import datetime as dt
import os
import random
import re
import shutil
import signal
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from archive import make_archive
from crowd import Member, Seen, crowd, places
from figures import print_times
from made_corpus import make_corpus
from newsroom import TOKEN, Desk, furnish, load, minute, now, subscribe
from queries import make_queries
from scaled import real_articles

from bot.demo.faults import Fault, refuse
from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import build_world
from bot.domain.delivery_event import Accepted
from bot.domain.subscription import Policy, Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.fetch.zones import zone_data_fingerprint
from bot.gateway.editions import make_editions
from bot.services.claim_posts import claim_posts
from bot.services.group_stories import group_stories
from bot.services.record_outcome import record_outcome
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import open_store

_MADE_FILES = 2_000
_CHANNELS = 200
# Ten times fewer acts than the limits of a member and a server allow.
_MEMBERS, _IN_A_SERVER = 300, 30
_SAMPLE_SECONDS = 10.0
_STORM_SECONDS = 30.0
_P99 = 500.0
# Above the median of the middle third: what allocators and caches may still take.
_SLACK = {"memory, MiB": 8.0, "threads": 1.0, "files": 3.0, "tasks": 8.0}
_WATCHED = re.compile(r"http://127\.0\.0\.1:(\d+)")


async def trouble(server: LoopbackDiscord, bot: asyncio.subprocess.Process) -> None:
    """Drops, storms and reloads, until cancelled."""
    began = time.perf_counter()
    for second in range(1, 10**9):
        await asyncio.sleep(max(0.0, began + second - time.perf_counter()))
        if second % 120 == 60:
            server.gateway.drop()
        if second % 180 == 90:
            server.faults.script(Fault(refuse(502), "POST", "/channels/*/messages", share=0.2))
        if second % 180 == 90 + _STORM_SECONDS:
            server.faults.clear()
        if second % 300 == 150:
            bot.send_signal(signal.SIGHUP)


async def watch(bot: asyncio.subprocess.Process, port: int, seen: Seen) -> None:
    """Read what the bot takes, until cancelled."""
    async with aiohttp.ClientSession() as session:
        while True:
            for name, value in (await _sample(session, bot.pid, port)).items():
                seen.samples.setdefault(name, []).append(value)
            await asyncio.sleep(_SAMPLE_SECONDS)


async def _sample(session: aiohttp.ClientSession, pid: int, port: int) -> dict[str, float]:
    status = Path(f"/proc/{pid}/status").read_text()  # noqa: ASYNC240  a file in memory
    kilobytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
    async with session.get(f"http://127.0.0.1:{port}/metrics") as answer:
        text = await answer.text()
    tasks = re.search(r"^newsdesk_tasks (\S+)", text, re.MULTILINE)
    return {
        "memory, MiB": kilobytes / 1024,
        "threads": int(re.search(r"Threads:\s+(\d+)", status)[1]),  # type: ignore[index]
        "files": len(os.listdir(f"/proc/{pid}/fd")),  # noqa: PTH208  names are enough
        "tasks": float(tasks[1]) if tasks else 0.0,
    }


def is_flat(name: str, values: Sequence[float]) -> bool:
    """Print how a figure went, and say whether it stayed."""
    third = len(values) // 3
    if not third:
        return True
    parts = [statistics.median(values[k * third : (k + 1) * third]) for k in range(3)]
    flat = parts[2] <= parts[1] + _SLACK[name]
    shown = " -> ".join(f"{part:.1f}" for part in parts)
    print(f"  {name:<12} {shown}  (most {max(values):.1f}){'' if flat else '  GROWS'}")
    return flat


async def soak(database: Path, corpus: Path, texts: Sequence[str], a: argparse.Namespace) -> bool:
    """Half an hour of everything; whether all kept well."""
    seen = Seen()
    await load(database, corpus)
    async with open_store(database) as store:
        await group_stories(store)
    log = database.with_name("soak.log")
    async with LoopbackDiscord(token=TOKEN) as server:
        build_world(server.backend)
        crowded = places(server, members=_MEMBERS, a_server=_IN_A_SERVER)
        desks = furnish(server, ["text"] * _CHANNELS)
        for number, desk in enumerate(desks):
            due = minute(now()) + timedelta(minutes=2 + number % max(1, int(a.minutes) - 2))
            await subscribe(database, [desk], due)
        port = _free_port()
        with log.open("wb") as output:
            bot = await _start(server, database, corpus, port, output)
            try:
                assert await server.traffic.until(lambda: server.is_ready, seconds=120)
                until = time.perf_counter() + 60 * a.minutes
                members = [
                    Member(server, place, texts, random.Random(f"{a.seed} {n}"))  # noqa: S311
                    for n, place in enumerate(crowded)
                ]
                beside = [
                    asyncio.create_task(trouble(server, bot)),
                    asyncio.create_task(watch(bot, port, seen)),
                ]
                await crowd(members, seen, rate=a.rate, until=until)
                for task in beside:
                    task.cancel()
                await asyncio.wait(beside)
            finally:
                bot.terminate()
                code = await bot.wait()
    return _judge(seen, log, code, a.minutes)


def _judge(seen: Seen, log: Path, code: int, minutes: float) -> bool:
    asked = len(seen.answers) + seen.unanswered.total()
    print(f"{asked:,} interactions in {minutes:g} min, {asked / minutes / 60:.1f} a second, ms")
    print_times("answered", seen.answers)
    print(f"  unanswered   {seen.unanswered.total()} {dict(seen.unanswered.most_common(5))}")
    well = [is_flat(name, values) for name, values in seen.samples.items()]
    errors = [line for line in log.read_text().splitlines() if '"level": "error"' in line]
    print(f"  errors in the log: {len(errors)}; the bot ended with {code}")
    print(*errors[:5], sep="\n")
    p99 = statistics.quantiles(seen.answers, n=100)[98]
    return all(well) and not errors and code == 0 and p99 <= _P99


async def _start(
    server: LoopbackDiscord, database: Path, corpus: Path, port: int, output: object
) -> asyncio.subprocess.Process:
    environment = {
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "DISCORD_TOKEN": TOKEN,
        "NEWSDESK_DATABASE": str(database),
        "NEWSDESK_CORPUS": str(corpus),
        "NEWSDESK_LOG_LEVEL": "WARNING",
        "NEWSDESK_LOG_FORMAT": "json",
        "NEWSDESK_WATCH": f"127.0.0.1:{port}",
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**os.environ, **environment},
        stderr=output,  # type: ignore[arg-type]
    )


def _free_port() -> int:
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def virtual_days(archive: Path, folder: Path, days: int) -> bool:
    """So many days of ticks; whether the memory of this process stays."""
    database, samples = folder / "days.db", []
    shutil.copyfile(archive, database)
    async with LoopbackDiscord(token=TOKEN) as server:
        desks = furnish(server, ["text"] * 50)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    await _subscribe_daily(database, desks, start)
    zones, posted = zone_data_fingerprint(), 0
    began = time.perf_counter()
    async with open_store(database) as store:
        for tick in range(days * 24 * 60):
            at = start + timedelta(minutes=tick)
            await make_editions(store, now=at, zone_data=zones)
            for claimed in await claim_posts(store, now=at, limit=50):
                posted += 1
                await record_outcome(store, claimed.id, Accepted(10**17 + claimed.id))
            if tick % 500 == 0:
                samples.append(_own_memory())
    seconds = time.perf_counter() - began
    print(f"{days} virtual days: {days * 1440:,} ticks in {seconds:.0f} s, {posted} messages")
    return is_flat("memory, MiB", samples)


async def _subscribe_daily(database: Path, desks: Sequence[Desk], start: datetime) -> None:
    """An edition a day for each channel, half an hour apart, of the archive once nothing is new."""
    async with open_store(database) as store:
        for number, desk in enumerate(desks):
            due = start + timedelta(minutes=30 * (number % 48))
            timing = Timing(dt.time(due.hour, due.minute), "UTC")
            policy = Policy(stories=5, from_archive=True)
            place = desk.guild_id, desk.channel_id, desk.kind
            draft = SubscriptionDraft(*place, timing, policy)
            await subscribe_channel(store, draft, now=start - timedelta(minutes=1))


def _own_memory() -> float:
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=50, help="interactions a second")
    parser.add_argument("--size", type=int, default=10_000, help="articles")
    parser.add_argument("--days", type=int, default=30, help="virtual days of ticks")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        made_files = folder / "corpus"
        made_files.mkdir()
        corpora = arguments.folders or [make_corpus(made_files, files=_MADE_FILES)]
        real = asyncio.run(real_articles(corpora))
        archive = make_archive(real, folder / "archive", size=arguments.size, seed=arguments.seed)
        queries = make_queries(archive.titles, each=100, seed=arguments.seed)
        texts = [query.text for query in queries]
        soaked = arguments.minutes and soak(archive.database, corpora[0], texts, arguments)
        well = asyncio.run(soaked) if soaked else True
        well &= asyncio.run(virtual_days(archive.database, folder, arguments.days))
    sys.exit(not well)


if __name__ == "__main__":
    main()
