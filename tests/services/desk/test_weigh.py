"""Pins, boosts and mutes as they are stored."""

from datetime import timedelta

import pytest

from bot.domain.desk_act import ActKind, Reason, Weight
from bot.domain.desk_outcome import Done
from bot.services.weigh import lift_weight, weigh

pytestmark = pytest.mark.usefixtures("on_file")
WEIGHTS = "SELECT guild_id, target, name, weight FROM weights ORDER BY target"


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


async def test_a_topic_and_a_source_are_known_however_they_are_spelt(store, one, press, rows):
    await weigh(store, one, Weight.BOOST, "topic", "ai", 3, press=press())
    await weigh(store, one, Weight.MUTE, "provider", "SITE.com", 3, press=press())
    assert rows(WEIGHTS) == [(1, "provider", "site.com", "mute"), (1, "topic", "AI", "boost")]


async def test_an_article_is_known_by_id_or_key(store, one, press, key, rows):
    for name, kind in (("1", Weight.PIN), (key("file"), Weight.MUTE)):
        done = await weigh(store, one, kind, "article", name, 3, press=press())
        assert done.article.draft.title == "Title of file"
        assert rows(WEIGHTS) == [(1, "article", key("file"), kind.value)]


@pytest.mark.parametrize(
    ("target", "name"),
    [("topic", "Robots"), ("provider", "Axios"), ("article", "99"), ("article", "9" * 40)],
)
async def test_what_the_server_doesn_t_see_is_told(store, one, press, target, name):
    refused = await weigh(store, one, Weight.PIN, target, name, 3, press=press())
    assert refused.refusal.reason is Reason.GONE


async def test_another_server_s_article_is_as_none(desk, store, one, other, press):
    article = (await desk.publish(other, "new")).article
    refused = await weigh(store, one, Weight.PIN, "article", str(article.id), 3, press=press())
    assert refused.refusal.reason is Reason.GONE


async def test_a_trusted_server_s_weights_are_its_own(store, trusted, press, rows):
    done = await weigh(store, trusted, Weight.PIN, "topic", "AI", 3, press=press())
    assert done.desk_id == 7
    assert rows(WEIGHTS) == [(7, "topic", "AI", "pin")]


async def test_a_weight_ends_after_its_days(store, one, press):
    pressed = press()
    await weigh(store, one, Weight.PIN, "topic", "AI", 3, press=pressed)
    end = pressed.at + timedelta(days=3)
    (weight,) = await store.weights.holding(1, now=end - timedelta(seconds=1))
    assert weight.name == "AI"
    assert await store.weights.holding(1, now=end) == []
    assert await store.weights.guilds([1, 2], now=pressed.at) == {1}


async def test_days_that_can_t_be_are_refused(store, one, press):
    for days in (0, 366):
        refused = await weigh(store, one, Weight.PIN, "topic", "AI", days, press=press())
        assert refused.refusal.reason is Reason.TIME


async def test_a_weight_is_lifted_and_that_is_undone(desk, store, one, press, rows):
    await weigh(store, one, Weight.PIN, "topic", "AI", 3, press=press())
    lifted = await lift_weight(store, one, Weight.PIN, "topic", "ai", press=press())
    assert lifted.act.kind is ActKind.UNPIN
    assert rows(WEIGHTS) == []
    await desk.undo(one, lifted)
    assert rows(WEIGHTS) == [(1, "topic", "AI", "pin")]


async def test_the_weight_of_what_is_gone_can_be_lifted(desk, store, one, press, rows):
    added = await desk.publish(one, "new", topics=("Robots",))
    await weigh(store, one, Weight.MUTE, "topic", "Robots", 3, press=press())
    await desk.undo(one, added)
    lifted = await lift_weight(store, one, Weight.MUTE, "topic", "Robots", press=press())
    assert isinstance(lifted, Done)
    assert rows(WEIGHTS) == []
