"""Points in time as people write them."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period import parse_since
from bot.errors import QueryError

NOW = datetime(2019, 12, 5, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019-12-01", datetime(2019, 12, 1, tzinfo=UTC)),
        (" 2019-2-3 ", datetime(2019, 2, 3, tzinfo=UTC)),
        ("2019-11", datetime(2019, 11, 1, tzinfo=UTC)),
        ("2019", datetime(2019, 1, 1, tzinfo=UTC)),
        ("today", datetime(2019, 12, 5, tzinfo=UTC)),
        ("Yesterday", datetime(2019, 12, 4, tzinfo=UTC)),
        ("7 days", NOW - timedelta(days=7)),
        ("7d", NOW - timedelta(days=7)),
        ("last week", NOW - timedelta(days=7)),
        ("past  2 weeks", NOW - timedelta(days=14)),
        ("LAST MONTH", NOW - timedelta(days=30)),
        ("1 hour ago", NOW - timedelta(hours=1)),
        ("12h", NOW - timedelta(hours=12)),
        ("2 years ago", NOW - timedelta(days=730)),
        ("0 days", NOW),
    ],
)
def test_the_time_meant(text, time):
    assert parse_since(text, now=NOW) == time


def test_today_is_that_of_utc():
    late = datetime(2019, 12, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert parse_since("today", now=late) == datetime(2019, 12, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "a week", "5", "-3 days", "1.5 days", "7 days later", "9999 years"),
        *("2019-13", "2019-02-30", "0000", "20191205", "2019-12-05T10:00", "99999 days"),
        *("d" * 10_000, "\ud800"),
    ],
)
def test_what_is_no_time_is_refused_with_what_would_be_one(text):
    with pytest.raises(QueryError, match=r"is not a date: write 2019-12-05") as caught:
        parse_since(text, now=NOW)
    assert (caught.value.option, caught.value.value) == ("since", text)


@given(st.text(max_size=12) | st.from_regex(r"(last |past )?\d{0,5} ?[hdwmy](ays?)?( ago)?"))
def test_any_text_is_a_time_or_refused(text):
    with contextlib.suppress(QueryError):
        assert parse_since(text, now=NOW).tzinfo is not None
