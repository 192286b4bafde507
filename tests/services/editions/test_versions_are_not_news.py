"""A server's own version of an article: told where the article would be, once."""

from datetime import timedelta

import pytest

from bot.domain.article import MergedArticle
from bot.domain.edition import Exclusion
from bot.services.group_stories import group_stories
from bot.services.index_entry import index_entry
from bot.storage.article_rows import NumberedArticle, article_digest

GUILD = 9
DAY = timedelta(days=1)


@pytest.fixture
def correct(store, statement):
    """Give the server a version of an article, under an id of its own, hidden behind it."""

    async def run(number, version, *, guild_id=GUILD, **fields):
        merged = MergedArticle(statement(number, **fields), False)
        one = NumberedArticle(version, merged, article_digest(merged), guild_id, number)

        async def work(tables):
            await tables.articles.put([one])
            await tables.indexing.put([index_entry(version, merged.statement)])
            await tables.hidden.hide(guild_id, [number])

        await store.write(work)
        await group_stories(store)

    return run


def told(edition):
    return [story.article.id for story in edition.stories]


async def test_it_is_told_instead_of_the_article(channel, publish, correct, noon):
    await publish(n1={}, n2={})
    await correct(1, 10, title="What is right")
    edition = await (await channel()).compose(noon)
    assert sorted(told(edition)) == [2, 10]


async def test_other_servers_are_told_the_article(channel, publish, correct, noon):
    await publish(n1={})
    await correct(1, 10, guild_id=GUILD + 1, title="What is right")
    assert told(await (await channel()).compose(noon)) == [1]


async def test_what_was_told_before_it_was_corrected_is_not_told_again(
    channel, publish, correct, noon
):
    await publish(n1={})
    subscribed = await channel()
    assert told(await subscribed.deliver(noon)) == [1]
    await correct(1, 10, title="What is right")
    assert told(await subscribed.compose(noon + DAY)) == []


async def test_a_version_that_was_told_and_taken_back_was_told(
    channel, publish, correct, store, noon
):
    await publish(n1={})
    await correct(1, 10, title="What is right")
    subscribed = await channel(from_archive=True)
    assert told(await subscribed.deliver(noon)) == [10]

    async def take_back(tables):
        await tables.indexing.delete([10])
        await tables.desk_articles.remove([10])
        await tables.hidden.show(GUILD, [1])

    await store.write(take_back)
    edition = await subscribed.compose(noon + DAY)
    assert told(edition) == []
    assert [(one.article_id, one.exclusion) for one in edition.left_out] == [(1, Exclusion.SEEN)]


async def test_a_correction_of_what_is_new_no_more_is_no_news(channel, publish, correct, noon):
    await publish(n1={"quality": 90}, n2={"quality": 10})
    subscribed = await channel(stories=1)
    assert told(await subscribed.deliver(noon)) == [1]
    await correct(2, 10, title="What is right")
    assert told(await subscribed.compose(noon + DAY)) == []
    explained = await subscribed.explain("10", noon + DAY)
    assert explained.next.left_out.exclusion == Exclusion.NOT_NEW
