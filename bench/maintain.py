"""How long it takes to change a large archive: one article at a time, and many at once.

    python bench/maintain.py FOLDER... --database FILE [--times 50] [--load 100000]

FILE is an archive made by scaled.py from the same folders; it is copied first. One article is
added, corrected and retracted through the services, each in a transaction of its own, as a load of
one file does it after reading. A load of many begins with what was read, too: what is timed is to
store what files state, to merge it into articles, to index these, and to commit.
"""

import argparse
import asyncio
import gc
import shutil
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import connect

import msgspec
from figures import percentile
from scaled import real_articles, scaled_articles

from bot.domain.article import Article, Statement
from bot.domain.document import Document
from bot.fetch.documents import FoundFile
from bot.services.merge_articles import merge_articles
from bot.services.read_corpus import FileReading
from bot.services.record_documents import record_documents
from bot.storage.store import Store, Tables, open_store


def reading(statement: Statement, name: str) -> FileReading:
    """What reading a file of this one statement gives."""
    file = FoundFile(Path(name), name)
    return FileReading(file, name.encode(), Document(statement, (), 0))


async def apply(store: Store, readings: Sequence[FileReading]) -> float:
    """Store, merge and index in one transaction; the milliseconds that took."""

    async def work(tables: Tables) -> None:
        keys = await record_documents(tables, readings)
        await merge_articles(tables, keys, now=datetime.now(UTC))

    began = time.perf_counter()
    await store.write(work)
    return 1000 * (time.perf_counter() - began)


async def change_one(store: Store, statements: Sequence[Statement]) -> None:
    """Add, correct and retract each, and print how long each kind takes."""
    steps: dict[str, Callable[[Statement], Statement]] = {
        "add one article": lambda s: s,
        "correct its title": lambda s: replace(s, title=f"{s.title} corrected"),
        "retract it": lambda s: replace(s, is_removed=True),
    }
    times: dict[str, list[float]] = {name: [] for name in steps}
    for number, statement in enumerate(statements):
        own = replace(statement, is_own=True, key=f"{statement.key}/{number}-again")
        for name, step in steps.items():
            times[name].append(await apply(store, [reading(step(own), f"/one/{number}")]))
    for name, taken in times.items():
        print(
            f"{name:<20} p50 {percentile(taken, 50):6.2f} ms   p95 {percentile(taken, 95):6.2f} ms"
        )


async def load_many(real: Sequence[Article], *, size: int, excerpts: bool) -> None:
    """Load so many into an empty archive, and print how long it takes."""
    made = scaled_articles(real, size=size, excerpts=excerpts)
    readings = [reading(replace(a.merged.statement, is_own=True), f"/many/{a.id}") for a in made]
    # As `newsdesk load` does.
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "many.db") as store:
            seconds = await apply(store, readings) / 1000
    what = "titles and excerpts" if excerpts else "titles"
    print(f"load {size:,} {what:<20} {seconds:6.2f} s   {size / seconds:8,.0f} a second")
    plain = plain_load([r.content.own for r in readings if isinstance(r.content, Document)])
    print(f"  a table and FTS5 alone      {plain:6.2f} s   {seconds / plain:8.1f} times as long")


def plain_load(statements: Sequence[Statement]) -> float:
    """The seconds that the least takes: one table of articles, their addresses, and FTS5."""
    with tempfile.TemporaryDirectory() as folder, closing(connect(Path(folder) / "p.db")) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
        plain.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY, key TEXT UNIQUE, data TEXT)")
        plain.execute("CREATE VIRTUAL TABLE words USING fts5 (title, excerpt, topics)")
        began = time.perf_counter()
        with plain:
            plain.executemany(
                "INSERT INTO articles VALUES (?, ?, ?)",
                ((i, s.key, msgspec.json.encode(s).decode()) for i, s in enumerate(statements)),
            )
            plain.executemany(
                "INSERT INTO words (rowid, title, excerpt, topics) VALUES (?, ?, ?, ?)",
                ((i, s.title, s.excerpt, " ".join(s.topics)) for i, s in enumerate(statements)),
            )
        return time.perf_counter() - began


async def on_copy(database: Path, use: Callable[[Store], Awaitable[None]]) -> None:
    """Use a copy of the database, and throw it away."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(database, folder))
        async with open_store(copy) as store:
            await use(store)


async def run(arguments: argparse.Namespace) -> None:
    """Print all of it."""
    real = await real_articles(arguments.folders)
    some: Iterable[Statement] = (
        a.merged.statement for a in scaled_articles(real, size=arguments.times, excerpts=True)
    )
    statements = list(some)
    if arguments.database:
        await on_copy(arguments.database, lambda store: change_one(store, statements))
    for excerpts in (False, True):
        await load_many(real, size=arguments.load, excerpts=excerpts)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--database", type=Path, help="an archive made by scaled.py")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--load", type=int, default=100_000)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
