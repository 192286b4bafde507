"""Whether an archive that is exported and loaded again is the same, field by field.

    python bench/round_trip.py FOLDER...

Loads the folders, writes the archive out, loads what was written into another, and compares every
column of every article, its topics, its related lists, and the tallies. Exits with 1 where one is
other than it was.
"""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.services.export_articles import export_articles
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store

_RELATED = (
    "SELECT DISTINCT parent.key, entry.position, child.key FROM mentions AS head"
    " JOIN statements AS own ON own.id = head.statement_id AND head.position = 0"
    " JOIN articles AS parent ON parent.id = own.article_id"
    " JOIN mentions AS entry ON entry.file_id = head.file_id AND entry.position > 0"
    " JOIN statements AS stated ON stated.id = entry.statement_id"
    " JOIN articles AS child ON child.id = stated.article_id ORDER BY 1, 2, 3"
)
_TOPICS = (
    "SELECT key, position, name FROM article_topics JOIN articles ON articles.id = article_id"
    " JOIN topics ON topics.id = topic_id ORDER BY key, position"
)
_TALLIES = "SELECT * FROM tallies WHERE articles <> 0 ORDER BY kind, guild_id, name"
_ARTICLES = "SELECT * FROM articles ORDER BY guild_id, key"


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What an archive holds, whatever the ids of its articles."""
    with closing(sqlite3.connect(path)) as connection:
        articles = connection.execute(_ARTICLES)
        number = [column[0] for column in articles.description].index("id")
        return {
            "articles": [row[:number] + row[number + 1 :] for row in articles],
            "topics of articles": connection.execute(_TOPICS).fetchall(),
            "related entries": connection.execute(_RELATED).fetchall(),
            "tallies": connection.execute(_TALLIES).fetchall(),
        }


async def travel(folders: Sequence[Path], place: Path) -> tuple[Path, Path]:
    """An archive of the folders, and one of its export."""
    there, back, out = place / "there.db", place / "back.db", place / "out"
    async with open_store(there) as store:
        await load_corpus(store, folders)
        began = time.perf_counter()
        documents = await export_articles(store, out, "markdown")
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in out.iterdir())
    print(f"{documents:,} documents, {size / 2**20:.1f} MiB, written in {took:.1f} s")
    async with open_store(back) as store:
        report = await load_corpus(store, [out])
    print(f"loaded again: {report.repaired} repaired, {len(report.quarantined)} left out")
    return there, back


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        there, back = asyncio.run(travel(arguments.folders, Path(place)))
        one, other = contents(there), contents(back)
    for name, rows in one.items():
        differing = sum(a != b for a, b in zip(rows, other[name], strict=False))
        differing += abs(len(rows) - len(other[name]))
        print(f"{name}: {len(rows):,}, {differing:,} differ")
    sys.exit(0 if one == other else 1)


if __name__ == "__main__":
    main()
