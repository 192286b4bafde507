"""What people read, what the log says and what is stored where a disk is full, closed or locked.

    python bench/storage_faults.py [--seconds 60]

The real bot, as a process of its own at the simulated Discord, keeps its archive on a file system
of 64 MiB that is filled to its last byte, made read-only, or held by another writer for so many
seconds: while it serves, and when it starts. Each thing that is done then has a line with what came
of it and whether that is as it should be. Linux only: it starts itself anew in a mount namespace,
for which it must be root or be allowed user namespaces. Exit code 1 if something isn't so.
"""

import argparse
import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from desk_crowd import Bureau, bureau
from disk_troubles import closed, filled, locked
from newsroom import SEEDS, furnish, load, minute, now, posted, rows, subscribe

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room

_INSIDE = "NEWSDESK_BENCH_INSIDE"
TOKEN = "bench"  # noqa: S105  of the simulated Discord
# The bot waits ten seconds for another writer, and the reload may come up just after that.
_LATE_SECONDS = 25.0
_FULL = "I can't store anything at the moment"
_FAULT = "Something went wrong on my side"
_STORED = (
    "SELECT (SELECT count(*) FROM desk_acts), (SELECT count(*) FROM subscriptions),"
    " (SELECT count(*) FROM articles)"
)


class Bot:
    """The bot as a process, and what it logs."""

    def __init__(self, server: LoopbackDiscord, database: Path, corpus: Path) -> None:
        self.database, self.corpus, self.server = database, corpus, server
        self.lines: list[str] = []
        self._told = asyncio.Event()
        self.process: asyncio.subprocess.Process

    def environment(self) -> dict[str, str]:
        """Of all its commands."""
        settings = {
            "DISCORD_API_BASE": self.server.api_base,
            "DISCORD_GATEWAY_URL": self.server.gateway_url,
            "DISCORD_TOKEN": TOKEN,
            "NEWSDESK_DATABASE": str(self.database),
            "NEWSDESK_CORPUS": str(self.corpus),
            "NEWSDESK_LOG_FORMAT": "text",
            "NEWSDESK_WATCH": "off",
        }
        return {**os.environ, **settings}

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Bot"]:
        """Until the block ends."""
        self.lines.clear()
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=self.environment(),
            stdin=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        following = asyncio.create_task(self._follow())
        try:
            yield self
        finally:
            if self.process.returncode is None:
                self.process.terminate()
            await self.process.wait()
            await following

    async def _follow(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().strip())
            self._told.set()
        self._told.set()

    async def serves(self) -> None:
        """Wait until it serves what is in its corpus."""
        await self.until("corpus loaded")
        await self.until("serving")

    async def until(self, pattern: str, *, seconds: float = 30, start: int = 0) -> str:
        """The first line of the log that matches, from one on; nothing where there is none."""
        try:
            async with asyncio.timeout(seconds):
                while True:
                    for line in self.lines[start:]:
                        if re.search(pattern, line):
                            return line
                    self._told.clear()
                    await self._told.wait()
        except TimeoutError:
            return ""

    def command(self, *arguments: str) -> str:
        """What another command says, and its exit code."""
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return f"{done.stdout}{done.stderr}exit code {done.returncode}"


class Trial:
    """What was done and what came of it, line by line."""

    def __init__(self, server: LoopbackDiscord, disk: Path, bot: Bot, at: Bureau) -> None:
        self.server, self.disk, self.bot, self.at = server, disk, bot, at
        self.is_well = True

    def tell(self, what: str, found: str, *wanted: str) -> None:
        """Print a line; what was wanted are patterns that all must be found."""
        is_well = all(re.search(each, found, re.DOTALL) for each in wanted)
        self.is_well &= is_well
        shown = re.sub(r"\s+", " ", found.replace(str(self.disk), "…"))
        print(f"  {'ok   ' if is_well else 'WRONG'} {what:<34} {shown[:150]}", flush=True)

    async def typed(self, command: str, **options: str) -> str:
        """What a moderator who also manages the server reads after typing a command."""
        room = Room(self.server.backend, self.server.traffic)
        who = self.at.admin_id if command.startswith("digest") else self.at.moderator_id
        actor = room.member(self.at.guild_id, who)
        answer = (await actor.slash(room.channel(self.at.channel_id), command, **options)).response
        if answer is None:
            return "nothing"
        await self.server.traffic.until(lambda: bool(answer.components), seconds=_LATE_SECONDS)
        return "\n".join(_texts(answer.components))

    def stored(self) -> str:
        """Acts, subscriptions and articles, counted."""
        return str(rows(self.bot.database, _STORED)[0])

    async def deeds(self, refusal: str, reason: str) -> None:
        """Do what is written of while nothing can be, and again once it can."""
        before, start = self.stored(), len(self.bot.lines)
        told = await self.typed("news", query="facial recognition")
        self.tell("/news", told, "### ", "no further pages now")
        await self._log("  the log", "an answer was not remembered", start)
        for command, options in _DEEDS:
            told = await self.typed(command, **options)
            self.tell(f"/{command}", told, refusal)
        if refusal == _FAULT:
            reference = re.search(r"`(\w+)`", told)
            await self._log("  the log", f"fault {reference[1] if reference else '?'}", start)
        (self.bot.corpus / "new.txt").write_text(_ARTICLE)
        self.bot.process.send_signal(signal.SIGHUP)
        await self._log("a reload", f"was not loaded again.*{reason}", start)
        self.tell("what is stored is as before", self.stored(), re.escape(before))

    async def again(self) -> None:
        """The same once it can be written: all of it is done."""
        acts, subscriptions, articles = rows(self.bot.database, _STORED)[0]
        self.tell("/news then", await self.typed("news", query="facial recognition"), "### ")
        for command, options in _DEEDS:
            told = await self.typed(command, **options)
            self.tell(f"/{command} then", told, "Pinned|Subscribed|Suggested")
        self.bot.process.send_signal(signal.SIGHUP)
        await self._log("a reload then", "corpus loaded.*articles=5", 0)
        wanted = str((acts + 2, subscriptions + 1, articles + 1))
        self.tell("what is stored then", self.stored(), re.escape(wanted))

    async def _log(self, what: str, pattern: str, start: int) -> None:
        self.tell(what, await self.bot.until(pattern, start=start), ".")


_DEEDS: tuple[tuple[str, dict[str, str]], ...] = (
    ("article pin", {"target": "topic", "name": "AI"}),
    ("suggest", {"url": "http://127.0.0.1/story"}),
    ("digest subscribe", {}),
)
_ARTICLE = """---
title: A zebra
sourceUrl: https://site.example/zebra
publishedDateTime: 2024-05-05
---
"""


def _texts(components: list[dict[str, object]]) -> Iterator[str]:
    for each in components:
        if each.get("type") == 10:
            yield str(each["content"])
        yield from _texts(each.get("components", []))  # type: ignore[arg-type]  # JSON


async def full(trial: Trial) -> None:
    """A full disk while the bot serves, and when it starts."""
    bot = trial.bot
    print("full, while it serves")
    async with bot.running():
        await bot.serves()
        with filled(trial.disk):
            await trial.deeds(_FULL, "storage is full")
            trial.tell("newsdesk backup", bot.command("backup"), "free space", "exit code [^0]")
        await trial.again()
        trial.tell("newsdesk backup then", bot.command("backup"), "checked", "exit code 0")
    print("full, when it starts")
    with filled(trial.disk):
        async with bot.running():
            said = await bot.until("^newsdesk: ", seconds=20)
            trial.tell("newsdesk run", said, "full")
            trial.tell("  the log", await bot.until("only 0 MiB left", seconds=1), "free space")
        trial.tell("newsdesk search", bot.command("search", "facial"), "full", "exit code 2")
        bot.database = trial.disk / "other" / "newsdesk.db"
        async with bot.running():
            said = await bot.until("^newsdesk: ", seconds=20)
            trial.tell("newsdesk run, no archive yet", said, "full")
        bot.database = trial.disk / "data" / "newsdesk.db"
    await _serves(trial)


async def read_only(trial: Trial) -> None:
    """A file system that is read-only when the bot starts."""
    print("read-only, when it starts")
    with closed(trial.disk):
        async with trial.bot.running():
            said = await trial.bot.until("ead-only", seconds=20)
            trial.tell("newsdesk run", said, "Read-only file system; allow writing")
        trial.tell("newsdesk search", trial.bot.command("search", "facial"), "exit code 0")
        trial.tell("newsdesk load", trial.bot.command("load", str(SEEDS)), "allow writing")
        trial.tell("newsdesk doctor", trial.bot.command("doctor"), "can't be written to")
    await _serves(trial)


async def held(trial: Trial, seconds: float) -> None:
    """Another writer while the bot serves, and when it starts."""
    bot = trial.bot
    print(f"locked for {seconds:g} s, while it serves")
    desks = furnish(trial.server, ["text"])
    await subscribe(bot.database, desks, minute(now()) + timedelta(minutes=1))
    async with bot.running():
        await bot.serves()
        with locked(bot.database):
            until = now() + timedelta(seconds=seconds)
            await trial.deeds(_FAULT, "in use by another process")
            await asyncio.sleep(max(0.0, (until - now()).total_seconds()))
            said = await bot.until("in use by another process", seconds=1)
            trial.tell("the log", said, ".")
            trial.tell("an edition that fell due", str(posted(trial.server, desks[0])), r"^\[\]$")
        await trial.again()
        async with asyncio.timeout(120):
            while not posted(trial.server, desks[0]):  # noqa: ASYNC110 - another process posts
                await asyncio.sleep(0.5)
        trial.tell("the edition then", str(posted(trial.server, desks[0])), r"^\['digest\S+'\]$")
    print(f"locked for {seconds:g} s, when it starts")
    (bot.corpus / "new.txt").write_text(_ARTICLE.replace("zebra", "gnu"))
    until = now() + timedelta(seconds=seconds)
    with locked(bot.database):
        async with bot.running():
            said = await bot.until("serving", seconds=seconds)
            trial.tell("newsdesk run", said, "serving")
            trial.tell("/news", await trial.typed("news", query="facial"), "### ")
            said = await bot.until("corpus could not be loaded", seconds=_LATE_SECONDS)
            trial.tell("  the log", said, "in use by another process")
            await asyncio.sleep(max(0.0, (until - now()).total_seconds()))
    await _serves(trial)


async def _serves(trial: Trial) -> None:
    async with trial.bot.running():
        await trial.bot.serves()
        trial.tell("the next start", await trial.typed("news", query="facial"), "### ", "-# ")


async def run(disk: Path, corpus: Path, seconds: float) -> bool:
    """All of it, each on an archive of its own; whether all is as it should be."""
    is_well = True
    for name in ("full", "read-only", "locked"):
        async with LoopbackDiscord(token=TOKEN) as server:
            data = disk / "data"
            for folder in (data, corpus):
                shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(SEEDS, corpus)
            bot = Bot(server, data / "newsdesk.db", corpus)
            await load(bot.database, corpus)
            trial = Trial(server, disk, bot, bureau(server, "Newsroom"))
            if name == "full":
                await full(trial)
            elif name == "read-only":
                await read_only(trial)
            else:
                await held(trial, seconds)
            is_well &= trial.is_well
    return is_well


def main() -> None:
    """Read the arguments and run, in a mount namespace."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="of the lock")
    arguments = parser.parse_args()
    if _INSIDE not in os.environ:
        os.environ[_INSIDE] = "yes"
        os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])  # noqa: S606
    with tempfile.TemporaryDirectory() as name:
        disk, corpus = Path(name) / "disk", Path(name) / "corpus"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=True)
        try:
            is_well = asyncio.run(run(disk, corpus, arguments.seconds))
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)
    sys.exit(not is_well)


if __name__ == "__main__":
    main()
