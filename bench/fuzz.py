"""Coverage-guided fuzzing of everything that reads what outsiders write.

    python bench/fuzz.py [TARGET...] [--minutes 5] [--corpus data/fuzz]

Each target runs in a process of its own for so many minutes, from what is in its folder of the
corpus and beside it the seeds; what found new code is kept there. A target reads bytes or text,
may refuse them by its own error only, and what it takes must hold what its check asks. The first
that doesn't is written beside the corpus, and ends the run with 1.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[1]
NAMES = ("documents", "addresses", "texts", "ids", "options", "forms", "imports", "pages")


def fuzz(name: str, seconds: float, corpus: Path) -> None:
    """Run one target in this process, until the time is over or it fails."""
    with atheris.instrument_imports(include=["bot", "fuzz_targets"]):
        from fuzz_targets import TARGETS, WORDS  # noqa: PLC0415  instrumented as it is imported

    target, pattern = TARGETS[name]
    folder = corpus / name
    seeds = _write_seeds(pattern, WORDS.get(name, ()), folder.with_name(f"{name}-seeds"))
    folder.mkdir(parents=True, exist_ok=True)
    flags = (f"-max_total_time={seconds:.0f}", "-max_len=20000", "-print_final_stats=1")
    found = f"-artifact_prefix={corpus}/{name}-found-"
    atheris.Setup([sys.argv[0], *flags, found, "-timeout=20", str(folder), str(seeds)], target)
    atheris.Fuzz()


def _write_seeds(pattern: str, words: Sequence[str], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(ROOT.glob(pattern)) if pattern else ()):
        (folder / f"file-{number}").write_bytes(path.read_bytes())
    for number, text in enumerate(words):
        (folder / f"word-{number}").write_bytes(text.encode())
    return folder


def main() -> None:
    """Run the targets one after the other, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(NAMES))
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--corpus", type=Path, default=Path("data/fuzz"))
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        fuzz(arguments.targets[0], 60 * arguments.minutes, arguments.corpus)
        return
    failed = []
    for name in arguments.targets or NAMES:
        print(f"== {name}", flush=True)
        command = [sys.executable, __file__, name, "--inside", "--minutes", str(arguments.minutes)]
        done = subprocess.run([*command, "--corpus", str(arguments.corpus)], check=False)
        failed += [name] if done.returncode else []
    print(f"failed: {', '.join(failed) or 'none'}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
