"""How well related articles agree with the lists that an archive's files have, and what they cost.

    python bench/relevance.py FOLDER... [--from 2019-12-01] [--until 2019-12-16]
                              [--most 1000] [--seed 1]

The folders are loaded into an archive of its own. Every article with a related list that appeared
from `--from` and before `--until` is asked about, `--most` of them by chance. Right is what its
list names; no list is used to find it, neither its own nor another's. All ways rank all articles,
uncollapsed: lists hold copies. Agreement with lists that a machine made compares ways; it doesn't
prove worth to a reader.
"""

import argparse
import asyncio
import math
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from figures import percentile, print_table
from relevance_peers import TOP, make_peers

from bot.domain.article import Article
from bot.services.find_related import RelatedOptions, find_related
from bot.services.load_corpus import load_corpus
from bot.storage.store import Store, open_store

_OPTIONS = RelatedOptions(uses_stored=False, collapses=False, least=0.03)
_WARMING = 20
Ask = Callable[[Article], Awaitable[Sequence[int]]]


@dataclass(slots=True)
class Grades:
    """What one way did, query by query; times in milliseconds."""

    ndcg: list[float] = field(default_factory=list)
    reciprocal: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    found: list[int] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def grade(self, found: Sequence[int], right: set[int]) -> None:
        """Note one answer, best first."""
        places = [at for at, i in enumerate(found[:TOP]) if i in right]
        best = sum(1 / math.log2(at + 2) for at in range(min(TOP, len(right))))
        self.ndcg.append(sum(1 / math.log2(at + 2) for at in places) / best)
        self.reciprocal.append(1 / (places[0] + 1) if places else 0.0)
        self.recall.append(len(places) / len(right))
        self.found.append(len(found))

    def row(self) -> list[str]:
        """The means of a table."""
        means = (self.ndcg, self.reciprocal, self.recall)
        times = (percentile(self.cpu, 50), percentile(self.cpu, 95))
        walls = (percentile(self.wall, 50), percentile(self.wall, 95))
        return [
            *(f"{_mean(values):.4f}" for values in means),
            f"{_mean(self.found):.1f}",
            "/".join(f"{ms:.2f}" for ms in (_mean(self.cpu), *times)),
            "/".join(f"{ms:.2f}" for ms in walls),
        ]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / (len(values) or 1)


async def measure(store: Store, arguments: argparse.Namespace) -> None:
    """Ask every way about the same articles, and print how they did."""
    ids = range(1, await store.articles.next_id())
    articles = await store.articles.by_ids(ids, guild_id=None)
    right = await _lists(store, articles, arguments.since, arguments.until)
    asked = [article for article in articles if article.id in right]
    if len(asked) > arguments.most:
        asked = random.Random(arguments.seed).sample(asked, arguments.most)  # noqa: S311  not for secrets
    print(f"{len(articles):,} articles, {len(asked):,} asked about, with lists of", end=" ")
    print(f"{_mean([len(right[a.id]) for a in asked]):.1f} on average")

    async def ours(article: Article) -> Sequence[int]:
        news = await find_related(store, article.id, guild_id=None, limit=TOP, options=_OPTIONS)
        return [hit.article.id for hit in news.related] if news else []

    for article in asked[:_WARMING]:
        await ours(article)
    ways: dict[str, Ask] = {"newsdesk": ours}
    for name, find in make_peers(articles).items():
        ways[name] = _awaited(find)
    grades = {name: await _graded(ask, asked, right) for name, ask in ways.items()}
    header = ["", "nDCG@10", "MRR", "recall@10", "found", "CPU ms mean/p50/p95", "ms p50/p95"]
    print_table(header, [[name, *of.row()] for name, of in grades.items()])


def _awaited(find: Callable[[Article], Sequence[int]]) -> Ask:
    async def ask(article: Article) -> Sequence[int]:
        return find(article)

    return ask


async def _lists(
    store: Store, articles: Sequence[Article], since: datetime, until: datetime
) -> dict[int, set[int]]:
    """What the files of each article of the time list."""
    right = {}
    for article in articles:
        if article.has_file and since <= article.published < until:
            own, _ = await store.neighbours.stored(article.id, guild_id=None, limit=10_000)
            if own:
                right[article.id] = set(own)
    return right


async def _graded(ask: Ask, asked: Sequence[Article], right: Mapping[int, set[int]]) -> Grades:
    grades = Grades()
    for article in asked:
        wall, cpu = time.perf_counter(), time.process_time()
        found = await ask(article)
        grades.cpu.append(1000 * (time.process_time() - cpu))
        grades.wall.append(1000 * (time.perf_counter() - wall))
        grades.grade(found, right[article.id])
    return grades


async def run(arguments: argparse.Namespace) -> None:
    """Load the folders and measure."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "newsdesk.db") as store:
            await load_corpus(store, arguments.folders)
            await measure(store, arguments)


def _day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--from", dest="since", type=_day, default=datetime.min.replace(tzinfo=UTC))
    parser.add_argument("--until", type=_day, default=datetime.max.replace(tzinfo=UTC))
    parser.add_argument("--most", type=int, default=1_000, help="queries at most")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
