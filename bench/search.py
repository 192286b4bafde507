"""How well and how fast search answers what readers type, beside what others offer.

    python bench/search.py FOLDER... [--sizes 22000,100000,1000000] [--each 60] [--seed 1]
                           [--excerpts] [--peers] [--plot FILE]

For each size an archive is made around the folders' articles (scaled.py: beyond the real ones their
titles are recombined words of real titles), labelled queries are made from its titles (queries.py),
and every engine is asked all of them: ours, as the search alone and as all that `/news` does; FTS5;
a RapidFuzz scan; with `--peers` also tantivy (`make .venv/bench.stamp` installs it). All know the
same folded words. Each runs in a process of its own, class by class in turn, after 50 queries that
don't count. Without a folder, a corpus is made up.
"""

import argparse
import asyncio
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from engines import DATABASE, Engine, Newsdesk, NewsdeskCommand, Row
from figures import COMMAND, SCAN, Figures, report
from grading import grade
from made_corpus import make_corpus
from peers import Fts5, FuzzyScan, Tantivy
from queries import Labelled, make_queries
from scaled import fill, index_entry, real_articles, scaled_articles
from worker import Answer, Worker, build, write_row

from bot.domain.article import Article
from bot.storage.article_rows import NumberedArticle
from bot.storage.store import open_store

ROWS = "rows.tsv"
_WARMING = 50
_MADE_FILES = 2_000
# A scan takes as long as the archive is large; it is asked fewer queries beyond this many titles.
_SCANNED = 22_000


@dataclass(frozen=True, slots=True)
class Archive:
    """Archives of one size in a folder: ours, the peers', and the titles by id less one."""

    folder: Path
    titles: list[str]
    seconds: float


def make_archive(
    real: Sequence[Article], folder: Path, *, size: int, seed: int, excerpts: bool
) -> Archive:
    """Fill our database in the folder, and a file of the same rows for the others."""
    titles: list[str] = []

    async def filled() -> float:
        articles = scaled_articles(real, size=size, seed=seed, excerpts=excerpts)
        async with open_store(folder / DATABASE) as store:
            return await fill(store, _recorded(articles, folder / ROWS, titles))

    return Archive(folder, titles, asyncio.run(filled()))


def _recorded(
    articles: Iterable[NumberedArticle], path: Path, titles: list[str]
) -> Iterator[NumberedArticle]:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in articles:
            entry = index_entry(article)
            file.write(write_row(Row(article.id, entry.title, entry.excerpt)))
            titles.append(article.merged.statement.title)
            yield article


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


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def make_engines(
    archive: Archive, *, excerpts: bool, peers: bool
) -> tuple[dict[str, Worker], list[Figures]]:
    """Every engine in its process, with what building it took."""
    folder, size = archive.folder, len(archive.titles)
    ours = index_megabytes(folder / DATABASE)
    makers: dict[str, Callable[[], Engine]] = {
        "newsdesk": partial(Newsdesk, folder),
        COMMAND: partial(NewsdeskCommand, folder),
    }
    figures = [Figures(name, size, archive.seconds, ours) for name in makers]
    others: dict[str, Any] = {"FTS5 bm25": Fts5, SCAN: FuzzyScan}
    if peers:
        for name, weight in (("tantivy fuzzy", 2.0), ("tantivy tuned", 0.1)):
            others[name] = partial(Tantivy, excerpts=excerpts, exact_weight=weight)
    for name, maker in others.items():
        beside = folder / name.replace(" ", "-")
        beside.mkdir()
        seconds = build(partial(maker, beside), folder / ROWS)
        figures.append(Figures(name, size, seconds, _megabytes(beside)))
        makers[name] = partial(maker, beside)
    return {name: Worker(make) for name, make in makers.items()}, figures


def measure(
    archive: Archive, *, each: int, seed: int, excerpts: bool, peers: bool
) -> list[Figures]:
    """Ask every engine the same queries."""
    queries = make_queries(archive.titles, each=each, seed=seed)
    warming = make_queries(archive.titles, each=_WARMING // 5, seed=seed + 1)
    random.Random(seed).shuffle(warming)  # noqa: S311  not for secrets
    workers, figures = make_engines(archive, excerpts=excerpts, peers=peers)
    for of in figures:
        texts = [query.text for query in warming[: _share(of, _WARMING)]]
        of.open_seconds = workers[of.name].open(texts[0])
        workers[of.name].search(texts)
    for _, same in groupby(queries, key=lambda query: query.kind):
        asked = list(same)
        for of in figures:
            some = asked[: _share(of, len(asked))]
            _note(of, archive, some, workers[of.name].search([query.text for query in some]))
    for of in figures:
        of.memory = workers[of.name].close()
    return figures


def _share(of: Figures, number: int) -> int:
    """How many of so many queries this engine is asked."""
    if of.name != SCAN or of.size <= _SCANNED:
        return number
    return max(2, number * _SCANNED // of.size)


def _note(
    of: Figures, archive: Archive, queries: Sequence[Labelled], answers: Sequence[Answer]
) -> None:
    for query, answer in zip(queries, answers, strict=True):
        titles = [archive.titles[int(found) - 1] for found in answer.found]
        of.book.add(query.kind, grade(query, titles))
        of.walls.append(answer.wall)
        of.cpus.append(answer.cpu)


def run(arguments: argparse.Namespace, folders: Sequence[Path]) -> None:
    """Measure each size and print it; draw all of them."""
    real = asyncio.run(real_articles(folders))
    measured: list[Figures] = []
    options = {"seed": arguments.seed, "excerpts": arguments.excerpts}
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            archive = make_archive(real, Path(folder), size=size, **options)
            print(f"\n{size:,} articles, {min(size, len(real)):,} of them real;", end=" ")
            print(f"{arguments.each} queries a class, seed {arguments.seed}")
            measured += measure(archive, each=arguments.each, peers=arguments.peers, **options)
            report([of for of in measured if of.size == size])
    if arguments.plot:
        from plot import draw  # noqa: PLC0415  matplotlib comes with --peers only

        draw(measured, arguments.plot)


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[22_000]
    )
    parser.add_argument("--each", type=int, default=60, help="queries of each class")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--excerpts", action="store_true", help="index excerpts beside titles")
    parser.add_argument("--peers", action="store_true", help="ask tantivy too")
    parser.add_argument("--plot", type=Path, help="draw the figures into this file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = arguments.folders or [make_corpus(Path(made), files=_MADE_FILES)]
        run(arguments, folders)


if __name__ == "__main__":
    main()
