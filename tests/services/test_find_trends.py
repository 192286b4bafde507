"""What is louder than usual in an archive."""

from datetime import UTC, datetime

import pytest

from bot.domain.period import Period
from bot.services.find_trends import find_trends
from bot.services.group_stories import group_stories

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def day(number, month=11):
    return datetime(2019, month, number, tzinfo=UTC)


async def trends_of(store, start=None, end=None, *, now=NOW, guild_id=None):
    period = Period(start, end) if start else None
    return await find_trends(store, period, guild_id=guild_id, now=now)


@pytest.fixture
async def filled(write, load, store):
    """An article a day on Calm and one on all through November; in the last week many on Loud."""
    for at in range(1, 31):
        write(
            f"calm{at}", topics=["Calm"], publishedDateTime=f"2019-11-{at:02}", title=f"Calm {at}"
        )
        for more in range(3 if at > 23 else 0):
            title = f"Something loud {at} {more}"
            date = f"2019-11-{at:02}"
            write(f"loud{at}x{more}", topics=["Loud"], publishedDateTime=date, title=title)
    await load()
    return store


async def test_a_topic_louder_than_its_usual_is_found_with_the_figures(filled):
    trends = await trends_of(filled, day(24), day(1, 12))
    assert [(t.name, t.articles, t.usual) for t in trends.topics] == [("Loud", 21, 0.0)]
    assert (trends.measure, trends.spans, trends.ended) == ("volume", 3, None)


async def test_without_a_period_the_last_week_of_the_archive_is_taken(filled):
    trends = await trends_of(filled)
    assert trends.period == Period(day(24), day(1, 12))
    assert trends.ended == day(30)


async def test_the_last_week_up_to_now_is_taken_where_it_has_articles(filled):
    trends = await trends_of(filled, now=datetime(2019, 11, 20, 12, tzinfo=UTC))
    assert trends.period == Period(day(14), day(21))
    assert trends.ended is None


async def test_a_day_is_compared_with_days(filled):
    trends = await trends_of(filled, day(24), day(25))
    assert (trends.topics[0].name, trends.topics[0].articles) == ("Loud", 3)
    assert trends.spans == 22


async def test_nothing_loud_names_the_busiest(filled):
    trends = await trends_of(filled, day(22), day(23))
    assert (trends.measure, [t.name for t in trends.topics]) == ("size", ["Calm"])


async def test_a_period_without_articles_gives_way_to_the_last_days(filled):
    trends = await trends_of(
        filled, datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 4, tzinfo=UTC)
    )
    assert trends.period == Period(day(28), day(1, 12))
    assert trends.ended == day(30)


async def test_a_young_archive_names_the_busiest(write, load, store):
    write("one", topics=["Robots"])
    await load()
    trends = await trends_of(store)
    assert (trends.spans, trends.measure) == (0, "size")
    assert [(t.name, t.articles, t.usual) for t in trends.topics] == [("Robots", 1, None)]


async def test_an_empty_archive_has_no_trends(store):
    assert await trends_of(store) is None


async def test_the_story_that_most_sources_report_is_named(write, load, store):
    title = "Regulator fines Acme Motors over faulty robot brakes in Ohio"
    for at, provider in enumerate(("Axios", "Reuters", "BBC", "CNET")):
        write(f"fine{at}", title=title, provider=provider, topics=["Robots"])
    for at in range(5):
        write(f"other{at}", title=f"Unlike thing number {at}", topics=["Robots"])
    await load()
    await group_stories(store)
    trends = await trends_of(store)
    assert [(s.article.title, s.sources) for s in trends.stories] == [(title, 4)]
    assert 1 < trends.usual_sources < 2


async def test_two_spellings_of_a_topic_are_counted_as_one(write, load, store):
    for at in range(6):
        write(f"a{at}", topics=["Robots & Drones" if at % 2 else "robot and drone"])
    await load()
    (topic,) = (await trends_of(store)).topics
    assert topic.articles == 6
