"""Whether anything confirmed is lost, or posted twice, when the bot is killed at random moments.

    python bench/kill.py [--kills 100] [--files 300] [--channels 4] [--life 3] [--seed 1]

The real bot serves the simulated Discord as a process of its own, while all its journeys go on:
members ask, type and press, moderators of two servers add, retract, weigh, undo and decide on what
members suggest, admins subscribe channels, files of the corpus change and are loaded again, and
editions of some more channels fall due in each life. SIGKILL ends each life at a random moment,
every fifth while it still starts. After each restart `newsdesk doctor` must find all sound (the
desks' logs replayed, the index, the tallies), whatever was confirmed must be stored, no message may
stand twice, and the first question must be answered. In the end the bot lives until nothing is left
to be posted, and every edition must be there. Exit code 1 if any of this is not so.
"""

import argparse
import asyncio
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path

from crowd import Member, Seen, places
from desk_crowd import Confirmed, Desk, bureau
from figures import print_times
from kept import Kept
from made_corpus import make_corpus
from newsroom import Desk as Channel
from newsroom import furnish, load, minute, now, rows, subscribe

from bot.demo.faults import Delay, Fault
from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room
from bot.services.settle_desk import settle_channel
from bot.storage.store import open_store

# Shaped like a token, which the doctor looks at.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123"  # noqa: S105  made up
_LOADED = re.compile(rb"corpus loaded|not loaded again")
_SETTLED_SECONDS = 900.0
# Discord takes its time with messages, lest none of them is ever killed on its way.
_SLOW = Fault(Delay(0.8), "POST", "/channels/*/messages")
_MEMBERS = 30
_ASK_PAUSE, _ACT_PAUSE, _FILE_PAUSE = 3.0, 0.05, 0.7


@dataclass(slots=True)
class Tally:
    """What was found after each restart; times in seconds."""

    moments: Counter[str] = field(default_factory=Counter)
    unsound: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    looks: int = 0


class Trial:
    """One simulated Discord and one database, and the lives of the bot between them."""

    def __init__(self, server: LoopbackDiscord, folder: Path, a: argparse.Namespace) -> None:
        self.server, self.arguments = server, a
        self.database, self.corpus = folder / "newsdesk.db", folder / "corpus"
        self.log = folder / "bot.log"
        self.tally, self.kept = Tally(), Kept()
        self.confirmed, self.seen = Confirmed(), Seen()
        self.channels: list[Channel] = []
        self.bureaus = [bureau(server, name) for name in ("One", "Two")]
        (self.asker,) = places(server, members=1, a_server=1)
        self.serves, self.is_loading = asyncio.Event(), False
        self.rng = random.Random(a.seed)  # noqa: S311  not for secrets

    async def prepare(self) -> None:
        """An archive of a corpus, and a review channel in each server with a desk."""
        self.corpus.mkdir()
        make_corpus(self.corpus, files=self.arguments.files, seed=self.arguments.seed)
        await load(self.database, self.corpus)
        async with open_store(self.database) as store:
            for each in self.bureaus:
                await settle_channel(store, each.guild_id, each.review_id)

    def busy(self) -> Iterator[asyncio.Task[None]]:
        """All who keep the bot busy, until they are cancelled."""
        titles = [row[0] for row in rows(self.database, "SELECT title FROM articles")]
        for at in self.bureaus:
            desk = Desk(self.server, at, titles, self.confirmed)
            yield asyncio.create_task(self._go_on(desk.act, _ACT_PAUSE))
        crowded = places(self.server, members=_MEMBERS, a_server=_MEMBERS)
        for number, place in enumerate(crowded):
            rng = random.Random(number)  # noqa: S311  likewise
            member = Member(self.server, place, titles, rng)
            yield asyncio.create_task(self._go_on(partial(member.act, self.seen), _ASK_PAUSE))

    async def _go_on(self, act: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            await self.serves.wait()
            await act()
            await asyncio.sleep(self.rng.uniform(0, 2 * pause))

    async def fall_due(self) -> None:
        """Some more channels have an edition that was due some minutes ago."""
        desks = furnish(self.server, ["text"] * self.arguments.channels)
        await subscribe(self.database, desks, minute(now()) - timedelta(minutes=3))
        self.channels += desks

    def environment(self) -> dict[str, str]:
        """Of the bot, and of the doctor."""
        settings = {
            "NEWSDESK_WATCH": "off",
            "DISCORD_API_BASE": self.server.api_base,
            "DISCORD_GATEWAY_URL": self.server.gateway_url,
            "DISCORD_TOKEN": TOKEN,
            "NEWSDESK_DATABASE": str(self.database),
            "NEWSDESK_CORPUS": str(self.corpus),
            "NEWSDESK_LOG_LEVEL": "INFO",
            "NEWSDESK_LOG_FORMAT": "json",
        }
        return {**os.environ, **settings}

    @asynccontextmanager
    async def started(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """The bot as a process; killed in the end if it still lives."""
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=self.environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        self.is_loading = True
        beside = [asyncio.create_task(each) for each in (self._follow(bot), self._reload(bot))]
        try:
            yield bot
        finally:
            if bot.returncode is None:
                bot.kill()
            self.serves.clear()
            await bot.wait()
            beside[1].cancel()
            await asyncio.wait(beside)

    async def _follow(self, bot: asyncio.subprocess.Process) -> None:
        assert bot.stderr is not None
        with self.log.open("ab") as log:
            async for line in bot.stderr:
                log.write(line)
                if b'"serving ' in line:
                    self.serves.set()
                self.is_loading &= not _LOADED.search(line)

    async def _reload(self, bot: asyncio.subprocess.Process) -> None:
        paths = sorted(self.corpus.iterdir())
        while True:
            await self.serves.wait()
            await asyncio.sleep(self.rng.uniform(0, 2 * _FILE_PAUSE))
            path = self.rng.choice(paths)
            path.write_text(path.read_text().replace("title: ", "title: Again ", 1))
            self.is_loading = True
            if bot.returncode is None:
                bot.send_signal(signal.SIGHUP)

    async def live_and_die(self) -> None:
        """Start the bot, look at what the last death left, and kill it at some moment."""
        await self.fall_due()
        began = time.perf_counter()
        async with self.started():
            if self.tally.starts and self.rng.random() < 0.2:
                await asyncio.sleep(self.rng.uniform(0, self.tally.starts[-1]))
                self.tally.moments["starting"] += 1
                return
            await self._until_it_serves()
            self.tally.starts.append(time.perf_counter() - began)
            await self._ask()
            looking = asyncio.create_task(self.look())
            await asyncio.sleep(self.rng.uniform(0, self.arguments.life))
            self._note_moment()
        await looking

    async def _until_it_serves(self) -> None:
        async with asyncio.timeout(60):
            await self.serves.wait()

    def _note_moment(self) -> None:
        ((sending,),) = rows(self.database, "SELECT count(*) FROM outbox WHERE state = 'sending'")
        self.tally.moments["serving"] += 1
        self.tally.moments["  a message being sent"] += sending > 0
        self.tally.moments["  an act under way"] += self.confirmed.under_way > 0
        self.tally.moments["  the corpus being loaded"] += self.is_loading

    async def look(self) -> None:
        """What must be so after each restart, whether the bot lives on or dies meanwhile."""
        self.tally.looks += 1
        await self._consult()
        self.kept.compare(self.database, self.confirmed)
        self.kept.look(self.server, self.channels, self.bureaus)

    async def _ask(self) -> None:
        began = time.perf_counter()
        room = Room(self.server.backend, self.server.traffic)
        asker = room.member(self.asker.guild_id, self.asker.user_id)
        channel = room.channel(self.asker.channel_id)
        answer = (await asker.slash(channel, "news", query="ka")).response
        if answer is not None and answer.components:
            self.tally.answers.append(time.perf_counter() - began)
        else:
            came = "nothing" if answer is None else "no more than that it thinks"
            self.tally.unanswered.append(f"{now():%H:%M:%S}: {came}")

    async def _consult(self) -> None:
        doctor = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "doctor"),
            env=self.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        told, _ = await doctor.communicate()
        if doctor.returncode:
            self.tally.unsound.append(told.decode())

    async def live_on(self) -> None:
        """Start the bot, and let it live until nothing is left to be posted."""
        async with self.started() as bot:
            await self._until_it_serves()
            async with asyncio.timeout(_SETTLED_SECONDS):
                while not self._is_settled():  # noqa: ASYNC110 - it is another process's work
                    await asyncio.sleep(0.5)
            await self._ask()
            await self.look()
            bot.terminate()
            await asyncio.wait_for(bot.wait(), 30)

    def _is_settled(self) -> bool:
        ((left,),) = rows(
            self.database,
            "SELECT (SELECT count(*) FROM editions WHERE freeze_at IS NOT NULL)"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
            " + (SELECT count(*) FROM review_cards WHERE not_before IS NOT NULL)"
            " + (SELECT count(*) FROM notices WHERE state = 'pending')",
        )
        planned = rows(self.database, "SELECT count(DISTINCT subscription_id) FROM editions")[0][0]
        return not left and planned >= len(self.channels)


async def run(arguments: argparse.Namespace) -> bool:
    """Kill as often as asked; whether all was kept."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with LoopbackDiscord(token=TOKEN) as server:
            server.faults.script(_SLOW)
            trial = Trial(server, Path(folder), arguments)
            await trial.prepare()
            busy = list(trial.busy())
            for number in range(arguments.kills):
                await trial.live_and_die()
                assert not any(task.done() and task.result() for task in busy)
                if (number + 1) % 10 == 0:
                    print(f"{number + 1} kills, {time.monotonic() - began:.0f} s", flush=True)
            for task in busy:
                if task.done():
                    task.result()
                task.cancel()
            await asyncio.wait(busy)
            await trial.live_on()
            editions = trial.kept.count_editions(server, trial.database, trial.channels)
        return report(trial, editions)


def report(trial: Trial, editions: int) -> bool:
    """Print the tables; whether all was kept."""
    tally, confirmed, kept = trial.tally, trial.confirmed, trial.kept
    for name, times in tally.moments.items():
        print(f"  killed {name:<34} {times}")
    print("confirmed to moderators and admins")
    for name, times in sorted(confirmed.done.items()):
        print(f"  {name:<35} {times}")
    print("found in the end")
    for name, times in sorted(kept.found.items()):
        print(f"  {name:<35} {times}")
    asked = len(trial.seen.answers) + trial.seen.unanswered.total()
    print(f"members: {asked} interactions, {trial.seen.unanswered.total()} cut off or unanswered")
    print_times("serves after, s", tally.starts)
    print_times("/news in, ms", [1000 * each for each in tally.answers])
    errors = [line for line in trial.log.read_text().splitlines() if '"level": "error"' in line]
    findings = {
        f"restarts looked at, of {tally.looks} unsound": tally.unsound,
        f"first questions, of {tally.looks} unanswered": tally.unanswered,
        f"confirmed acts ({len(confirmed.acts)}) and editions ({editions}) lost": kept.lost,
        "messages and acts doubled": kept.doubled,
        "errors in the log": errors,
    }
    for name, found in findings.items():
        print(f"  {name}: {len(found)}", *list(found)[:5], sep="\n    ")
    return not any(findings.values())


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--files", type=int, default=300, help="of the corpus")
    parser.add_argument("--channels", type=int, default=4, help="more with an edition in each life")
    parser.add_argument("--life", type=float, default=3, help="seconds at most, of serving")
    parser.add_argument("--seed", type=int, default=1)
    sys.exit(not asyncio.run(run(parser.parse_args())))


if __name__ == "__main__":
    main()
