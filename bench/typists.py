"""How the bot holds out when many members type at once, and how long one waits for `/news`.

    python bench/typists.py FOLDER... [--size 22000] [--members 50] [--seconds 60] [--seed 1]
                            [--sockets] [--keep FOLDER]

Over an archive made as for search.py, every member types queries letter by letter, a key every 80
to 300 ms, and every key asks for completions, whether or not the last ones have come, straight at
the service, all from one store in one loop; a finished query is now and then searched for. Beside
them a task that wakes every 5 ms tells how late it is, which is how long the loop was blocked.

With `--sockets`, one member then asks 200 times by `/news` in the simulated Discord that the demo
has, of a bot in a process of its own, from pressing Enter to the answer that is shown.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from archive import kept_folder, make_archive
from engines import NOW
from figures import print_times
from made_corpus import make_corpus
from queries import make_queries
from scaled import real_articles
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room
from bot.domain.search import SearchQuery
from bot.services.ask_news import ask_news
from bot.services.complete import complete_query
from bot.storage.store import Store, open_store

TOKEN = "bench"  # noqa: S105  of the simulated Discord
_KEY_SECONDS = (0.08, 0.3)
_PAUSE_SECONDS = (0.5, 3.0)
_SEARCHED = 0.5
_TICK_SECONDS = 0.005
_COMMANDS = 200
_WARMING = 20
_MADE_FILES = 2_000
_ACTS_A_MEMBER, _ACTS_A_SERVER = 5, 50


class Typists:
    """Members who type at one store until a time; notes how long each answer took, in ms."""

    def __init__(self, store: Store, texts: Sequence[str], until: float) -> None:
        self.completions: list[float] = []
        self.answers: list[float] = []
        self.latest_tick = 0.0
        self._store = store
        self._texts = texts
        self._until = until

    async def type(self, rng: random.Random) -> None:
        """One member, with a pause after each query."""
        async with asyncio.TaskGroup() as keys:
            while time.perf_counter() < self._until:
                text = rng.choice(self._texts)
                for end in range(1, len(text) + 1):
                    await asyncio.sleep(rng.uniform(*_KEY_SECONDS))
                    keys.create_task(self._complete(text[:end]))
                if rng.random() < _SEARCHED:
                    keys.create_task(self._ask(text))
                await asyncio.sleep(rng.uniform(*_PAUSE_SECONDS))

    async def _complete(self, typed: str) -> None:
        began = time.perf_counter()
        await complete_query(self._store, typed, guild_id=None, now=NOW)
        self.completions.append(1000 * (time.perf_counter() - began))

    async def _ask(self, text: str) -> None:
        began = time.perf_counter()
        await ask_news(self._store, SearchQuery(text), guild_id=None, now=NOW)
        self.answers.append(1000 * (time.perf_counter() - began))

    async def tick(self) -> None:
        """Wake every 5 ms, until cancelled, and note the longest delay in ms."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_TICK_SECONDS)
            late = time.perf_counter() - began - _TICK_SECONDS
            self.latest_tick = max(self.latest_tick, 1000 * late)


async def type_at_once(
    database: Path, texts: Sequence[str], *, members: int, seconds: float, seed: int
) -> None:
    """Have the members type, and print what they waited."""
    async with open_store(database) as store:
        # A bot that just started reads its index at the first question.
        await complete_query(store, texts[0], guild_id=None, now=NOW)
        typists = Typists(store, texts, time.perf_counter() + seconds)
        ticking = asyncio.create_task(typists.tick())
        async with asyncio.TaskGroup() as group:
            for number in range(members):
                group.create_task(typists.type(random.Random(f"{seed} {number}")))  # noqa: S311
        ticking.cancel()
    print(f"{members} members typing for {seconds:.0f} s, ms")
    print_times("a key", typists.completions)
    print_times("a search", typists.answers)
    print(f"  the event loop was blocked for {typists.latest_tick:.1f} ms at most")


async def time_command(
    database: Path, name: str, asked: Sequence[Mapping[str, str]]
) -> list[float]:
    """Ask by the command with these options, one after the other; the ms that the member waited."""
    milliseconds = []
    async with LoopbackDiscord(token=TOKEN) as server:
        people = Strangers(server)
        async with running_bot(server, database):
            for options in asked:
                member, channel = people.next()
                began = time.perf_counter()
                result = await member.slash(channel, name, **options)
                milliseconds.append(1000 * (time.perf_counter() - began))
                assert result.response is not None, "no answer came"
    return milliseconds


class Strangers:
    """Members of many servers, each of whom does a few things: one alone would be held up."""

    def __init__(self, server: LoopbackDiscord) -> None:
        self._room = Room(server.backend, server.traffic)
        self._backend = server.backend
        self._done = 0

    def next(self) -> tuple[MemberActor, ChannelHandle]:
        """Who does the next thing, and where."""
        if self._done % _ACTS_A_SERVER == 0:
            self._guild_id = self._backend.create_guild(f"Server {self._done}").id
            self._channel_id = self._backend.create_channel(self._guild_id, "news").id
        if self._done % _ACTS_A_MEMBER == 0:
            self._user_id = self._backend.make_user(f"member{self._done}").id
            self._backend.add_member(self._guild_id, self._user_id)
        self._done += 1
        actor = self._room.member(self._guild_id, self._user_id)
        return actor, self._room.channel(self._channel_id)


async def ask_by_sockets(database: Path, texts: Sequence[str]) -> None:
    """Ask by `/news`, and print what the member waited."""
    asked = [{"query": text} for text in texts[: _WARMING + _COMMANDS]]
    milliseconds = await time_command(database, "news", asked)
    print("/news end to end, ms")
    print_times("an answer", milliseconds[_WARMING:])


@asynccontextmanager
async def running_bot(server: LoopbackDiscord, database: Path) -> AsyncIterator[None]:
    """The bot in a process of its own, over the archive, once it has connected."""
    nothing = database.with_name("nothing")
    nothing.mkdir(exist_ok=True)
    environment = {
        "NEWSDESK_WATCH": "off",
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "DISCORD_TOKEN": TOKEN,
        "NEWSDESK_DATABASE": str(database),
        "NEWSDESK_CORPUS": str(nothing),
        "NEWSDESK_LOG_LEVEL": "WARNING",
    }
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env={**os.environ, **environment}
    )
    try:
        ready = await server.traffic.until(lambda: server.is_ready, seconds=60)
        assert ready, "the bot did not connect"
        yield
    finally:
        bot.terminate()
        await bot.wait()


def run(arguments: argparse.Namespace, folders: Sequence[Path]) -> None:
    """Make the archive and measure."""
    seed = arguments.seed
    real = asyncio.run(real_articles(folders))
    with kept_folder(arguments.keep, f"{arguments.size}-{seed}") as folder:
        archive = make_archive(real, folder, size=arguments.size, seed=seed)
        texts = [query.text for query in make_queries(archive.titles, each=100, seed=seed)]
        random.Random(seed).shuffle(texts)  # noqa: S311  not for secrets
        print(f"{arguments.size:,} articles, {min(arguments.size, len(real)):,} of them real")
        options = {"members": arguments.members, "seconds": arguments.seconds, "seed": seed}
        asyncio.run(type_at_once(archive.database, texts, **options))
        if arguments.sockets:
            asyncio.run(ask_by_sockets(archive.database, texts))


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--size", type=int, default=22_000)
    parser.add_argument("--members", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep archives in this folder")
    parser.add_argument("--sockets", action="store_true", help="ask by /news as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        run(arguments, arguments.folders or [make_corpus(Path(made), files=_MADE_FILES)])


if __name__ == "__main__":
    main()
