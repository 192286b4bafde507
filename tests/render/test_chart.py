"""The chart of a briefing: its pixels and its words."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.domain.volume_chart import Bar, VolumeChart
from bot.render.chart import HEIGHT, WIDTH, draw_chart
from bot.render.chart_words import MAX_ALT_TEXT, chart_alt, days

START = datetime(2019, 11, 29, tzinfo=UTC)
DAY = timedelta(days=1)
BLUE = (0x6D, 0xB3, 0xF2)


def chart(*articles, within=(), unit="day"):
    return VolumeChart(
        unit,
        tuple(
            Bar(START + n * DAY, START + (n + 1) * DAY, number, n in within)
            for n, number in enumerate(articles)
        ),
    )


def pixels(picture):
    image = Image.open(BytesIO(draw_chart(picture))).convert("RGBA")
    assert image.size == (WIDTH, HEIGHT)
    return image


def blue(image):
    """How much of the picture is in the period's colour."""
    return sum(n for n, (r, g, b, _) in image.getcolors(1 << 20) if (r, g, b) == BLUE)


@pytest.mark.parametrize(
    "articles", [(), (0,), (1,), (3, 0, 10**9), tuple(range(62)), (0,) * 62, (231,) * 14]
)
def test_it_is_a_small_picture_whatever_the_figures(articles):
    drawn = draw_chart(chart(*articles, within={0}))
    assert drawn.startswith(b"\x89PNG")
    assert len(drawn) < 30_000


def test_equal_figures_give_equal_bytes():
    assert draw_chart(chart(1, 2, 3)) == draw_chart(chart(1, 2, 3))


def test_more_articles_in_the_period_show_more_of_its_colour():
    assert blue(pixels(chart(2, 9, within={0}))) < blue(pixels(chart(2, 9, within={1})))


def test_a_period_without_articles_is_marked_all_the_same():
    assert blue(pixels(chart(0, 5, within={0}))) > blue(pixels(chart(0, 5))) == 0


def test_the_panel_is_opaque_and_its_corners_are_not():
    image = pixels(chart(1, 2))
    assert image.getpixel((WIDTH // 2, 5))[3] > 250
    assert image.getpixel((0, 0))[3] == 0


def test_its_words_have_all_its_figures():
    assert chart_alt(chart(3, 0, 5, within={2})) == (
        "Articles a day, 29 Nov to 1 Dec 2019. The period: 5 articles, 1 Dec 2019."
        " Most: 5, 1 Dec 2019. In order: 3, 0, 5."
    )


def test_its_words_fit_where_the_figures_are_long():
    assert len(chart_alt(chart(*(10**18,) * 62, within={1}))) <= MAX_ALT_TEXT


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ((2019, 12, 5), (2019, 12, 6), "5 Dec 2019"),
        ((2019, 12, 1), (2020, 1, 1), "1 to 31 Dec 2019"),
        ((2019, 11, 29), (2019, 12, 6), "29 Nov to 5 Dec 2019"),
        ((2019, 12, 30), (2020, 1, 6), "30 Dec 2019 to 5 Jan 2020"),
    ],
)
def test_days_are_named_from_the_first_to_the_last(start, end, said):
    assert days(datetime(*start, tzinfo=UTC), datetime(*end, tzinfo=UTC)) == said
