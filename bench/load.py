"""How fast a corpus is loaded, beside what merely reads it.

    make bench CORPUS=/folder/of/unpacked/archives

Each folder named is loaded by `newsdesk load` into a new database, and once more unchanged, as
whole processes. Beside them, in the same run and in turn: a loop of `yaml.load(CSafeLoader)` over
the same front matter that throws its results away, and a loop that only reads and hashes. Medians
of three. Without a folder, a corpus of 2,000 files is made up.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from made_corpus import make_corpus

RUNS = 3


def parse_loop(files: Sequence[Path]) -> None:
    """The baseline: PyYAML's C loader on every front matter."""
    for file in files:
        parts = file.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) == 3:
            yaml.load(parts[1], Loader=yaml.CSafeLoader)


def hash_loop(files: Sequence[Path]) -> None:
    """The floor of a second load: read and hash."""
    for file in files:
        hashlib.blake2b(file.read_bytes()).digest()


def load(paths: Sequence[Path], database: Path) -> dict[str, Any]:
    """One `newsdesk load` as a process of its own; its report."""
    command = [sys.executable, "-m", "bot", "load", *map(str, paths), "--database", str(database)]
    done = subprocess.run([*command, "--json"], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes by the clock on the wall."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure(paths: Sequence[Path]) -> None:
    """Print the medians for these folders and the ratios between them."""
    files = [file for path in paths for file in sorted(path.rglob("*")) if file.is_file()]
    times: dict[str, list[float]] = {"parse": [], "hash": [], "first": [], "second": []}
    report: dict[str, Any] = {}
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            loading = partial(load, paths, Path(folder) / "bench.db")
            times["parse"].append(seconds(partial(parse_loop, files)))
            times["first"].append(seconds(loading))
            times["hash"].append(seconds(partial(hash_loop, files)))
            times["second"].append(seconds(loading))
            report = loading()
    middle = {name: statistics.median(values) for name, values in times.items()}
    print(
        f"{', '.join(path.name for path in paths)}: {len(files):,} files, {report['articles']:,}"
        f" articles, {report['related']:,} related, {len(report['quarantined'])} left out"
    )
    print(f"  yaml.load(CSafeLoader) loop   {middle['parse']:6.2f} s")
    print(
        f"  newsdesk load                 {middle['first']:6.2f} s"
        f"   {middle['parse'] / middle['first']:.2f} times as fast"
    )
    print(f"  read-and-hash loop            {middle['hash']:6.2f} s")
    print(
        f"  newsdesk load again           {middle['second']:6.2f} s"
        f"   allowed {0.5 + 3 * middle['hash']:.2f} s"
    )


def main() -> None:
    """Measure each folder, and all of them together."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="folders of corpus files")
    folders = parser.parse_args().folders
    with tempfile.TemporaryDirectory() as made:
        if not folders:
            folders = [make_corpus(Path(made), files=2_000)]
        for folder in folders:
            measure([folder])
        if len(folders) > 1:
            measure(folders)


if __name__ == "__main__":
    main()
