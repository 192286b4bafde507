"""The chart of a briefing as a PNG: bars of volume, with the period in colour."""

from collections.abc import Iterator
from dataclasses import dataclass

from PIL import ImageDraw

from bot.domain.volume_chart import Bar, VolumeChart
from bot.render.chart_panel import BRIGHT, DIM, GRID, MUTED, TEXT, Font, Panel, round_up
from bot.render.chart_words import chart_title, short_day

WIDTH, HEIGHT = 1040, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 1016, 84, 330
_GAP = 0.22
_LEAST_HEIGHT = 3


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where things stand: bars along the width, articles along the height."""

    bars: int
    top: int

    def left(self, bar: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * bar / self.bars

    def height(self, articles: int) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * articles / self.top


def draw_chart(chart: VolumeChart) -> bytes:
    """The PNG, some 9 kB; it takes milliseconds, so not in the event loop."""
    panel = Panel(WIDTH, HEIGHT)
    pen, font = panel.pen, panel.font
    scale = _Scale(len(chart.bars), round_up(max((bar.articles for bar in chart.bars), default=0)))
    _draw_grid(pen, font, scale)
    for number, bar in enumerate(chart.bars):
        _draw_bar(pen, scale, number, bar)
    _draw_days(pen, font, chart, scale)
    pen.text((_LEFT, 24), chart_title(chart), fill=TEXT, font=font)
    return panel.png()


def _draw_grid(pen: ImageDraw.ImageDraw, font: Font, scale: _Scale) -> None:
    for articles in dict.fromkeys((0, scale.top // 2, scale.top)):
        y = scale.height(articles)
        pen.line((_LEFT, y, _RIGHT, y), fill=GRID, width=2)
        pen.text((_LEFT - 14, y), f"{articles:,}", fill=MUTED, font=font, anchor="rm")


def _draw_bar(pen: ImageDraw.ImageDraw, scale: _Scale, number: int, bar: Bar) -> None:
    left, right = scale.left(number), scale.left(number + 1)
    margin = _GAP * (right - left) / 2
    colour = BRIGHT if bar.is_within else DIM
    if bar.is_within:
        # Also where there was nothing the period is to be seen.
        pen.rectangle((left, _BOTTOM + 4, right, _BOTTOM + 10), fill=colour)
    if bar.articles:
        top = min(scale.height(bar.articles), _BOTTOM - _LEAST_HEIGHT)
        pen.rectangle((left + margin, top, right - margin, _BOTTOM - 1), fill=colour)


def _draw_days(pen: ImageDraw.ImageDraw, font: Font, chart: VolumeChart, scale: _Scale) -> None:
    """Name the first day, the period's first and the last, where there is room for them."""
    taken: list[tuple[float, float]] = []
    for number, bar in _named(chart):
        text = short_day(chart, bar.start)
        size = pen.textlength(text, font=font)
        middle = (scale.left(number) + scale.left(number + 1)) / 2
        left = min(max(middle - size / 2, _LEFT - 40), _RIGHT - size)
        if all(left > end + 24 or left + size < start - 24 for start, end in taken):
            colour = TEXT if bar.is_within else MUTED
            pen.text((left, _BOTTOM + 22), text, fill=colour, font=font)
            taken.append((left, left + size))


def _named(chart: VolumeChart) -> Iterator[tuple[int, Bar]]:
    """The bars worth naming, the most important first."""
    bars = list(enumerate(chart.bars))
    within = [one for one in bars if one[1].is_within]
    yield from within[:1]
    yield from bars[:1]
    yield from bars[-1:]
    yield from within[-1:]
    yield from bars[len(bars) // 4 :: max(1, len(bars) // 4)]
