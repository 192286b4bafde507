"""Periods of time as people write them."""

import contextlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.period import Period, parse_period, read_limits
from bot.errors import QueryError

# A Thursday.
NOW = datetime(2019, 12, 5, 15, 30, tzinfo=UTC)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def read(text, now=NOW):
    period = parse_period(text, option="before", now=now)
    return period.start, period.end


@pytest.mark.parametrize(
    "text",
    [
        *("2019-12-05", "2019-12-5", "2019/12/05", "05.12.2019", "5.12.2019"),
        *("5 december 2019", "december 5 2019", "dec 5, 2019", "December 05,2019", "5 DEC 2019"),
        *("today", "  Today\n", "thursday", "thu", "5 december", "dec 5"),
    ],
)
def test_a_day_is_read_in_every_common_spelling(text):
    assert read(text) == (at(2019, 12, 5), at(2019, 12, 6))


@pytest.mark.parametrize("text", ["2019-11", "2019/11", "November 2019", "nov  2019", "nov, 2019"])
def test_a_month_is_read_in_every_common_spelling(text):
    assert read(text) == (at(2019, 11, 1), at(2019, 12, 1))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2019", at(2019, 1, 1), at(2020, 1, 1)),
        ("2020", at(2020, 1, 1), at(2021, 1, 1)),
        ("2019-12", at(2019, 12, 1), at(2020, 1, 1)),
        ("2020-02", at(2020, 2, 1), at(2020, 3, 1)),
        ("29.2.2020", at(2020, 2, 29), at(2020, 3, 1)),
        ("31 dec 2019", at(2019, 12, 31), at(2020, 1, 1)),
        ("0001", at(1, 1, 1), at(2, 1, 1)),
        ("9998-12", at(9998, 12, 1), at(9999, 1, 1)),
        ("9999-12-30", at(9999, 12, 30), at(9999, 12, 31)),
    ],
)
def test_a_date_ends_where_the_next_one_begins(text, start, end):
    assert read(text) == (start, end)


@pytest.mark.parametrize(
    ("name", "month"),
    [
        *(("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6)),
        *(("july", 7), ("august", 8), ("september", 9), ("october", 10), ("november", 11)),
        *(("december", 12), ("sept", 9), ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4)),
        *(("jun", 6), ("jul", 7), ("aug", 8), ("sep", 9), ("oct", 10), ("nov", 11), ("dec", 12)),
    ],
)
def test_the_months_have_names(name, month):
    assert read(f"{name} 2018")[0] == at(2018, month, 1)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("december", at(2019, 12, 1)),
        ("january", at(2019, 1, 1)),
        ("6 december", at(2018, 12, 6)),
        ("december 5", at(2019, 12, 5)),
    ],
)
def test_without_a_year_the_latest_that_has_begun_is_meant(text, start):
    assert read(text)[0] == start


def test_a_month_that_has_not_begun_is_that_of_last_year():
    assert read("december", at(2019, 11, 30, 23)) == (at(2018, 12, 1), at(2019, 1, 1))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("yesterday", at(2019, 12, 4)),
        ("Wednesday", at(2019, 12, 4)),
        ("friday", at(2019, 11, 29)),
        ("sat", at(2019, 11, 30)),
        ("sunday", at(2019, 12, 1)),
        ("monday", at(2019, 12, 2)),
        ("tue", at(2019, 12, 3)),
    ],
)
def test_a_weekday_is_the_latest_one(text, start):
    assert read(text) == (start, start + timedelta(days=1))


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("this week", at(2019, 12, 2)),
        ("THIS  month", at(2019, 12, 1)),
        ("this year", at(2019, 1, 1)),
    ],
)
def test_this_period_of_the_calendar_ends_now(text, start):
    assert read(text) == (start, NOW)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("7 days", timedelta(days=7)),
        ("7d", timedelta(days=7)),
        ("3w", timedelta(days=21)),
        ("last week", timedelta(days=7)),
        ("last 7 days", timedelta(days=7)),
        ("past  2 weeks", timedelta(days=14)),
        ("LAST MONTH", timedelta(days=30)),
        ("last year", timedelta(days=365)),
        ("1 hour ago", timedelta(hours=1)),
        ("12h", timedelta(hours=12)),
        ("past 24 hours", timedelta(hours=24)),
        ("2 years ago", timedelta(days=730)),
        ("0 days", timedelta(0)),
    ],
)
def test_a_span_reaches_back_from_now(text, span):
    assert read(text) == (NOW - span, NOW)


def test_days_are_those_of_utc():
    late = datetime(2019, 12, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert read("today", late) == (at(2019, 12, 6), at(2019, 12, 7))
    assert read("friday", late) == (at(2019, 12, 6), at(2019, 12, 7))
    assert read("1h", late)[1].tzinfo is UTC


@pytest.mark.parametrize(
    ("options", "start", "end"),
    [
        ((None, None, None), None, None),
        (("", "", ""), None, None),
        (("november 2019", None, None), at(2019, 11, 1), None),
        ((None, "november 2019", None), None, at(2019, 11, 1)),
        ((None, None, "november 2019"), at(2019, 11, 1), at(2019, 12, 1)),
        (("2018", "2020", "2019"), at(2019, 1, 1), at(2020, 1, 1)),
        (("2019-03", "2019-05", "2019"), at(2019, 3, 1), at(2019, 5, 1)),
        (("2020", "2019", None), at(2020, 1, 1), at(2019, 1, 1)),
    ],
)
def test_of_several_limits_the_narrowest_counts(options, start, end):
    assert read_limits(*options, now=NOW) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "soon", "a week", "5", "-3 days", "1.5 days", "7 days later", "9999 years"),
        *("2019-13", "2019-02-30", "31 feb", "31 feb 2019", "0000", "20191205", "99999 days"),
        *("2019-12-05T10:00", "2019-12/05", "2019-00", "0.1.2019", "december 2019 5", "decem"),
        *("9999", "9999-12", "9999-12-31", "10000", "29 february", "thursda", "last monday"),
        *("this day", "this", "٢٠١٩", "d" * 10_000, "1" * 10_000, "\ud800", "2019\x00"),
    ],
)
def test_what_is_no_period_is_refused_with_what_would_be_one(text):
    with pytest.raises(QueryError, match=r"is not a date: write 2019-12-05") as caught:
        parse_period(text, option="before", now=NOW)
    assert (caught.value.option, caught.value.value) == ("before", text)


@pytest.mark.parametrize("option", ["after", "before", "on"])
def test_the_refusal_of_a_limit_names_it(option):
    limits = {"after": None, "before": None, "on": None, option: "soon"}
    with pytest.raises(QueryError) as caught:
        read_limits(**limits, now=NOW)
    assert caught.value.option == option


WRITTEN = st.text(max_size=12) | st.from_regex(
    r"\A((last |past )?\d{0,5} ?[hdwmy](ays?)?( ago)?|this (week|month|year)|(mon|sun)(day)?"
    r"|\d{1,4}([-/.]\d{1,4}){0,2}|(\d{1,2} )?(feb|may|dec(ember)?)( \d{1,2},?)?( \d{1,4})?)\Z"
)


@given(WRITTEN, st.datetimes(timezones=st.just(UTC)))
def test_any_text_at_any_time_is_a_period_or_refused(text, now):
    with contextlib.suppress(QueryError):
        period = parse_period(text, option="on", now=now)
        assert isinstance(period, Period)
        assert period.start <= period.end
        assert period.start.tzinfo is UTC
        assert period.end.tzinfo is UTC


@given(st.dates(max_value=at(9999, 12, 30).date()))
def test_a_date_is_read_alike_in_all_its_spellings(date):
    start = at(date.year, date.month, date.day)
    name = "january february march april may june july august september october november december"
    month = name.split()[date.month - 1]
    spellings = (
        f"{date:%Y-%m-%d}".rjust(10, "0"),
        f"{date.day}.{date.month}.{date.year:04}",
        f"{date.year:04}/{date.month}/{date.day}",
        f"{date.day} {month} {date.year:04}",
        f"{month[:3].upper()} {date.day}, {date.year:04}",
    )
    assert {read(spelling) for spelling in spellings} == {(start, start + timedelta(days=1))}
