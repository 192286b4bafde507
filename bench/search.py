"""How well and how fast search answers what readers type, beside what others offer.

    python bench/search.py FOLDER... [--sizes 22000,100000,1000000] [--each 60] [--seed 1]
                           [--excerpts] [--peers] [--keep FOLDER] [--plot FILE]

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
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from archive import SCAN, Archive, build_peers, index_megabytes, kept_folder, make_archive
from engines import Engine, Newsdesk, NewsdeskCommand
from figures import COMMAND, Figures, report
from grading import grade
from made_corpus import make_corpus
from queries import Labelled, make_queries
from scaled import real_articles
from worker import Answer, Worker

_WARMING = 50
_MADE_FILES = 2_000
# A scan takes as long as the archive is large; it is asked fewer queries beyond this many titles.
_SCANNED = 22_000


def make_engines(
    archive: Archive, *, excerpts: bool, peers: bool
) -> tuple[dict[str, Worker], list[Figures]]:
    """Every engine in its process, with what building it took."""
    size = len(archive.titles)
    makers: dict[str, Callable[[], Engine]] = {
        "newsdesk": partial(Newsdesk, archive.folder),
        COMMAND: partial(NewsdeskCommand, archive.folder),
    }
    ours = index_megabytes(archive.database)
    figures = [Figures(name, size, archive.seconds, ours) for name in makers]
    for name, peer in build_peers(archive, excerpts=excerpts, brought=peers).items():
        makers[name] = peer.make
        figures.append(Figures(name, size, peer.seconds, peer.megabytes))
    return {name: Worker(make) for name, make in makers.items()}, figures


def measure(
    archive: Archive, *, each: int, seed: int, excerpts: bool, peers: bool
) -> list[Figures]:
    """Ask every engine the same queries."""
    made = make_queries(archive.titles, each=each, seed=seed)
    queries = sorted(made, key=lambda query: query.kind)
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
        name = f"{size}-{arguments.seed}{'-excerpts' if arguments.excerpts else ''}"
        with kept_folder(arguments.keep, name) as folder:
            archive = make_archive(real, folder, size=size, **options)
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
    parser.add_argument("--keep", type=Path, help="keep archives and indexes in this folder")
    parser.add_argument("--plot", type=Path, help="draw the figures into this file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = arguments.folders or [make_corpus(Path(made), files=_MADE_FILES)]
        run(arguments, folders)


if __name__ == "__main__":
    main()
