"""Times of day and days of the week as admins write them."""

from datetime import time

import pytest

from bot.domain.timing_text import read_days, read_time
from bot.errors import QueryError

EVERY_DAY = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("09:00", time(9)),
        ("9:30", time(9, 30)),
        ("9.30", time(9, 30)),
        ("21h", time(21)),
        ("9pm", time(21)),
        ("9 PM", time(21)),
        ("9:30 p.m.", time(21, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("0", time(0)),
        ("24:00", time(0)),
        ("noon", time(12)),
        (" 07:05 ", time(7, 5)),
    ],
)
def test_a_time_is_read(text, meant):
    assert read_time(text) == meant


@pytest.mark.parametrize(
    "text", ["", "25", "9:60", "13pm", "0am", "soon", "9:3", "-1", "٩", "9" * 99]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(QueryError) as refusal:
        read_time(text)
    assert refusal.value.option == "time"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("daily", EVERY_DAY),
        ("Every day", EVERY_DAY),
        ("weekdays", frozenset(range(5))),
        ("weekends", frozenset({5, 6})),
        ("mon,thu", frozenset({0, 3})),
        ("Mon Thu", frozenset({0, 3})),
        ("monday and thursday", frozenset({0, 3})),
        ("mondays", frozenset({0})),
        ("tues, thurs", frozenset({1, 3})),
        ("mon-fri", frozenset(range(5))),
        ("mon - fri", frozenset(range(5))),
        ("fri to mon", frozenset({4, 5, 6, 0})),
        ("mo, we & sa", frozenset({0, 2, 5})),
        ("weekdays, sun", frozenset({0, 1, 2, 3, 4, 6})),
    ],
)
def test_days_are_read(text, meant):
    assert read_days(text) == meant


@pytest.mark.parametrize("text", ["", " , ", "m", "someday", "mon-", "mon-xyz", "1"])
def test_what_are_no_days_is_refused(text):
    with pytest.raises(QueryError) as refusal:
        read_days(text)
    assert refusal.value.option == "days"
