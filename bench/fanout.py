"""How fast editions reach very many channels that are due in the same minute, and at what cost.

    python bench/fanout.py [--channels 10000] [--corpus FOLDER]

The real bot runs as a process of its own against the simulated Discord with its real limits: 50
calls in any second, and five messages in five seconds for a channel. Its channels are due some
minutes after it was started. While it posts, a member asks by `/news` twice a second, a task in the
bot wakes every 5 ms to tell how late it is, and its memory is looked at. The archive is that of the
owner's documents, or of a corpus. Exit code 1 if a promise is broken.
"""

import argparse
import asyncio
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from figures import percentile
from newsroom import SEEDS, TOKEN, furnish, load, minute, now, posted, rows, started_bot, subscribe

from bot.demo.loopback import LoopbackDiscord
from bot.demo.rate_limits import RateLimits
from bot.demo.room import Room
from bot.demo.traffic import ApiCall
from bot.demo.world import World, build_world

# The bot, with a probe beside it that writes what it saw to a file.
_PROBED = """
import asyncio, json, os, sys, time
from pathlib import Path
from bot import app
from bot.config import read_settings
from bot.logs import configure_logs

lags, sizes = [], []

async def watch():
    ended = time.monotonic()
    while True:
        await asyncio.sleep(0.005)
        woken = time.monotonic()
        lags.append((time.time(), 1000 * (woken - ended - 0.005)))
        if len(lags) % 100 == 0:
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            sizes.append((time.time(), pages * os.sysconf("SC_PAGE_SIZE") / 2**20))
        ended = time.monotonic()

async def main():
    watching = asyncio.create_task(watch())
    settings = read_settings(os.environ)
    configure_logs(settings.log_level, settings.log_format)
    await app.run(settings)
    Path(sys.argv[1]).write_text(json.dumps({"lags": lags, "sizes": sizes}))

asyncio.run(main())
"""
_QUERIES = ("facial recognition", "china", "robots", "amazon", "deep learning", "privacy")
_ASK_SECONDS = 0.5
# Time to start, plan and compose before the first post.
_AHEAD = timedelta(seconds=75)
_LATEST = 600


@dataclass(slots=True)
class Figures:
    """What was seen; times are seconds since 1970, the others milliseconds and mebibytes."""

    ready: float = 0.0
    frozen: float = 0.0
    posts: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    server_lags: list[tuple[float, float]] = field(default_factory=list)
    growth: float = 0.0
    doubled: int = 0
    lost: int = 0

    def note(self, call: ApiCall) -> None:
        if call.method == "POST" and call.path.endswith("/messages") and call.json:
            self.posts.append(time.time())

    @property
    def rate(self) -> float:
        """Posts a second over all."""
        return (len(self.posts) - 1) / (self.posts[-1] - self.posts[0])

    def read_probe(self, text: str) -> None:
        """Take in what the probe saw between the first post and the last."""
        seen = json.loads(text)
        self.lags = [lag for when, lag in seen["lags"] if self._is_posting(when)]
        before = [size for when, size in seen["sizes"] if when <= self.ready]
        after = [size for when, size in seen["sizes"] if when > self.ready]
        self.growth = max(after) - (before[-1] if before else after[0])

    def _is_posting(self, when: float) -> bool:
        return self.posts[0] <= when <= self.posts[-1]


async def ask(server: LoopbackDiscord, world: World, figures: Figures) -> None:
    """Ask by `/news` until cancelled."""
    room = Room(server.backend, server.traffic)
    member = room.member(world.guild_id, world.member_id)
    channel = room.channel(world.news_id)
    rng = random.Random(1)  # noqa: S311  not for secrets
    while True:
        began = time.perf_counter()
        result = await member.slash(channel, "news", query=rng.choice(_QUERIES))
        assert result.response is not None, "no answer came"
        if figures.posts:
            figures.answers.append(1000 * (time.perf_counter() - began))
        await asyncio.sleep(_ASK_SECONDS)


async def watch(lags: list[tuple[float, float]]) -> None:
    """Note how late the simulated Discord's own loop is, until cancelled."""
    while True:
        began = time.monotonic()
        await asyncio.sleep(0.005)
        lags.append((time.time(), 1000 * (time.monotonic() - began - 0.005)))


async def measure(folder: Path, corpus: Path, channels: int, limits: RateLimits) -> Figures:
    """Serve so many channels, and see."""
    database, probe, figures = folder / "newsdesk.db", folder / "probe.json", Figures()
    await load(database, corpus)
    async with LoopbackDiscord(token=TOKEN, limits=limits) as server:
        world = build_world(server.backend)
        desks = furnish(server, ["text"] * channels)
        due = minute(now() + timedelta(seconds=channels / 200) + _AHEAD) + timedelta(minutes=1)
        await subscribe(database, desks, due)
        server.traffic.listen(figures.note)
        # A pause of the simulated Discord to collect garbage would make calls come together.
        gc.disable()
        watching = asyncio.create_task(watch(figures.server_lags))
        async with started_bot(server, database, ("-c", _PROBED, str(probe))) as bot:
            await server.traffic.until(lambda: server.is_ready, seconds=60)
            figures.ready = time.time() + 3
            asking = asyncio.create_task(ask(server, world, figures))
            await _until(database, "SELECT count(*) FROM outbox", channels)
            figures.frozen = time.time()
            print(f"{channels:,} editions frozen {due.timestamp() - time.time():.0f} s ahead")
            await server.traffic.until(
                lambda: len(figures.posts) >= channels, seconds=_LATEST + channels / 40
            )
            asking.cancel()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await asking
            await _until(database, "SELECT count(*) FROM outbox WHERE state = 'sent'", channels)
            bot.terminate()
            await asyncio.wait_for(bot.wait(), 60)
        times = [len(posted(server, desk)) for desk in desks]
    figures.read_probe(probe.read_text())
    figures.doubled, figures.lost = sum(n - 1 for n in times if n), times.count(0)
    return figures


async def _until(database: Path, sql: str, count: int) -> None:
    async with asyncio.timeout(_LATEST):
        while rows(database, sql) != [(count,)]:  # noqa: ASYNC110 - it is another process's work
            await asyncio.sleep(0.5)


def report(figures: Figures, limits: RateLimits) -> bool:
    """Print what was seen; whether all promises held."""
    slowest = min(_windows(figures.posts))
    lag = percentile(figures.lags, 99)
    usual, answer = (percentile(figures.answers, percent) for percent in (50, 95))
    asked = f"/news {usual:.0f} ms p50, {answer:.0f} ms p95, of {len(figures.answers)}"
    lines = (
        (f"{len(figures.posts):,} posts, {figures.rate:.1f} a second", figures.rate >= 44),
        (f"{slowest:.1f} a second in the slowest ten", True),
        (f"{limits.busiest_second} calls in the busiest second", limits.busiest_second <= 50),
        (f"{limits.refused['global']} refused for the global limit", not limits.refused["global"]),
        (f"{figures.doubled} doubled, {figures.lost} lost", not figures.doubled + figures.lost),
        (f"the loop late by {lag:.1f} ms p99, {max(figures.lags):.0f} ms at most", lag < 100),
        (asked, answer < 300),
        (f"memory grew by {figures.growth:.0f} MiB", figures.growth < 50),
    )
    stalls = [lag for when, lag in figures.server_lags if figures.posts[0] <= when]
    print(f"the simulated Discord itself late by {max(stalls):.0f} ms at most")
    for line, is_kept in lines:
        print(line if is_kept else f"{line}: BROKEN")
    return all(is_kept for _, is_kept in lines)


def _windows(posts: Sequence[float]) -> list[float]:
    """Posts a second in each ten seconds."""
    seconds = max(1, int(posts[-1] - posts[0]) // 10)
    counts = [0] * seconds
    for when in posts:
        slot = int((when - posts[0]) // 10)
        if slot < seconds:
            counts[slot] += 1
    return [count / 10 for count in counts]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--channels", type=int, default=10_000)
    parser.add_argument("--corpus", type=Path, default=SEEDS)
    arguments = parser.parse_args()
    limits = RateLimits()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measure(Path(folder), arguments.corpus, arguments.channels, limits))
    return int(not report(figures, limits))


if __name__ == "__main__":
    sys.exit(main())
