"""The owner's chart as a PNG: what the bot did on each of the last days, in three rows of bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.day_figures import DayFigures
from bot.render.chart_panel import BRIGHT, GRID, MUTED, TEXT, Panel, round_up
from bot.render.chart_words import MAX_ALT_TEXT, day_name

WIDTH, HEIGHT = 1040, 620
_LEFT, _RIGHT = 96, 1016
_ROW, _TOP, _BARS = 180, 20, 96
_TITLE = 40
_GAP = 0.22
_LEAST_HEIGHT = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its title, and a value a day."""

    title: str
    values: tuple[int, ...]


def rows_of(days: Sequence[DayFigures]) -> tuple[Row, Row, Row]:
    """Messages of editions, questions to the archive, and how long answers took."""
    figures = [day.figures for day in days]
    return (
        Row("Edition messages a day", tuple(round(each.posts) for each in figures)),
        Row("Searches a day", tuple(round(each.searches) for each in figures)),
        Row("Mean time to answer, ms", tuple(round(each.mean_milliseconds) for each in figures)),
    )


def draw_figures(days: Sequence[DayFigures]) -> bytes:
    """The PNG; it takes milliseconds, so not in the event loop."""
    panel = Panel(WIDTH, HEIGHT)
    for number, row in enumerate(rows_of(days)):
        _draw_row(panel, row, _TOP + number * _ROW)
    _draw_days(panel, days)
    return panel.png()


def figures_alt(days: Sequence[DayFigures]) -> str:
    """The chart in words, with all its figures; at most 1,024 characters."""
    rows = rows_of(days)
    span = f"From {day_name(days[0].day)} to {day_name(days[-1].day)}."
    told = [f"{row.title}: {', '.join(map(str, row.values))}." for row in rows]
    return " ".join([span, *told])[:MAX_ALT_TEXT]


def _draw_row(panel: Panel, row: Row, top: int) -> None:
    pen, bottom = panel.pen, top + _TITLE + _BARS
    most = round_up(max(row.values, default=0))
    pen.text((_LEFT, top), row.title, fill=TEXT, font=panel.font)
    for value in (0, most):
        y = bottom - _BARS * value / most
        pen.line((_LEFT, y, _RIGHT, y), fill=GRID, width=2)
        pen.text((_LEFT - 14, y), _short(value), fill=MUTED, font=panel.font, anchor="rm")
    wide = (_RIGHT - _LEFT) / max(1, len(row.values))
    for number, value in enumerate(row.values):
        if value:
            left = _LEFT + wide * (number + _GAP / 2)
            height = max(_LEAST_HEIGHT, _BARS * value / most)
            pen.rectangle((left, bottom - height, left + wide * (1 - _GAP), bottom - 1), BRIGHT)


def _short(value: int) -> str:
    """A figure in at most four signs."""
    for size, sign in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return str(value)


def _draw_days(panel: Panel, days: Sequence[DayFigures]) -> None:
    y = HEIGHT - 56
    first, last = day_name(days[0].day), day_name(days[-1].day)
    panel.pen.text((_LEFT, y), first, fill=MUTED, font=panel.font)
    panel.pen.text((_RIGHT, y), last, fill=MUTED, font=panel.font, anchor="ra")
