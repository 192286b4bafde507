"""What servers' rulings on stories cost: those who rule, those who place, and all who read.

    python bench/rulings.py FOLDER... [--rulings 1000]

Loads the folders, then has one server merge and split stories at random, so many times, and as many
other servers rule once each on the largest stories. Measured before and after: an act of the
server, placing one article as if it came last, reading a story as the server that ruled and as one
that didn't, and placing all that an archive has.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path

from figures import percentile

from bot.domain.desk_act import Press
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.services.group_stories import MANY, group_stories
from bot.services.load_corpus import load_corpus
from bot.services.merge_stories import merge_stories
from bot.services.place_articles import place_articles
from bot.services.read_story import read_story
from bot.services.split_story import split_story
from bot.storage.store import Store, Tables, open_store

_RULER, _OTHER = Newsroom(7), Newsroom(8)
_NOW = datetime(2020, 1, 1, tzinfo=UTC)
_TIMES = 60
_presses = count()


def press() -> Press:
    """A moderator's next press."""
    return Press(1, _NOW, token=str(next(_presses)))


async def timed(work: Callable[[int], Awaitable[object]], ids: list[int]) -> str:
    """The median and the 95th percentile of milliseconds that it takes for an id."""
    times = []
    for article_id in ids:
        began = time.perf_counter()
        await work(article_id)
        times.append(1000 * (time.perf_counter() - began))
    return f"{percentile(times, 50):.1f} ms (p95 {percentile(times, 95):.1f})"


async def rule(store: Store, rng: random.Random, ids: list[int], newsroom: Newsroom) -> bool:
    """Merge two stories, or split one; whether it came to an act."""
    one, other = rng.sample(ids, 2)
    if rng.random() < 0.5:
        placed = await store.stories.of([one], guild_id=newsroom.guild_id)
        members = await store.stories.members(placed.values(), guild_id=newsroom.guild_id)
        story = next(iter(members.values()), [one])
        if len(story) > 1:
            outcome = await split_story(store, newsroom, [rng.choice(story)], press=press())
            return isinstance(outcome, Done)
    return isinstance(await merge_stories(store, newsroom, one, other, press=press()), Done)


async def _read(store: Store, newsroom: Newsroom, article_id: int) -> None:
    await read_story(store, article_id, guild_id=newsroom.guild_id)


async def measure(store: Store, rng: random.Random, ids: list[int]) -> None:
    """Print what is measured."""
    chosen = rng.sample(ids, min(_TIMES, len(ids)))

    async def place(article_id: int) -> None:
        async def work(tables: Tables) -> None:
            await place_articles(tables, [article_id], vocabulary)

        await store.write(work)

    vocabulary = await store.index.vocabulary()
    for article_id in chosen:
        async with store.writing() as tables:
            await tables.unplaced.forget([article_id])
        await group_stories(store)
    print(f"  placing one article: {await timed(place, chosen)}")
    await group_stories(store)
    for name, newsroom in (("the server that ruled", _RULER), ("another", _OTHER)):
        read = partial(_read, store, newsroom)
        print(f"  a story's page in {name}: {await timed(read, chosen)}")
    began = time.perf_counter()
    async with store.writing() as tables:
        await tables.unplaced.regroup()
    placed = await group_stories(store, batch=MANY)
    print(f"  placing all {placed:,}: {time.perf_counter() - began:.1f} s")


async def main(arguments: argparse.Namespace) -> None:
    """Load, rule and measure."""
    rng = random.Random(1)  # noqa: S311 - not for secrets
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "rulings.db") as store:
            await load_corpus(store, arguments.folders)
            await group_stories(store, batch=MANY)
            ids = list((await store.stories.of(range(1, 1 << 20), guild_id=None)).keys())
            print(f"{len(ids):,} articles, no rulings")
            await measure(store, rng, ids)
            times: list[float] = []
            while len(times) < arguments.rulings:
                began = time.perf_counter()
                if await rule(store, rng, ids, _RULER):
                    times.append(1000 * (time.perf_counter() - began))
            for name, some in (("first", times[:100]), ("last", times[-100:])):
                took = f"{percentile(some, 50):.1f} ms (p95 {percentile(some, 95):.1f})"
                print(f"  an act, the {name} 100 of {len(times):,}: {took}")
            for number in range(arguments.rulings):
                await rule(store, rng, ids[:200], Newsroom(1000 + number))
            rows = len(await store.story_rulings.rows())
            print(f"{rows:,} rulings of {1 + arguments.rulings:,} servers")
            await measure(store, rng, ids)


def arguments() -> argparse.Namespace:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rulings", type=int, default=1_000)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
