"""The search bench's figures drawn: time against the size of the archive, and quality by class."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from figures import COMMAND, Figures, percentile
from queries import LABELLED, TOPICAL

mpl.use("Agg")
from matplotlib import pyplot as plt


def draw(measured: Sequence[Figures], path: Path) -> None:
    """Both pictures side by side, quality at the largest size; the name's ending is the format."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(12, 4.5), layout="constrained")
    names = list(dict.fromkeys(of.name for of in measured if of.name != COMMAND))
    colours = {name: f"C{number}" for number, name in enumerate(names)}
    for name in names:
        _draw_times(left, [of for of in measured if of.name == name], colours[name])
    largest = max(of.size for of in measured)
    _draw_quality(right, [of for of in measured if of.size == largest], colours)
    left.legend(frameon=False)
    plt.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    plt.close(figure)


def _draw_times(axes: Any, of_one: Sequence[Figures], colour: str) -> None:
    sizes = [of.size for of in of_one]
    for percent, style in ((50, ":"), (95, "-")):
        values = [percentile(of.walls, percent) for of in of_one]
        label = of_one[0].name if percent == 95 else None
        axes.plot(sizes, values, style, marker="o", color=colour, label=label)
    axes.set(
        xscale="log",
        yscale="log",
        xlabel="articles",
        ylabel="ms",
        title="Time of a search, median (dotted) and p95",
    )
    axes.grid(alpha=0.3)


def _draw_quality(axes: Any, of_one_size: Sequence[Figures], colours: dict[str, str]) -> None:
    graded = [of for of in of_one_size if of.name in colours]
    kinds = (*LABELLED, *TOPICAL)
    width = 0.8 / len(graded)
    for number, of in enumerate(graded):
        places = [at + width * (number - (len(graded) - 1) / 2) for at in range(len(kinds))]
        heights = [of.book.percent((kind,), "fair_first") for kind in kinds]
        axes.bar(places, heights, width, color=colours[of.name])
    axes.set_xticks(range(len(kinds)), [kind.replace("+", "\n+ ") for kind in kinds])
    axes.set(
        ylim=(0, 100),
        ylabel="%",
        title=f"First answer right (topical: right of ten), {of_one_size[0].size:,} articles",
    )
    axes.grid(axis="y", alpha=0.3)
