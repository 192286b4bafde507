"""Times as publishers write them, each in UTC, or none where the text leaves it open."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.page_date import first_time, read_time, time_in_path

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WRITTEN = [
    ("2026-11-20T10:00:00Z", "", "2026-11-20T10:00"),
    ("2026-11-20T10:00:00.000+01:00", "", "2026-11-20T09:00"),
    ("2026-11-20T10:00:00+0100", "", "2026-11-20T09:00"),
    ("2026-11-20T10:00:00", "", "2026-11-20T10:00"),
    ("2026-11-20 10:00:00 UTC", "", "2026-11-20T10:00"),
    ("2026-11-20", "", "2026-11-20T00:00"),
    ("20261120", "", "2026-11-20T00:00"),
    ("2026/11/20", "", "2026-11-20T00:00"),
    ("1795168800", "", "2026-11-20T10:00"),
    ("1795168800000", "", "2026-11-20T10:00"),
    ("Fri, 20 Nov 2026 10:00:00 GMT", "", "2026-11-20T10:00"),
    ("Fri Nov 20 10:00:00 EST 2026", "", "2026-11-20T15:00"),
    ("2026-11-20T10:00:00 PST", "", "2026-11-20T18:00"),
    ("Friday, November 20, 2026 - 10:00 CEST", "en", "2026-11-20T08:00"),
    ("Nov 20, 2026 10:00 XYZ", "en", "2026-11-20T10:00"),
    ("November 20, 2026 2:30 p.m. ET", "en", "2026-11-20T19:30"),
    ("Published on November 20, 2026", "en", "2026-11-20T00:00"),
    ("By Ada Writer | November 20, 2026", "en", "2026-11-20T00:00"),
    ("Sept 5, 2026", "en", "2026-09-05T00:00"),
    ("03/04/2026", "en-US", "2026-03-04T00:00"),
    ("03/04/2026", "en-GB", "2026-04-03T00:00"),
    ("20/11/2026 09:00", "en", "2026-11-20T09:00"),
    ("22.10.2026, 14:30 Uhr", "de", "2026-10-22T14:30"),
    ("1er novembre 2026", "fr", "2026-11-01T00:00"),
    ("5 août 2026 à 14h30", "fr", "2026-08-05T14:30"),
    ("20 de noviembre de 2026 a las 10:15", "es", "2026-11-20T10:15"),
    ("20 novembre 2026 alle 10:15", "it", "2026-11-20T10:15"),
    ("20 de novembro de 2026", "pt-BR", "2026-11-20T00:00"),
    ("2026年11月20日 14時30分", "ja", "2026-11-20T14:30"),
    ("2026年11月20日", "zh", "2026-11-20T00:00"),
    ("2026년 11월 20일 14:30", "ko", "2026-11-20T14:30"),
]
NONE = [
    "",
    "yesterday",
    "2 hours ago",
    "10:30",
    "November 2026",
    "2026",
    "2026-13-45",
    "2026年13月45日",
    "2026-11-20T10:00:00+25:00",
    "9" * 100,
    "0001-01-01T00:00:00Z",
    "1970-01-01",
    "2031-01-01",
    "9999-12-31T23:59:59-12:00",
]


@pytest.mark.parametrize(("text", "language", "moment"), WRITTEN)
def test_a_time_is_read_as_it_was_meant(text, language, moment):
    want = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert read_time(text, language=language, now=NOW) == want


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_credible_date_is_none(text):
    assert read_time(text, language="en", now=NOW) is None


def test_a_clock_a_few_hours_ahead_is_believed():
    assert read_time("2026-11-23T00:00:00Z", language="", now=NOW) is not None


def test_the_first_credible_time_counts():
    texts = ["soon", "0001-01-01", "2026-11-02", "2026-11-01"]
    assert first_time(texts, language="", now=NOW) == datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2026/11/09/cranes/", 9),
        ("/news/2026-11-09/cranes", 9),
        ("/2026/11/9", 9),
        ("/2026/11/cranes", None),
        ("/2026/13/40/x", None),
        ("/120261109/x", None),
    ],
)
def test_an_address_may_name_the_day(path, day):
    want = datetime(2026, 11, day, tzinfo=UTC) if day else None
    assert time_in_path(path, now=NOW) == want


@given(st.text(max_size=120))
def test_no_text_fails(text):
    time = read_time(text, language="en", now=NOW)
    assert time is None or time.tzinfo is UTC


@pytest.mark.parametrize("text", ["h" + "8" * 100, "8" * 128, "1e" + "9" * 60, "h8" * 40])
def test_odd_numbers_are_no_date_and_no_fault(text):
    """Found by fuzzing."""
    assert read_time(text, language="", now=NOW) is None
