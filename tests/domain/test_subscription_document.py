"""Subscriptions as a file: what is written is read again, and anything else is refused in words."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.subscription_document import (
    SubscriptionDocumentError,
    read_document,
    write_document,
)

MADE = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = st.lists(
    st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=40),
    max_size=5,
    unique=True,
).map(tuple)
IDS = st.integers(1, 2**63 - 1)
SUBSCRIPTIONS = st.builds(
    Subscription,
    id=st.just(1),
    guild_id=st.just(2),
    channel_id=IDS,
    kind=st.just("text"),
    made_at=st.just(MADE),
    timing=st.builds(
        Timing,
        at=st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        zone=st.sampled_from(("UTC", "Europe/Berlin")),
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    ),
    policy=st.builds(
        Policy,
        topics=NAMES,
        stories=st.integers(1, 15),
        per_provider=st.integers(1, 5),
        least_quality=st.integers(0, 1000),
        include=NAMES,
        exclude=NAMES,
        from_archive=st.booleans(),
    ),
    manner=st.builds(
        Manner,
        role_id=st.none() | IDS,
        is_silent=st.booleans(),
        starts_thread=st.booleans(),
        crossposts=st.booleans(),
        tag_ids=st.lists(IDS, max_size=5, unique=True).map(tuple),
    ),
)


@given(st.lists(SUBSCRIPTIONS, min_size=1, max_size=4, unique_by=lambda each: each.channel_id))
def test_what_is_written_is_read_again(subscriptions):
    read = read_document(write_document(subscriptions))
    assert [(e.channel_id, e.timing, e.policy, e.manner) for e in read] == [
        (s.channel_id, s.timing, s.policy, s.manner) for s in subscriptions
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
WRITTEN = json.loads(write_document([Subscription(1, 2, 7, "text", MADE)]))
FIELDS = tuple(WRITTEN["subscriptions"][0])


def problems_of(document):
    """What is wrong with a document, nothing if it is read."""
    try:
        read_document(json.dumps(document).encode())
    except SubscriptionDocumentError as error:
        return error.problems
    return ()


@given(st.binary())
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(SubscriptionDocumentError) as refusal:
        read_document(data)
    assert all(refusal.value.problems)


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(), JSON))
def test_any_entry_is_read_or_refused_field_by_field(entry):
    document = {"newsdesk": 1, "subscriptions": [{"channel": "7", **entry}]}
    assert all(each.startswith("subscriptions[0].") for each in problems_of(document))


def test_what_is_left_out_is_as_usual():
    (entry,) = read_document(b'{"newsdesk": 1, "subscriptions": [{"channel": "7"}]}')
    assert (entry.timing, entry.policy, entry.manner) == (Timing(), Policy(), Manner())


def test_a_channel_can_not_be_there_twice():
    subscription = Subscription(1, 2, 7, "text", MADE)
    twice = write_document([subscription, replace(subscription, id=5)])
    with pytest.raises(SubscriptionDocumentError, match="is there twice; keep one entry"):
        read_document(twice)


def test_a_channel_is_needed():
    with pytest.raises(SubscriptionDocumentError, match=r"subscriptions\[0\].channel: is missing"):
        read_document(b'{"newsdesk": 1, "subscriptions": [{}]}')
