"""What the ledger says a channel was told."""

from datetime import timedelta

DAY = timedelta(days=1)


def ids(edition):
    return [story.article.id for story in edition.stories]


async def test_what_was_lost_on_its_way_is_told_by_the_next_edition(publish, channel, noon, store):
    await publish(n1={}, n2={"quality": 10})
    one = await channel(stories=1)
    assert ids(await one.deliver()) == [1]
    async with store.writing() as tables:
        await tables.editions.lose((await store.editions.of_slot(one.id, "2019-12-05")).id)
    assert await store.told_articles.last(one.id) is None
    assert ids(await one.compose(noon + DAY)) == [1]


async def test_an_article_is_told_in_whatever_place_it_was_shown(publish, channel, noon, store):
    same = {"title": "Quasar Robotics buys Nimbus Drones for four billion"}
    await publish(n1=same, n2={**same, "quality": 90}, n3={})
    one = await channel()
    await one.deliver()
    assert await store.told_articles.sent(one.id, [1, 2, 3, 4]) == {1: noon, 2: noon, 3: noon}
    assert await store.told_articles.led_since(one.id, noon - DAY) == {2: noon, 3: noon}


async def test_what_came_later_is_not_in_the_ledger_of_before(publish, channel, noon, store):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    assert await store.told_articles.sent(one.id, [1], before=noon) == {}
    assert await store.told_articles.led_since(one.id, noon - DAY, before=noon) == {}
    assert await store.told_articles.led_since(one.id, noon) == {}


async def test_an_edition_with_nothing_to_tell_counts_as_the_last_one(channel, noon, store):
    one = await channel()
    await one.deliver()
    last = await store.told_articles.last(one.id)
    assert (last.slot, last.due, last.offered) == ("2019-12-05", noon, 0)


async def test_other_channels_are_told_other_things(publish, channel, store):
    await publish(n1={})
    one = await channel()
    await one.deliver()
    assert await store.told_articles.sent(one.id + 1, [1]) == {}
