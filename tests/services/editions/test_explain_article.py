"""Why an article was in an edition of a channel, or wasn't."""

from datetime import timedelta

from bot.domain.edition import Exclusion

DAY = timedelta(days=1)


async def test_an_article_that_was_told_is_in_the_last_edition_and_seen_in_the_next(
    publish, channel, noon
):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    explained = await one.explain("https://site1.com/a", noon + DAY)
    assert explained.last.appearance.role == "story"
    assert [(shown.due, shown.position) for shown in explained.shown] == [(noon, 0)]
    assert explained.next.left_out.exclusion is Exclusion.SEEN
    assert explained.next.left_out.seen_at == noon


async def test_an_address_is_known_however_it_is_written(publish, channel):
    await publish(n1={})
    explained = await (await channel()).explain("http://www.site1.com/a/?utm_source=x")
    assert explained.article.id == 1


async def test_words_of_a_title_name_the_article_too(publish, channel):
    await publish(n1={}, n2={"title": "Quasars over Tromso"})
    explained = await (await channel()).explain("quasar tromso")
    assert explained.article.id == 2


async def test_what_is_nowhere_is_not_explained(publish, channel):
    await publish(n1={})
    assert await (await channel()).explain("https://nowhere.com/") is None
    assert await (await channel()).explain("zzzzzz") is None


async def test_before_the_first_edition_there_is_only_the_next(publish, channel):
    await publish(n1={})
    explained = await (await channel()).explain("1")
    assert explained.last is None
    assert explained.next.appearance.role == "story"
    assert explained.next.story.article.id == 1


async def test_the_last_edition_had_no_room_and_the_next_calls_it_not_new(publish, channel, noon):
    await publish(n1={"quality": 90}, n2={"quality": 10})
    one = await channel(stories=1)
    await one.deliver()
    explained = await one.explain("2", noon + DAY)
    assert explained.last.left_out.exclusion is Exclusion.OVER_BUDGET
    assert explained.next.left_out.exclusion is Exclusion.NOT_NEW


async def test_what_came_after_the_last_edition_is_in_the_next(publish, channel, noon):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    await publish(n2={"hours": -1})
    explained = await one.explain("2", noon + DAY)
    assert explained.last.left_out.exclusion is Exclusion.LATER
    assert explained.next.appearance.role == "story"


async def test_an_article_that_was_retracted_is_still_explained(publish, channel):
    await publish(n1={"is_removed": True}, n2={})
    explained = await (await channel()).explain("https://site1.com/a")
    assert explained.is_removed
    assert explained.next.left_out.exclusion is Exclusion.RETRACTED


async def test_a_retracted_one_that_was_told_says_so(publish, channel, noon):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    await publish(n1={"is_removed": True})
    explained = await one.explain("https://site1.com/a", noon + DAY)
    assert explained.last.appearance.role == "story"
    assert explained.next.left_out.exclusion is Exclusion.RETRACTED


async def test_a_word_that_excludes_it_is_named(publish, channel):
    await publish(n1={"title": "Drones over Oslo"})
    explained = await (await channel(exclude=("drones",))).explain("1")
    left_out = explained.next.left_out
    assert (left_out.exclusion, left_out.detail) == (Exclusion.EXCLUDED_WORD, "drones")


async def test_an_article_of_another_server_is_unknown(publish, channel, rows):
    await publish(n1={})
    rows("UPDATE articles SET guild_id = 8")
    assert await (await channel()).explain("1") is None


async def test_another_source_of_a_story_is_in_the_edition_as_that(publish, channel):
    same = {"title": "Quasar Robotics buys Nimbus Drones for four billion"}
    await publish(n1=same, n2={**same, "quality": 90})
    explained = await (await channel()).explain("1")
    assert explained.next.appearance.role == "source"
    assert explained.next.story.article.id == 2


async def test_explaining_changes_nothing(publish, channel, rows):
    await publish(n1={}, n2={})
    one = await channel()
    await one.deliver()
    before = rows("SELECT * FROM subscriptions"), rows("SELECT * FROM editions")
    await one.explain("1")
    assert (rows("SELECT * FROM subscriptions"), rows("SELECT * FROM editions")) == before
