"""How well and how fast autocomplete offers the title that somebody is typing.

    python bench/complete.py FOLDER... [--sizes 22000,1000000] [--titles 1000] [--seed 1]
                             [--peers] [--keep FOLDER]

Over archives made as for search.py, the beginnings of titles by chance are typed, folded, letter by
letter. Right is the title itself among the first ten offered, cleanly typed and with one typo after
the first letter. The ceiling is what no engine can exceed: of n titles that begin with what is
typed, ten are offered. Beside ours: FTS5 with the last word as a prefix; with `--peers` tantivy.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from archive import SCAN, Archive, build_peers, kept_folder, make_archive
from engines import TOP, Newsdesk
from figures import percentile, print_table
from made_corpus import make_corpus
from queries import make_typo
from scaled import real_articles
from worker import Answer, Worker

from bot.domain.words import fold_words

_LENGTHS = range(1, 25)
_GRADED = (8, 12, 16, 20, 24)
# Of so many titles every letter is timed; engines take turns after a few of them.
_TIMED = 200
_TURN = 20
_WARMING = 50
_MADE_FILES = 2_000
_OURS = "newsdesk"
_BEYOND = "\U0010ffff"


class Beginnings:
    """The distinct folded titles of an archive, to count those that begin alike."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._sorted = sorted(set(titles))

    def ceiling(self, typed: str) -> float:
        """How likely ten of the titles that begin so hold any one of them."""
        begin = bisect_left(self._sorted, typed)
        number = bisect_left(self._sorted, typed + _BEYOND) - begin
        return min(1.0, TOP / number)


def misspelt(typed: str, rng: random.Random) -> str:
    """What is typed with one error, in a word: spaces stay."""
    while True:
        text = make_typo(typed, rng)
        if [len(word) > 0 for word in text.split(" ")] == [len(w) > 0 for w in typed.split(" ")]:
            return text


def shown(archive: Archive, answer: Answer) -> set[str]:
    """The first ten, folded; peers answer with ids."""
    return {
        archive.titles[found - 1] if isinstance(found, int) else " ".join(fold_words(found))
        for found in answer.found[:TOP]
    }


def make_workers(archive: Archive, *, peers: bool) -> dict[str, Worker]:
    """The engines that complete."""
    built = build_peers(archive, excerpts=False, brought=peers)
    workers = {_OURS: Worker(partial(Newsdesk, archive.folder))}
    return workers | {name: Worker(peer.make) for name, peer in built.items() if name != SCAN}


def time_letters(workers: dict[str, Worker], titles: Sequence[str]) -> None:
    """Type every title letter by letter; print the times for each number of letters."""
    answers: dict[str, list[tuple[int, Answer]]] = defaultdict(list)
    for turn in _turns(titles):
        texts = [title[:n] for title in turn for n in _LENGTHS if n <= len(title)]
        for name, worker in workers.items():
            answers[name] += zip(map(len, texts), worker.complete(texts), strict=True)
    every = answers.values()
    rows = [
        [str(n), *(_times([a.wall for typed, a in given if typed == n]) for given in every)]
        for n in _LENGTHS
    ]
    rows.append(["all", *(_times([answer.wall for _, answer in given]) for given in every)])
    rows.append(["CPU", *(_times([answer.cpu for _, answer in given]) for given in every)])
    print("\nTime in ms by letters typed, p50/p95; of all together, also the CPU's")
    print_table(["letters", *workers], rows)


def _turns(titles: Sequence[str]) -> Iterator[list[str]]:
    remaining = iter(titles)
    while turn := list(islice(remaining, _TURN)):
        yield turn


def _times(values: Sequence[float]) -> str:
    return f"{percentile(values, 50):.2f}/{percentile(values, 95):.2f}"


def grade_letters(
    workers: dict[str, Worker], archive: Archive, titles: Sequence[str], rng: random.Random
) -> None:
    """Type beginnings of every title, cleanly and with an error; print how often it is offered."""
    beginnings = Beginnings(archive.titles)
    header = ["letters", "ceiling"]
    for name in workers:
        header += [name, "one typo"]
    rows = []
    for length in _GRADED:
        long = [title for title in titles if len(title) >= length]
        typed = [title[:length] for title in long]
        wrong = [misspelt(text, rng) for text in typed]
        shares = [statistics.mean(map(beginnings.ceiling, typed))]
        for worker in workers.values():
            for texts in (typed, wrong):
                offered = [shown(archive, answer) for answer in worker.complete(texts)]
                right = [title in ten for title, ten in zip(long, offered, strict=True)]
                shares.append(statistics.mean(right))
        rows.append([str(length), *(f"{100 * share:.1f}" for share in shares)])
    print(f"\nRight title among ten, %, of {len(titles):,} titles")
    print_table(header, rows)
    for length, ceiling, ours, typo, *_ in rows:
        of_ceiling, of_clean = float(ours) / float(ceiling), float(typo) / float(ours)
        print(f"{length} letters: ours {of_ceiling:.1%} of the ceiling", end="; ")
        print(f"with one typo {of_clean:.1%} of the clean figure")


def run(arguments: argparse.Namespace, folders: Sequence[Path]) -> None:
    """Measure each size."""
    real = asyncio.run(real_articles(folders))
    for size in arguments.sizes:
        rng = random.Random(arguments.seed)  # noqa: S311  not for secrets
        with kept_folder(arguments.keep, f"{size}-{arguments.seed}") as folder:
            archive = make_archive(real, folder, size=size, seed=arguments.seed)
            print(f"\n{size:,} articles, {min(size, len(real)):,} of them real", end="; ")
            print(f"seed {arguments.seed}")
            titles = rng.sample(archive.titles, arguments.titles)
            workers = make_workers(archive, peers=arguments.peers)
            for worker in workers.values():
                worker.open(titles[-1])
                worker.complete([title[:12] for title in titles[-_WARMING:]])
            time_letters(workers, titles[:_TIMED])
            grade_letters(workers, archive, titles, rng)
            for worker in workers.values():
                worker.close()


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument(
        "--sizes", type=lambda text: [int(n) for n in text.split(",")], default=[22_000]
    )
    parser.add_argument("--titles", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="keep archives and indexes in this folder")
    parser.add_argument("--peers", action="store_true", help="ask tantivy too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        run(arguments, arguments.folders or [make_corpus(Path(made), files=_MADE_FILES)])


if __name__ == "__main__":
    main()
