"""What the search bench measured of each engine, and the tables it prints."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from grading import Gradebook
from queries import LABELLED
from worker import Memory

# Ours with all that `/news` does, which shows a first page only and is not graded.
COMMAND = "newsdesk /news"


@dataclass(slots=True)
class Figures:
    """What was measured of one engine over one archive."""

    name: str
    size: int
    build_seconds: float
    disk: float
    book: Gradebook = field(default_factory=Gradebook)
    walls: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    open_seconds: float = 0.0
    memory: Memory = field(default_factory=lambda: Memory(0, 0))


def print_times(name: str, values: Sequence[float]) -> None:
    """A line of percentiles under a heading that names the unit."""
    at = "  ".join(f"p{percent} {percentile(values, percent):.1f}" for percent in (50, 95, 99))
    print(f"  {name:<16} {at}  max {max(values):.1f}  of {len(values):,}")


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many percent of the values don't exceed."""
    return sorted(values)[min(len(values) * percent // 100, len(values) - 1)]


def report(figures: Sequence[Figures]) -> None:
    """Print the tables of one size."""
    graded = [of for of in figures if of.name != COMMAND]
    for title, first, five in (
        ("fair: any title that holds the words meant", "fair_first", "fair_five"),
        ("strict: the title meant", "strict_first", "strict_five"),
    ):
        print(f"\nRight at once/within five, %, {title}")
        rows = [[of.name, *of.book.row(first, five)] for of in graded]
        print_table(["", *LABELLED, "a b c e"], rows)
    print("\nTopical queries, precision@10, %")
    rows = [[of.name, *of.book.topical_row()] for of in graded]
    print_table(["", "clean", "one typo", "typo/clean"], rows)
    print("\nTime in ms, p50/p95/p99; megabytes of memory, at most, of the index on disk; seconds")
    print_table(
        ["", "queries", "wall", "CPU", "memory", "peak", "disk", "built", "opened"],
        [[of.name, *_costs(of)] for of in figures],
    )


def _costs(of: Figures) -> list[str]:
    times = (
        "/".join(f"{percentile(values, percent):.2f}" for percent in (50, 95, 99))
        for values in (of.walls, of.cpus)
    )
    megabytes = (of.memory.resident, of.memory.peak, of.disk)
    seconds = (of.build_seconds, of.open_seconds)
    return [
        str(len(of.walls)),
        *times,
        *(f"{mb:.0f}" for mb in megabytes),
        *(f"{s:.2f}" for s in seconds),
    ]


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, *rows):
        name, *cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join((name.strip().ljust(widths[0]), *cells)))
