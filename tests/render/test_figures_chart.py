"""The owner's chart, in pixels and in words."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.day_figures import DayFigures, Figures
from bot.render.chart_panel import BRIGHT
from bot.render.figures_chart import HEIGHT, WIDTH, draw_figures, figures_alt

LAST = date(2026, 5, 1)


def days(*figures):
    first = LAST - timedelta(days=len(figures) - 1)
    return tuple(DayFigures(first + timedelta(days=n), each) for n, each in enumerate(figures))


def bars(png):
    """How many pixels are a bar's."""
    image = Image.open(BytesIO(png)).convert("RGBA").convert("RGB")
    assert image.size == (WIDTH, HEIGHT)
    bright = tuple(int(BRIGHT[at : at + 2], 16) for at in (1, 3, 5))
    return sum(count for count, colour in image.getcolors(100_000) if colour == bright)


def test_days_without_anything_have_no_bars():
    assert bars(draw_figures(days(*[Figures()] * 14))) == 0


def test_more_is_higher():
    quiet = Figures(searches=10)
    low = bars(draw_figures(days(Figures(searches=10), quiet)))
    high = bars(draw_figures(days(Figures(searches=20), quiet)))
    assert 0 < low < high * 1.4


@pytest.mark.parametrize("most", [1, 999, 1_000, 123_456_789])
def test_any_number_is_drawn(most):
    assert bars(draw_figures(days(Figures(posts=most, searches=most, answers=1)))) > 0


def test_who_does_not_see_it_is_told_all_figures():
    figures = Figures(posts=2, searches=7, answers=2, answer_seconds=0.1)
    assert figures_alt(days(Figures(), figures)) == (
        "From 30 Apr to 1 May. Edition messages a day: 0, 2. Searches a day: 0, 7. "
        "Mean time to answer, ms: 0, 50."
    )
