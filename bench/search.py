"""How well and how fast the archive answers what readers type.

    python bench/search.py FOLDER... [--each 300] [--seed 1]

Loads the folders into a new archive, makes labelled queries from its titles (see queries.py) and
asks the service that `/news` asks. A hit is right if its title holds every word that was meant.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from queries import CLASSES, Labelled, make_queries

from bot.domain.search import SearchQuery, SearchResult
from bot.domain.words import fold_words
from bot.services.load_corpus import load_corpus
from bot.services.search_news import search_news
from bot.storage.store import Store, open_store

NOW = datetime(2021, 1, 1, tzinfo=UTC)
ALL = 1_000_000


def is_right(query: Labelled, title: str) -> bool:
    """Whether the title holds all words that were meant, or others that begin so."""
    words = fold_words(title)
    return all(any(word.startswith(meant) for word in words) for meant in query.clean.split())


def grade(query: Labelled, result: SearchResult) -> tuple[float, float]:
    """Shares of right titles: at the first place and within five; for topical ones, of ten."""
    right = [is_right(query, hit.article.title) for hit in result.hits]
    if query.title:
        return float(any(right[:1])), float(any(right[:5]))
    share = sum(right) / max(len(right), 1)
    return share, share


async def ask(store: Store, queries: Sequence[Labelled]) -> None:
    """Ask them all and print a line for each class, and one for the times."""
    grades: dict[str, list[tuple[float, float]]] = defaultdict(list)
    milliseconds = []
    for query in queries:
        began = time.perf_counter()
        result = await search_news(store, SearchQuery(query.text), guild_id=None, limit=10, now=NOW)
        milliseconds.append(1000 * (time.perf_counter() - began))
        grades[query.kind].append(grade(query, result))
    for kind in CLASSES:
        first, within = (100 * statistics.mean(g) for g in zip(*grades[kind], strict=True))
        print(f"{kind:<14} {first:6.1f} %  {within:6.1f} %")
    milliseconds.sort()
    at = {p: milliseconds[int(len(milliseconds) * p / 100)] for p in (50, 95, 99)}
    print("ms  " + "  ".join(f"p{p} {value:.1f}" for p, value in at.items()))


async def run(folders: Sequence[Path], *, each: int, seed: int) -> None:
    """Load, make the queries, ask."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "bench.db") as store:
            await load_corpus(store, folders)
            titles = await store.articles.newest_titles(guild_id=None, limit=ALL)
            print(f"{len(titles):,} titles, {each} queries a class: first right, one of five right")
            await ask(store, make_queries(titles, each=each, seed=seed))


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    asyncio.run(run(arguments.folders, each=arguments.each, seed=arguments.seed))


if __name__ == "__main__":
    main()
