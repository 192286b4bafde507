"""Cards of suggestions at real sockets: none twice, none lost, none left behind."""

import pytest

from bot.demo.faults import Cut, refuse
from bot.gateway import review_cards
from bot.services.settle_desk import settle_channel

POST = "/channels/*/messages"
MESSAGE = "/channels/*/messages/*"


class KilledError(Exception):
    """In the place of an end of the process."""


async def killed(*_):
    raise KilledError


async def test_a_card_is_posted_and_edited_in_place(reviews):
    number = await reviews.suggest()
    await reviews.round()
    assert "Waits" in reviews.cards()[0]
    await reviews.reject(number)
    await reviews.round()
    (card,) = reviews.cards()
    assert "Rejected" in card
    assert reviews.rows() == [(1, 1, 0)]


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_a_lost_answer_makes_no_second_card(reviews, fail, is_carried_out):
    fail(Cut(is_carried_out=is_carried_out), path=POST, times=1)
    await reviews.suggest()
    await reviews.round()
    await reviews.round(minutes=1)
    assert len(reviews.cards()) == 1
    assert reviews.rows() == [(1, 1, 0)]


@pytest.mark.parametrize("is_carried_out", [True, False])
async def test_past_its_nonces_time_the_channel_is_looked_through(reviews, fail, is_carried_out):
    fail(Cut(is_carried_out=is_carried_out), path=POST, times=1)
    await reviews.suggest()
    await reviews.round()
    reviews.desk.server.nonces.forget()
    await reviews.round(minutes=10)
    assert len(reviews.cards()) == 1
    assert reviews.rows() == [(1, 1, 0)]


async def test_a_process_that_was_killed_after_posting_posts_no_second_card(reviews, monkeypatch):
    """Killed between the answer and its record: all that is stored is that it was tried."""
    await reviews.suggest()
    with monkeypatch.context() as patched:
        patched.setattr("bot.gateway.review_cards.record_review_card", killed)
        with pytest.raises(KilledError):
            await reviews.round()
    assert len(reviews.cards()) == 1
    reviews.desk.server.nonces.forget()
    assert await reviews.round() == 0
    await reviews.round(minutes=2)
    assert len(reviews.cards()) == 1
    assert reviews.rows() == [(1, 1, 0)]


async def test_one_that_was_killed_before_posting_posts_it(reviews, monkeypatch):
    await reviews.suggest()
    with monkeypatch.context() as patched:
        patched.setattr("bot.gateway.review_cards._bring_up_to_date", killed)
        with pytest.raises(KilledError):
            await reviews.round()
    assert not reviews.cards()
    await reviews.round(minutes=2)
    assert len(reviews.cards()) == 1


async def test_a_card_in_doubt_whose_suggestion_was_decided_since_shows_that(reviews, fail):
    fail(Cut(is_carried_out=True), path=POST, times=1)
    number = await reviews.suggest()
    await reviews.round()
    await reviews.reject(number)
    await reviews.round(minutes=10)
    (card,) = reviews.cards()
    assert "Rejected" in card


async def test_a_card_that_fails_keeps_no_other_from_its_turn(reviews, monkeypatch):
    first = await reviews.suggest("one")
    await reviews.suggest("two")
    post = review_cards._post

    async def fail_first(client, taken):
        return await (killed() if taken.card.number == first else post(client, taken))

    monkeypatch.setattr(review_cards, "_post", fail_first)
    with pytest.raises(KilledError):
        await reviews.round()
    (card,) = reviews.cards()
    assert "site.example/two" in card.replace("\\", "")


async def test_an_outage_is_waited_out(reviews, fail):
    fail(refuse(501), path=POST, times=2)
    await reviews.suggest()
    for _ in range(4):
        await reviews.round(minutes=1)
    assert len(reviews.cards()) == 1


async def test_an_edit_that_failed_is_made_later(reviews, fail):
    number = await reviews.suggest()
    await reviews.round()
    fail(refuse(501), method="PATCH", path=MESSAGE, times=1)
    await reviews.reject(number)
    await reviews.round()
    assert "Waits" in reviews.cards()[0]
    await reviews.round(minutes=1)
    assert "Rejected" in reviews.cards()[0]


async def test_too_many_edits_of_an_old_message_are_waited_for(reviews, fail):
    number = await reviews.suggest()
    await reviews.round()
    fail(refuse(429, 30046), method="PATCH", path=MESSAGE, times=1)
    await reviews.reject(number)
    await reviews.round()
    await reviews.round(minutes=1)
    assert "Rejected" in reviews.cards()[0]


async def test_an_act_during_an_edit_is_shown_by_the_next_round(reviews, monkeypatch):
    number = await reviews.suggest()
    post = review_cards._post

    async def slow(client, taken):
        posted = await post(client, taken)
        await reviews.reject(number)
        return posted

    with monkeypatch.context() as patched:
        patched.setattr(review_cards, "_post", slow)
        await reviews.round()
    assert "Waits" in reviews.cards()[0]
    await reviews.round()
    assert "Rejected" in reviews.cards()[0]
    assert reviews.rows() == [(1, 1, 0)]


@pytest.mark.parametrize(
    ("code", "trouble"), [(50001, "no access"), (50013, "no permission"), (160005, "thread closed")]
)
async def test_what_discord_refuses_is_kept_for_the_admins(reviews, fail, code, trouble):
    fail(refuse(403, code), path=POST, times=1)
    await reviews.suggest()
    await reviews.round()
    settings = await reviews.desk.store.desk_settings.of(reviews.desk.guild_id)
    assert settings.trouble == trouble
    assert await reviews.round(minutes=1) == 0
    await reviews.round(minutes=10)
    assert len(reviews.cards()) == 1
    settings = await reviews.desk.store.desk_settings.of(reviews.desk.guild_id)
    assert settings.trouble == ""


async def test_a_channel_that_is_gone_is_not_called_again(reviews, fail):
    fail(refuse(404, 10003), path=POST)
    for path in ("one", "two"):
        await reviews.suggest(path)
    await reviews.round()
    assert reviews.rows() == []
    settings = await reviews.desk.store.desk_settings.of(reviews.desk.guild_id)
    assert settings.trouble == "no channel"


async def test_what_waits_is_posted_in_the_next_channel(reviews, fail):
    fail(refuse(404, 10003), path=POST, times=1)
    await reviews.suggest()
    await reviews.round()
    await settle_channel(reviews.desk.store, reviews.desk.guild_id, reviews.channel_id)
    await reviews.round()
    assert len(reviews.cards()) == 1


async def test_a_member_is_told_once_through_an_outage(reviews, fail, monkeypatch):
    monkeypatch.setattr("bot.gateway.notices._PAUSES", (0.0, 0.0))
    number = await reviews.suggest()
    await reviews.reject(number)
    fail(refuse(501), path=POST, times=1)
    fail(Cut(is_carried_out=True), path=POST, times=1)
    await reviews.tell()
    assert len(reviews.letters()) == 1
    assert await reviews.tell() == 0


async def test_a_member_who_can_not_be_reached_is_let_alone(reviews, fail, monkeypatch):
    monkeypatch.setattr("bot.gateway.notices._PAUSES", (0.0, 0.0))
    number = await reviews.suggest()
    await reviews.reject(number)
    fail(refuse(403, 50007), path=POST)
    assert await reviews.tell() == 1
    assert await reviews.tell() == 0
    assert reviews.desk.rows("SELECT state FROM notices") == [("failed",)]
