"""Subscriptions that leave as a file and come back, also from hostile hands."""

import json
from contextlib import suppress
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.subscription_draft import PolicyError
from bot.domain.subscription_file import (
    MOST_BYTES,
    FiledSubscription,
    read_subscriptions,
    write_subscriptions,
)

IDS = st.integers(1, (1 << 63) - 1)
WORDS = st.lists(st.text(min_size=1, max_size=20).filter(str.strip), max_size=5).map(tuple)
TIMINGS = st.builds(
    Timing,
    at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "Africa/Cairo"]),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
POLICIES = st.builds(
    Policy,
    topics=WORDS,
    stories=st.integers(1, 15),
    per_provider=st.integers(1, 5),
    least_quality=st.integers(0, 1000),
    include=WORDS,
    exclude=WORDS,
    from_archive=st.booleans(),
)
MANNERS = st.builds(
    Manner,
    role_id=st.none() | IDS,
    is_silent=st.booleans(),
    starts_thread=st.booleans(),
    crossposts=st.booleans(),
    tag_ids=st.lists(IDS, max_size=5).map(tuple),
)


def file_of(*entries: object, **changes: object) -> bytes:
    content = {"format": "newsdesk-subscriptions", "version": 1, "subscriptions": list(entries)}
    return json.dumps(content | changes).encode()


@given(
    filed=st.lists(
        st.builds(FiledSubscription, IDS, TIMINGS, POLICIES, MANNERS),
        max_size=5,
        unique_by=lambda each: each.channel_id,
    )
)
def test_what_is_written_is_read_again(filed: list[FiledSubscription]) -> None:
    assert read_subscriptions(write_subscriptions(filed).encode()) == filed


def test_a_stored_subscription_is_written_without_what_is_its_server_s_own() -> None:
    stored = Subscription(3, 4, 5, "forum", datetime(2024, 5, 5, tzinfo=UTC))
    assert read_subscriptions(write_subscriptions([stored]).encode()) == [
        FiledSubscription(5, Timing(), Policy(), Manner())
    ]


def test_what_a_file_leaves_out_is_as_usual() -> None:
    assert read_subscriptions(file_of({"channel": "7"})) == [
        FiledSubscription(7, Timing(), Policy(), Manner())
    ]


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        ("x", "subscriptions[1]", "an object"),
        ({}, "subscriptions[1].channel", "the id of a channel"),
        ({"channel": 7}, "subscriptions[1].channel", '"123456789012345678"'),
        ({"channel": "9" * 19}, "subscriptions[1].channel", "the id of a channel"),
        ({"channel": "7", "time": "9:00"}, "subscriptions[1].time", '"09:00"'),
        ({"channel": "7", "time": "24:00"}, "subscriptions[1].time", '"09:00"'),
        ({"channel": "7", "days": []}, "subscriptions[1].days", '"monday"'),
        ({"channel": "7", "days": [{}]}, "subscriptions[1].days", '"monday"'),
        ({"channel": "7", "timezone": 1}, "subscriptions[1].timezone", "a text"),
        ({"channel": "7", "stories": 16}, "subscriptions[1].stories", "from 1 to 15"),
        ({"channel": "7", "stories": True}, "subscriptions[1].stories", "a whole number"),
        ({"channel": "7", "stories": 1e400}, "file", "JSON"),
        ({"channel": "7", "per_provider": 0}, "subscriptions[1].per_provider", "from 1 to 5"),
        ({"channel": "7", "topics": "AI"}, "subscriptions[1].topics", "a list of texts"),
        ({"channel": "7", "exclude": [" "]}, "subscriptions[1].exclude", "1 to 100 characters"),
        ({"channel": "7", "include": ["x"] * 26}, "subscriptions[1].include", "at most 25"),
        ({"channel": "7", "nothing_new": "x"}, "subscriptions[1].nothing_new", '"skip"'),
        ({"channel": "7", "silent": 0}, "subscriptions[1].silent", "true or false"),
        ({"channel": "7", "role": "@all"}, "subscriptions[1].role", "an id"),
        ({"channel": "7", "tags": ["1"] * 6}, "subscriptions[1].tags", "at most 5"),
        ({"channel": "7", "colour": "red"}, "subscriptions[1].colour", "left out; known are"),
    ],
)
def test_what_can_t_be_is_named_with_its_mend(entry: object, field: str, expected: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read_subscriptions(file_of(entry))
    assert caught.value.field == field
    assert expected in caught.value.expected


def test_one_channel_can_t_have_two_entries() -> None:
    with pytest.raises(PolicyError, match=r"subscriptions\[2\]\.channel must be a channel that no"):
        read_subscriptions(file_of({"channel": "7"}, {"channel": "7"}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b"{" * 10,
        b"null",
        b'{"a": NaN}',
        b" " * MOST_BYTES + b"{}",
    ],
)
def test_what_is_no_such_file_is_told_in_one_sentence(data: bytes) -> None:
    with pytest.raises(PolicyError, match="file must be JSON of at most 256 KiB"):
        read_subscriptions(data)


def test_a_file_of_another_kind_or_version_is_told() -> None:
    with pytest.raises(PolicyError, match="format must be"):
        read_subscriptions(file_of(version=2))
    with pytest.raises(PolicyError, match="subscriptions must be a list of at most 500"):
        read_subscriptions(file_of(subscriptions={}))


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    ),
    name=st.sampled_from(
        ["channel", "time", "timezone", "days", "topics", "stories", "role", "tags", "silent"]
    ),
)
def test_no_value_breaks_the_reader(value: object, name: str) -> None:
    with suppress(PolicyError):
        read_subscriptions(file_of({"channel": "7", name: value}))
