"""An archive to measure over, in a folder: our database, and the same rows for peers.

What a folder holds already is not made again, so that a folder that is kept saves a million
articles' time; the seconds that making it took are kept beside it.
"""

import asyncio
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engines import DATABASE, Peer, Row
from peers import Fts5, FuzzyScan, Tantivy
from scaled import fill, scaled_articles
from worker import build, read_rows, write_row

from bot.domain.article import Article
from bot.domain.words import fold_words
from bot.storage.article_rows import NumberedArticle
from bot.storage.store import open_store

SCAN = "RapidFuzz scan"
_ROWS = "rows.tsv"
_SECONDS = "seconds.txt"


@dataclass(frozen=True, slots=True)
class Archive:
    """`titles` are folded and by id less one; `seconds` is what storing and indexing took."""

    folder: Path
    titles: list[str]
    seconds: float

    @property
    def database(self) -> Path:
        """Our database."""
        return self.folder / DATABASE


@dataclass(frozen=True, slots=True)
class BuiltPeer:
    """A peer's index: how to make the engine that opens it, seconds it took, megabytes on disk."""

    make: Callable[[], Peer]
    seconds: float
    megabytes: float


def make_archive(
    real: Sequence[Article], folder: Path, *, size: int, seed: int, excerpts: bool = False
) -> Archive:
    """Fill our database in the folder, and a file of the same rows for the others."""
    rows = folder / _ROWS

    async def fill_it() -> float:
        articles = scaled_articles(real, size=size, seed=seed, excerpts=excerpts)
        async with open_store(folder / DATABASE) as store:
            return await fill(store, _recorded(articles, rows))

    seconds = _once(folder, lambda: asyncio.run(fill_it()))
    return Archive(folder, [row.title for row in read_rows(rows)], seconds)


def _recorded(articles: Iterable[NumberedArticle], path: Path) -> Iterator[NumberedArticle]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            statement = article.merged.statement
            title, excerpt = map(fold_words, (statement.title, statement.excerpt))
            file.write(write_row(Row(article.id, " ".join(title), " ".join(excerpt))))
            yield article


def _once(folder: Path, make: Callable[[], float]) -> float:
    """Make what belongs into the folder unless it is there; the seconds that took, then or now."""
    noted = folder / _SECONDS
    if not noted.exists():
        # What an interrupted run left is of no use.
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        noted.write_text(str(make()), encoding="ascii")
    return float(noted.read_text(encoding="ascii"))


@contextmanager
def kept_folder(keep: Path | None, name: str) -> Iterator[Path]:
    """The folder of this name where folders are kept, else a new one that is deleted after."""
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
    else:
        yield keep / name


def build_peers(archive: Archive, *, excerpts: bool, brought: bool) -> dict[str, BuiltPeer]:
    """Every peer's index by the peer's name; those that must be installed only if `brought`."""
    makers: dict[str, Callable[[Path], Peer]] = {"FTS5 bm25": Fts5, SCAN: FuzzyScan}
    if brought:
        for name, weight in (("tantivy fuzzy", 2.0), ("tantivy tuned", 0.1)):
            makers[name] = partial(Tantivy, excerpts=excerpts, exact_weight=weight)
    return {name: _built(archive.folder, name, maker) for name, maker in makers.items()}


def _built(folder: Path, name: str, maker: Callable[[Path], Peer]) -> BuiltPeer:
    beside = folder / name.replace(" ", "-")
    make = partial(maker, beside)
    seconds = _once(beside, lambda: build(make, folder / _ROWS))
    size = sum(path.stat().st_size for path in beside.rglob("*") if path.is_file())
    return BuiltPeer(make, seconds, size / 1e6)


def index_megabytes(database: Path) -> float:
    """What our index takes of the database; all of it where SQLite can't tell."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            ours = connection.execute(
                "SELECT sum(pgsize) FROM dbstat JOIN sqlite_schema USING (name)"
                " WHERE tbl_name NOT IN ('articles', 'article_topics', 'topics')"
            ).fetchone()[0]
        except sqlite3.OperationalError:
            ours = database.stat().st_size
    return float(ours) / 1e6
