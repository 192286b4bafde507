"""How much appeared when, beside a count by hand."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.scope import Scope
from bot.domain.volume import DayVolume, Totals

START = datetime(2019, 11, 1, tzinfo=UTC)
OWN = 42
ARTICLE = (
    "INSERT INTO articles VALUES (:id, :guild_id, :id, x'', '', '', '', :provider, '', 'article',"
    " '', '', 0, 0, 0, :is_removed, 1, :published, NULL, 0, '[]', '[]', '[]', NULL)"
)
TOPICS = ("AI", "Robots", "Vision")


@pytest.fixture
def fill(path, store):
    """Put articles into the store, in place of those that are there."""

    async def run(articles):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("DELETE FROM articles")
            connection.executemany(
                "INSERT OR IGNORE INTO topics VALUES (?, ?)", list(enumerate(TOPICS))
            )
            connection.executemany(ARTICLE, articles)
            for article in articles:
                connection.executemany(
                    "INSERT INTO article_topics VALUES (?, ?, ?)",
                    [(article["id"], n, topic) for n, topic in enumerate(article["topics"])],
                )
                if article["story"]:
                    story = (article["id"], article["story"])
                    connection.execute("INSERT INTO story_members VALUES (?, ?)", story)
        async with store.writing() as tables:
            await tables.tallies.recount()

    return run


def article(number, hours=0, **fields):
    published = int((START + timedelta(hours=hours)).timestamp())
    return {
        "id": number,
        "guild_id": 0,
        "provider": "Axios",
        "is_removed": 0,
        "topics": [0],
        "story": None,
        "published": published,
        **fields,
    }


async def test_articles_and_stories_are_counted_by_day_of_utc(store, fill):
    await fill(
        [article(1, 23), article(2, 23, story=1), article(3, 24, story=1), article(4, 71)],
    )
    assert await store.volumes.by_day(Scope(("AI",)), guild_id=None) == [
        DayVolume(date(2019, 11, 1), articles=2, stories=1),
        DayVolume(date(2019, 11, 2), articles=1, stories=1),
        DayVolume(date(2019, 11, 3), articles=1, stories=1),
    ]


async def test_a_story_of_two_days_counts_once_in_all(store, fill):
    await fill([article(1, 23, story=1), article(2, 25, story=1, provider="Wired"), article(3, 25)])
    totals = await store.volumes.totals(Scope(), guild_id=None)
    assert totals == Totals(articles=3, stories=2, sources=2)


async def test_days_before_1970_are_days_too(store, fill):
    await fill([article(1, published=-1), article(2, published=-86_400), article(3, published=0)])
    days = await store.volumes.by_day(Scope(), guild_id=None)
    assert [(volume.day, volume.articles) for volume in days] == [
        (date(1969, 12, 31), 2),
        (date(1970, 1, 1), 1),
    ]


async def test_an_unknown_topic_has_nothing(store, fill):
    await fill([article(1)])
    assert await store.volumes.by_day(Scope(("Zebras",)), guild_id=None) == []
    assert await store.volumes.totals(Scope(("Zebras",)), guild_id=None) == Totals()


async def test_spans_are_counted_from_a_time_to_both_sides(store, fill):
    await fill([article(n, hours) for n, hours in enumerate((-30, -20, -1, 0, 11.9, 12), start=1)])
    half_days = await store.volumes.by_span(
        Scope(), start=START, width=timedelta(hours=12), guild_id=None
    )
    assert {number: totals.articles for number, totals in half_days.items()} == {
        -3: 1,
        -2: 1,
        -1: 1,
        0: 2,
        1: 1,
    }


async def test_articles_are_counted_between_times_that_are_days_apart(store, fill):
    await fill([article(n, hours) for n, hours in enumerate((-1, 0, 25, 47, 72, 500), start=1)])
    edges = [START, START + timedelta(days=1), START + timedelta(days=4)]
    assert await store.volumes.between(Scope(), edges, guild_id=None) == {0: 1, 1: 3}


async def test_an_archive_begins_after_its_stragglers(store, fill):
    assert await store.volumes.beginning(guild_id=None) is None
    await fill([article(1, -9000), *(article(n, n) for n in range(2, 60))])
    assert await store.volumes.beginning(guild_id=None) == START + timedelta(hours=2)


async def test_what_is_another_servers_is_not_counted(store, fill):
    await fill([article(1), article(2, guild_id=OWN, provider="Secret")])
    assert (await store.volumes.totals(Scope(), guild_id=None)).sources == 1
    assert (await store.volumes.totals(Scope(), guild_id=OWN)).sources == 2


ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "guild_id": st.sampled_from((0, 0, OWN, 43)),
            "provider": st.sampled_from(("Axios", "Wired", "BBC")),
            "is_removed": st.integers(0, 1),
            "hours": st.integers(-100, 100),
            "topics": st.lists(st.sampled_from((0, 1, 2)), unique=True),
            "story": st.none() | st.integers(1, 3),
        }
    ),
    max_size=12,
)
TIMES = st.none() | st.integers(-100, 100).map(lambda hours: START + timedelta(hours=hours))
SCOPES = st.builds(
    Scope,
    topics=st.none() | st.sets(st.sampled_from(TOPICS), max_size=2).map(tuple),
    ids=st.none() | st.sets(st.integers(1, 12)).map(tuple),
    after=TIMES,
    before=TIMES,
)


@given(described=ARTICLES, scope=SCOPES, guild_id=st.sampled_from((None, OWN)))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_every_count_is_that_of_a_count_by_hand(store, fill, described, scope, guild_id):
    articles = [article(number, **fields) for number, fields in enumerate(described, start=1)]
    await fill([{k: v for k, v in a.items() if k != "hours"} for a in articles])
    within = [a for a in articles if is_within(a, scope, guild_id)]
    assert await store.volumes.by_day(scope, guild_id=guild_id) == counted(within)
    assert await store.volumes.totals(scope, guild_id=guild_id) == summed(within)
    by_topic = await store.volumes.by_topic(scope, guild_id=guild_id)
    assert by_topic == {
        name: days
        for number, name in enumerate(TOPICS)
        if (days := counted([a for a in within if number in a["topics"]]))
    }


def is_within(article, scope, guild_id):
    published = datetime.fromtimestamp(article["published"], UTC)
    return (
        not article["is_removed"]
        and article["guild_id"] in (0, guild_id or 0)
        and (scope.topics is None or {TOPICS.index(t) for t in scope.topics} & {*article["topics"]})
        and (scope.ids is None or article["id"] in scope.ids)
        and (scope.after is None or published >= scope.after)
        and (scope.before is None or published < scope.before)
    )


def story_of(article):
    return article["story"] or article["id"]


def counted(articles):
    days = defaultdict(list)
    for one in articles:
        days[datetime.fromtimestamp(one["published"], UTC).date()].append(story_of(one))
    return [DayVolume(day, len(told), len(set(told))) for day, told in sorted(days.items())]


def summed(articles):
    sources = {one["provider"] for one in articles}
    return Totals(len(articles), len(set(map(story_of, articles))), len(sources))
