"""What a database that comes from a backup doesn't know of the desk."""

from datetime import timedelta

from bot.domain.url import read_address
from bot.services.check_desks import check_desks
from bot.services.compare_guilds import compare_guilds, welcome_guild
from bot.services.decide_submission import reject_submission
from bot.services.purge_guilds import purge_guilds
from bot.services.settle_desk import settle_channel
from bot.services.settle_restored import settle_restored
from bot.services.suggest_article import suggest_article
from bot.services.take_notices import take_notices
from bot.services.take_review_cards import take_review_cards

PAGE = read_address("https://pages.example/x")
ANOTHER = read_address("https://pages.example/y")


async def test_after_a_restore_a_card_is_looked_for_before_it_is_posted(store, press, one):
    await settle_channel(store, one.guild_id, 99)
    await suggest_article(store, one, PAGE, wants_news=True, press=press(5))
    await settle_restored(store, now=press().at)
    (taken,) = await take_review_cards(store, now=press().at, limit=9)
    assert taken.is_in_doubt


async def test_after_a_restore_a_member_is_rather_not_told_than_told_twice(store, press, one):
    done = await suggest_article(store, one, PAGE, wants_news=True, press=press(5))
    await reject_submission(store, one, done.act.number, press=press(6))
    await settle_restored(store, now=press().at)
    assert await take_notices(store, limit=9) == []


async def test_after_a_restore_no_act_bears_the_number_of_a_lost_one(store, press, one, other):
    """Buttons that were posted since name acts; they must not come to mean others."""
    await suggest_article(store, other, PAGE, wants_news=True, press=press(5))
    lost = (await suggest_article(store, one, PAGE, wants_news=True, press=press(5))).act.number
    await settle_restored(store, now=press().at)
    for newsroom in (one, other):
        done = await suggest_article(store, newsroom, ANOTHER, wants_news=True, press=press(6))
        assert done.act.number > lost + 1_000
    assert [check.problems for check in await check_desks(store)] == [0, 0]


async def test_a_server_that_returns_after_its_log_was_deleted_numbers_on(store, press, one):
    first = (await suggest_article(store, one, PAGE, wants_news=True, press=press(5))).act.number
    left = press().at
    await compare_guilds(store, [7], now=left)
    await purge_guilds(store, now=left + timedelta(days=31))
    await welcome_guild(store, one.guild_id)
    again = await suggest_article(store, one, PAGE, wants_news=True, press=press(5))
    assert again.act.number > first
