"""Whether articles on one event are found to be, on pairs judged by reading, and what that makes.

    python bench/same_story.py FOLDER... [--database FILE] [--places 300] [--largest N] [--wrong]

The folders are loaded and grouped, or FILE is an archive of theirs, which is copied first.
same_story_gold.tsv holds pairs of addresses: the verdict ("same", "other"), how the pair was drawn
("loose" by likeness of several kinds, by common rare words and by related lists, whatever the rule
finds; "rule" from what an early rule took for one story), and two addresses. Precision is measured
on all of them, recall on those drawn loosely. Half of the pairs, by a hash of their addresses, were
tuned on; the other half was held out.
"""

import argparse
import asyncio
import hashlib
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from figures import percentile
from rapidfuzz import fuzz

from bot.domain.report import Report, read_report, weights
from bot.domain.same_story import is_same_story
from bot.domain.url import canonical_key, parse_url
from bot.services.group_stories import group_stories
from bot.services.load_corpus import load_corpus
from bot.services.place_articles import place_articles
from bot.storage.reports import StoredReport
from bot.storage.store import Store, Tables, open_store

GOLD = Path(__file__).with_name("same_story_gold.tsv")
_THREE_DAYS = 3 * 86_400
_FUZZY = 90


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and what was judged of them."""

    is_same: bool
    is_loose: bool
    is_tuning: bool
    one: StoredReport
    other: StoredReport


def key_of(address: str) -> str:
    """The key of the article at an address."""
    url = parse_url(address)
    assert url is not None, address
    return canonical_key(url)


async def read_pairs(store: Store) -> tuple[list[Pair], int]:
    """The pairs that the archive has, and how many it lacks."""
    lines = [line.split("\t") for line in GOLD.read_text().splitlines()]
    keys = {key_of(address) for line in lines for address in line[2:]}
    rows = {row.key: row for row in await store.reports.of_keys(keys)}
    pairs = []
    for verdict, drawn, one, other in lines:
        found = [rows.get(key_of(one)), rows.get(key_of(other))]
        if found[0] is not None and found[1] is not None:
            digest = hashlib.blake2b(" ".join(sorted((one, other))).encode(), digest_size=1)
            is_tuning = digest.digest()[0] % 2 == 0
            pairs.append(Pair(verdict == "same", drawn == "loose", is_tuning, found[0], found[1]))
    return pairs, len(lines) - len(pairs)


def score(pairs: Sequence[Pair], found: Iterable[bool]) -> str:
    """Precision on all pairs, and recall on those drawn loosely."""
    judged = list(zip(pairs, found, strict=True))
    right = sum(pair.is_same for pair, is_found in judged if is_found)
    total = sum(is_found for _, is_found in judged)
    loose = [is_found for pair, is_found in judged if pair.is_same and pair.is_loose]
    return f"precision {right / total:6.1%}   recall {sum(loose) / len(loose):6.1%}"


def print_scores(name: str, pairs: Sequence[Pair], is_found: Callable[[Pair], bool]) -> None:
    """The figures of one way to find the same story."""
    for half, chosen in (
        ("tuning", [pair for pair in pairs if pair.is_tuning]),
        ("held out", [pair for pair in pairs if not pair.is_tuning]),
        ("all", list(pairs)),
    ):
        print(f"{name:<24}{half:<10}{len(chosen):4}  {score(chosen, map(is_found, chosen))}")


def is_fuzzy(pair: Pair) -> bool:
    """The plain way: titles that RapidFuzz finds alike, within three days."""
    near = abs(pair.one.published - pair.other.published) <= _THREE_DAYS
    alike = fuzz.token_set_ratio(pair.one.title.lower(), pair.other.title.lower())
    return near and alike >= _FUZZY


async def measure_pairs(store: Store, *, shows_wrong: bool) -> None:
    """The rule on its own, the stories that it makes, and the plain way."""
    pairs, lacking = await read_pairs(store)
    same = sum(pair.is_same for pair in pairs)
    print(f"{len(pairs)} pairs, {same} the same and {len(pairs) - same} not; {lacking} not here")
    weigh = weights(await store.index.vocabulary())

    def report(row: StoredReport) -> Report:
        published = datetime.fromtimestamp(row.published, UTC)
        return read_report(row.article_id, row.title, row.excerpt, row.provider, published, weigh)

    def is_ruled(pair: Pair) -> bool:
        return is_same_story(report(pair.one), report(pair.other))

    stories = await store.stories.of(
        (i for p in pairs for i in (p.one.article_id, p.other.article_id)), guild_id=None
    )

    def is_grouped(pair: Pair) -> bool:
        return stories[pair.one.article_id] == stories[pair.other.article_id]

    print_scores("rule", pairs, is_ruled)
    print_scores("stories", pairs, is_grouped)
    print_scores("token_set >= 90, 3 days", pairs, is_fuzzy)
    for pair in pairs if shows_wrong else ():
        if is_ruled(pair) != pair.is_same:
            print("MISSED" if pair.is_same else "WRONG", pair.one.title, "|", pair.other.title)


async def measure_sizes(store: Store, *, largest: int) -> None:
    """How large stories are, and the largest ones to be read by eye."""
    ids = range(1, await store.articles.next_id())
    placed = await store.stories.of(ids, guild_id=None)
    sizes = Counter(placed.values())
    collapsed = len(placed) - len(sizes)
    print(
        f"{len(placed):,} articles in {len(sizes):,} stories, {collapsed / len(placed):.1%} fewer"
    )
    counts = Counter(min(size, 10) for size in sizes.values())
    print(
        "stories by size:", ", ".join(f"{n}{'+' * (n == 10)}: {counts[n]}" for n in sorted(counts))
    )
    for story, size in sizes.most_common(largest):
        print(f"\n{size} articles")
        members = (await store.stories.members([story], guild_id=None))[story]
        for article in await store.articles.by_ids(members, guild_id=None):
            print(f"  {article.published:%d %b %H:%M}  {article.title}  ({article.provider})")


async def measure_placing(store: Store, places: int) -> None:
    """How long it takes to place one article as if it came last, in a transaction of its own."""
    ids = range(1, await store.articles.next_id())
    chosen = ids[:: max(1, len(ids) // places)]
    vocabulary = await store.index.vocabulary()
    times = []
    for article_id in chosen:
        async with store.writing() as tables:
            await tables.unplaced.forget([article_id])
        await group_stories(store)
        began = time.perf_counter()

        async def place(tables: Tables, article_id: int = article_id) -> None:
            await place_articles(tables, [article_id], vocabulary)

        await store.write(place)
        times.append(1000 * (time.perf_counter() - began))
    print(
        f"placing one article of {len(ids):,}: median {percentile(times, 50):.1f} ms,"
        f" p95 {percentile(times, 95):.1f} ms, longest {max(times):.1f} ms"
    )


async def main(arguments: argparse.Namespace) -> None:
    """Load or copy, group, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stories.db"
        if arguments.database:
            shutil.copy(arguments.database, path)
        async with open_store(path) as store:
            if not arguments.database:
                await load_corpus(store, arguments.folders)
            began = time.perf_counter()
            placed = await group_stories(store)
            seconds = time.perf_counter() - began
            print(f"{placed:,} articles placed in {seconds:.1f} s")
            await store.index.catch_up()
            if arguments.folders:
                await measure_pairs(store, shows_wrong=arguments.wrong)
            await measure_sizes(store, largest=arguments.largest)
            await measure_placing(store, arguments.places)


def arguments() -> argparse.Namespace:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--database", type=Path)
    parser.add_argument("--places", type=int, default=300)
    parser.add_argument("--largest", type=int, default=0)
    parser.add_argument("--wrong", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
