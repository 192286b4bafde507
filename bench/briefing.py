"""How long a member waits for a briefing, chart included, and for how long others wait meanwhile.

    python bench/briefing.py FOLDER... [--size 22000] [--each 100] [--seed 1] [--sockets]
                             [--database FILE] [--keep FOLDER]

Over an archive made as for search.py, or over the one of `--database`, it briefs on every topic, on
words of titles and on everything, over periods that the data choose and named ones, straight at the
service, one after the other: the time to the finished card with its picture. Beside it a task that
wakes every 5 ms tells how late it is, which is how long the loop was blocked.

With `--sockets`, one member then asks by `/briefing` in the simulated Discord that the demo has, of
a bot in a process of its own, from pressing Enter to the card that is shown.
"""

import argparse
import asyncio
import itertools
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from archive import kept_folder, make_archive
from engines import NOW
from figures import print_times
from made_corpus import make_corpus
from scaled import real_articles
from typists import time_command

from bot.domain.briefing import BriefingPage, BriefingQuery
from bot.domain.briefing_period import read_period
from bot.render.briefing import briefing_card
from bot.render.chart import draw_chart
from bot.services.ask_briefing import ask_briefing, turn_briefing
from bot.storage.store import Store, open_store

_TICK_SECONDS = 0.005
_WARMING = 10
_MADE_FILES = 2_000
_TOPICS = 12
_PERIODS = (None, None, None, "december 2019", "7 days", "2019", "2019-12-05")

Asked = tuple[str, str | None]


class Ticker:
    """Wakes every 5 ms, and notes in ms how much later than that it was at most."""

    def __init__(self) -> None:
        self.latest = 0.0

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            began = time.perf_counter()
            await asyncio.sleep(_TICK_SECONDS)
            late = time.perf_counter() - began - _TICK_SECONDS
            self.latest = max(self.latest, 1000 * late)


async def questions(store: Store, *, each: int, seed: int) -> list[Asked]:
    """What is asked, a kind after the other: topics, words of titles, everything; with a period."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    topics = [tally.name for tally in await store.topics.tallies(guild_id=None)][:_TOPICS]
    newest = await store.titles.newest(guild_id=None, limit=100)
    words = [" ".join(rng.sample(title.split(), 2)) for title in newest if len(title.split()) > 2]
    subjects = itertools.cycle([*topics, *words[:_TOPICS], ""])
    asked = list(itertools.islice(zip(subjects, itertools.cycle(_PERIODS), strict=False), 3 * each))
    rng.shuffle(asked)
    return asked


async def brief_directly(database: Path, *, each: int, seed: int) -> list[Asked]:
    """Brief at the service, and print what it took; returns what was asked."""
    first, spent, turned, drawn = [], [], [], []
    async with open_store(database) as store:
        asked = await questions(store, each=each, seed=seed)
        await store.index.vocabulary()
        for about, period in asked[:_WARMING]:
            await _brief(store, about, period)
        ticker = Ticker()
        ticking = asyncio.create_task(ticker.run())
        for about, period in asked:
            began, began_cpu = time.perf_counter(), time.process_time()
            page = await _brief(store, about, period)
            first.append(1000 * (time.perf_counter() - began))
            spent.append(1000 * (time.process_time() - began_cpu))
            if page is None or page.briefing.id is None:
                continue
            began = time.perf_counter()
            next_page = await turn_briefing(store, page.briefing.id, 1, guild_id=None, now=NOW)
            assert next_page is not None
            briefing_card(next_page)
            began_drawing = time.perf_counter()
            await asyncio.to_thread(draw_chart, page.briefing.chart)
            drawn.append(1000 * (time.perf_counter() - began_drawing))
            turned.append(1000 * (time.perf_counter() - began))
        ticking.cancel()
    print("at the service, ms")
    print_times("a briefing", first)
    print_times("its CPU time", spent)
    print_times("a next page", turned)
    print_times("of it the chart", drawn)
    print(f"  the event loop was blocked for {ticker.latest:.1f} ms at most")
    return asked


async def _brief(store: Store, about: str, period: str | None) -> BriefingPage | None:
    """The first page with its card and picture, as the cog makes them."""
    query = BriefingQuery(about, read_period(period, None, now=NOW))
    page = await ask_briefing(store, query, guild_id=None, now=NOW)
    if not isinstance(page, BriefingPage):
        return None
    briefing_card(page)
    await asyncio.to_thread(draw_chart, page.briefing.chart)
    return page


async def brief_by_sockets(database: Path, asked: Sequence[Asked]) -> None:
    """Ask by `/briefing`, and print what the member waited."""
    options = [{"topic": about or None, "period": period} for about, period in asked]
    given = [{name: value for name, value in one.items() if value} for one in options]
    milliseconds = await time_command(database, "briefing", given)
    print("/briefing end to end, ms")
    print_times("a card", milliseconds[_WARMING:])


def run(arguments: argparse.Namespace, folders: Sequence[Path]) -> None:
    """Make the archive, unless it is given, and measure."""
    with kept_folder(arguments.keep, f"briefing-{arguments.size}-{arguments.seed}") as folder:
        database = arguments.database or _made(folders, folder, arguments)
        asked = asyncio.run(brief_directly(database, each=arguments.each, seed=arguments.seed))
        if arguments.sockets:
            asyncio.run(brief_by_sockets(database, asked[:200]))


def _made(folders: Sequence[Path], folder: Path, arguments: argparse.Namespace) -> Path:
    real = asyncio.run(real_articles(folders))
    size = arguments.size
    print(f"{size:,} articles, {min(size, len(real)):,} of them real")
    return make_archive(real, folder, size=size, seed=arguments.seed, excerpts=True).database


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--size", type=int, default=22_000)
    parser.add_argument("--each", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", type=Path, help="brief over this archive instead")
    parser.add_argument("--keep", type=Path, help="keep archives in this folder")
    parser.add_argument("--sockets", action="store_true", help="ask by /briefing as well")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        run(arguments, arguments.folders or [make_corpus(Path(made), files=_MADE_FILES)])


if __name__ == "__main__":
    main()
