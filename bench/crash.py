"""Loads that are killed in mid-write, and what a doctor says of the archive afterwards.

    python bench/crash.py [--moments 50] [--files 150] [--seed 1]

An archive of half of a made-up corpus is loaded with all of it, a quarter of which has changed, by
a process of its own that is killed by SIGKILL: every other time anywhere in the load, else while
its transaction is committed, which is when the file is written. Each time the archive must be as
before or as after, healthy, and a new load must complete it. Exit code 1 if not.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from made_corpus import make_corpus

from bot.domain.health import Check
from bot.services.check_archive import check_archive
from bot.services.load_corpus import load_corpus
from bot.storage.database import Connection
from bot.storage.store import open_snapshot, open_store

_BEGUN, _COMMITTING, _DONE = b"b", b"c", b"d"


@dataclass(frozen=True, slots=True)
class Trial:
    """The archive before, what is loaded into it, and the time that takes, commit apart."""

    before: Path
    corpus: Path
    database: Path
    seconds: float = 0.0
    commit_seconds: float = 0.0


async def load(database: Path, corpus: Path) -> int:
    """How many articles the archive has after loading the corpus into it."""
    async with open_store(database) as store:
        report = await load_corpus(store, [corpus])
    return report.articles + report.related


async def look(database: Path) -> tuple[int, list[Check]]:
    """How many articles the archive has, and what is wrong with it."""
    async with open_snapshot(database) as archive:
        checks = await check_archive(archive)
        return await archive.articles.total(), [check for check in checks if check.problems]


def make_trial(folder: Path, *, files: int, seed: int) -> Trial:
    """Load half of a made corpus, then change a quarter of its files."""
    corpus = folder / "corpus"
    corpus.mkdir()
    paths = sorted(make_corpus(corpus, files=files, seed=seed).iterdir())
    trial = Trial(folder / "before.db", corpus, folder / "killed.db")
    half = folder / "half"
    shutil.copytree(corpus, half)
    for path in paths[::2]:
        (half / path.name).unlink()
    # Loaded from the corpus's own place, since a file is known by its path.
    shutil.move(corpus, folder / "all")
    shutil.move(half, corpus)
    asyncio.run(load(trial.before, corpus))
    shutil.rmtree(corpus)
    shutil.move(folder / "all", corpus)
    for path in paths[::4]:
        path.write_text(path.read_text().replace("title: ", "title: Corrected ", 1))
    return trial


@contextmanager
def loading(trial: Trial) -> Iterator[tuple[int, int]]:
    """A process that loads, and the pipe on which it says how far it is; killed in the end."""
    for end in ("", "-wal", "-shm"):
        Path(f"{trial.database}{end}").unlink(missing_ok=True)
    shutil.copy(trial.before, trial.database)
    told, telling = os.pipe()
    pid = os.fork()
    if not pid:
        _load_and_tell(trial, telling)
    os.close(telling)
    try:
        yield pid, told
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(told)


def _load_and_tell(trial: Trial, telling: int) -> None:
    run = Connection.run

    async def told(self: Connection, sql: str, values: Iterable[object] = ()) -> int:
        if sql == "COMMIT":
            os.write(telling, _COMMITTING)
        return await run(self, sql, values)

    Connection.run = told  # type: ignore[method-assign]  # this process is ours alone
    os.write(telling, _BEGUN)
    asyncio.run(load(trial.database, trial.corpus))
    os.write(telling, _DONE)
    os._exit(0)


def timed(trial: Trial) -> Trial:
    """The trial with how long a load takes that is let alone."""
    with loading(trial) as (_, told):
        times = [time.perf_counter() for _ in iter(lambda: os.read(told, 1), b"")]
    begun, committing, done = times[0], times[-2], times[-1]
    return Trial(trial.before, trial.corpus, trial.database, committing - begun, done - committing)


def kill(trial: Trial, rng: random.Random, *, in_commit: bool) -> None:
    """Load, and kill that at some moment."""
    with loading(trial) as (_, told):
        os.read(told, 1)
        if in_commit:
            os.read(told, 1)
        time.sleep(rng.uniform(0, trial.commit_seconds if in_commit else trial.seconds))


def main() -> int:
    """Print what became of the loads."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--files", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311  not for secrets
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        trial = timed(make_trial(Path(folder), files=arguments.files, seed=arguments.seed))
        before, _ = asyncio.run(look(trial.before))
        after, _ = asyncio.run(look(trial.database))
        for moment in range(arguments.moments):
            kill(trial, rng, in_commit=moment % 2 == 1)
            outcomes[_outcome(trial, before, after)] += 1
    print(
        f"{arguments.moments} loads ({before:,} to {after:,} articles, {trial.seconds:.2f} s and"
        f" {trial.commit_seconds:.3f} s to commit) killed: "
        + ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    )
    return int(bool(outcomes.keys() - {"as before", "as after"}))


def _outcome(trial: Trial, before: int, after: int) -> str:
    articles, problems = asyncio.run(look(trial.database))
    if problems or articles not in (before, after):
        return f"broken ({articles:,} articles, {problems})"
    completed = asyncio.run(load(trial.database, trial.corpus))
    if completed != after or asyncio.run(look(trial.database)) != (after, []):
        return "not completed by a new load"
    return "as before" if articles == before else "as after"


if __name__ == "__main__":
    sys.exit(main())
