"""How well and how fast the archive answers what readers type.

    python bench/search.py FOLDER... [--each 300] [--seed 1]

Loads the folders into a new archive, makes labelled queries from its titles (see queries.py) and
asks the service that `/news` asks.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from grading import Gradebook, grade
from queries import LABELLED, Labelled, make_queries

from bot.domain.search import SearchQuery
from bot.services.load_corpus import load_corpus
from bot.services.search_news import search_news
from bot.storage.store import Store, open_store

NOW = datetime(2021, 1, 1, tzinfo=UTC)
ALL = 1_000_000


async def ask(store: Store, queries: Sequence[Labelled]) -> None:
    """Ask them all and print a line for each class, and one for the times."""
    book = Gradebook()
    milliseconds = []
    for query in queries:
        began = time.perf_counter()
        result = await search_news(store, SearchQuery(query.text), guild_id=None, limit=10, now=NOW)
        milliseconds.append(1000 * (time.perf_counter() - began))
        book.add(query.kind, grade(query, [hit.article.title for hit in result.hits]))
    print("        " + "".join(f"{name:>14}" for name in (*LABELLED, "a b c e")))
    print("strict  " + "".join(f"{cell:>14}" for cell in book.row("strict_first", "strict_five")))
    print("fair    " + "".join(f"{cell:>14}" for cell in book.row("fair_first", "fair_five")))
    print("topical, with a typo, share: " + "  ".join(book.topical_row()))
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
