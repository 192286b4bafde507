"""The chart of a briefing as a PNG: bars of volume, with the period in colour.

It stands on a dark panel of its own, so that it reads alike on Discord's light and dark themes, and
is drawn twice as large as a computer shows it, so that a phone's reader can tell its labels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from bot.domain.volume_chart import Bar, VolumeChart
from bot.render.chart_words import chart_title, short_day

WIDTH, HEIGHT = 1040, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 1016, 84, 330
_ROUNDING = 24
_TEXT_SIZE = 30
_GAP = 0.22
_LEAST_HEIGHT = 3
# Against the panel 16, 7, 8 and 3 to 1 (WCAG asks 4.5 of text, 3 of graphics), and the two kinds of
# bar 2.7 to 1 against each other, so that colour is not all that tells them apart.
_PANEL, _TEXT, _MUTED, _WITHIN, _OUTSIDE, _GRID = (
    *("#1e1f22", "#f2f3f5", "#a9adb5", "#6db3f2", "#6a6e78", "#3a3c43"),
)
_COLOURS = 32
_ROUND = (2, 4, 6, 8, 10, 12, 14, 16, 20)


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
    image = Image.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, WIDTH - 1, HEIGHT - 1), _ROUNDING, fill=_PANEL)
    font = ImageFont.load_default(size=_TEXT_SIZE)
    scale = _Scale(len(chart.bars), _round_up(max((bar.articles for bar in chart.bars), default=0)))
    _draw_grid(pen, font, scale)
    for number, bar in enumerate(chart.bars):
        _draw_bar(pen, scale, number, bar)
    _draw_days(pen, font, chart, scale)
    pen.text((_LEFT, 24), chart_title(chart), fill=_TEXT, font=font)
    output = BytesIO()
    image.quantize(_COLOURS, dither=Image.Dither.NONE).save(output, format="PNG")
    return output.getvalue()


Font = ImageFont.ImageFont | ImageFont.FreeTypeFont


def _draw_grid(pen: ImageDraw.ImageDraw, font: Font, scale: _Scale) -> None:
    for articles in dict.fromkeys((0, scale.top // 2, scale.top)):
        y = scale.height(articles)
        pen.line((_LEFT, y, _RIGHT, y), fill=_GRID, width=2)
        pen.text((_LEFT - 14, y), f"{articles:,}", fill=_MUTED, font=font, anchor="rm")


def _draw_bar(pen: ImageDraw.ImageDraw, scale: _Scale, number: int, bar: Bar) -> None:
    left, right = scale.left(number), scale.left(number + 1)
    margin = _GAP * (right - left) / 2
    colour = _WITHIN if bar.is_within else _OUTSIDE
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
            colour = _TEXT if bar.is_within else _MUTED
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


def _round_up(most: int) -> int:
    """A round number that is no smaller, with a whole half."""
    power = 1
    while 20 * power < most:
        power *= 10
    return next(factor * power for factor in _ROUND if factor * power >= most)
