"""Briefings over archives of all kinds, beside what a count by hand finds."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.briefing import Briefing, BriefingQuery, NoBriefing
from bot.domain.lead import PER_PROVIDER
from bot.domain.period import Period
from bot.services.ask_briefing import ask_briefing, ask_otherwise, turn_briefing
from bot.services.brief_topic import brief_topic
from bot.services.read_briefing import read_briefing

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OWN, OTHER = 42, 43
ARTICLE = (
    "INSERT INTO articles VALUES (:id, :guild_id, :id, x'', 'https://site.com/' || :id, :title, '',"
    " :provider, '', 'article', '', '', :quality, 0, 0, :is_removed, 1, :published, NULL, 0, '[]',"
    " '[]', '[]', NULL)"
)
TOPICS = ("AI", "Robots")


def article(number, *, hours=0.0, **fields):
    """An article that appeared so many hours before NOW."""
    return {
        "id": number,
        "guild_id": 0,
        "title": f"Event{number} befell place{number}",
        "provider": f"Provider {number}",
        "quality": 50,
        "is_removed": 0,
        "topics": [0],
        "story": None,
        "published": int((NOW - timedelta(hours=hours)).timestamp()),
        **fields,
    }


@pytest.fixture
def fill(path, store):
    """Put articles into the store, in place of those that are there."""

    async def run(articles):
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("DELETE FROM articles")
            names = list(enumerate(TOPICS, start=1))
            connection.executemany("INSERT OR IGNORE INTO topics VALUES (?, ?)", names)
            connection.executemany(ARTICLE, articles)
            for one in articles:
                rows = [(one["id"], n, topic + 1) for n, topic in enumerate(one["topics"])]
                connection.executemany("INSERT INTO article_topics VALUES (?, ?, ?)", rows)
                if one["story"]:
                    story = (one["id"], one["story"])
                    connection.execute("INSERT INTO story_members VALUES (?, ?)", story)
        async with store.writing() as tables:
            await tables.tallies.recount()

    return run


@pytest.fixture
def brief(store):
    async def run(about="AI", *, guild_id=None, now=NOW, **options):
        return await brief_topic(store, BriefingQuery(about, **options), guild_id=guild_id, now=now)

    return run


def ids(briefing):
    return [mark.article_id for page in briefing.pages for mark in page]


async def test_the_last_day_is_taken_where_it_has_plenty(fill, brief):
    await fill([article(n, hours=n) for n in range(1, 40)])
    assert (await brief()).period == Period(NOW - DAY, NOW)


async def test_a_longer_period_is_taken_where_there_is_little(fill, brief):
    await fill([article(n, hours=20 * n) for n in range(1, 40)])
    assert (await brief()).period == Period(NOW - 7 * DAY, NOW)
    await fill([article(n, hours=100 * n) for n in range(1, 40)])
    assert (await brief()).period == Period(NOW - 30 * DAY, NOW)


async def test_an_archive_that_ends_in_the_past_is_briefed_on_over_its_last_week(fill, brief):
    await fill([article(n, hours=n) for n in range(1, 40)])
    briefing = await brief(now=NOW + 2000 * DAY)
    assert briefing.period == Period(NOW - 6.5 * DAY, NOW + 0.5 * DAY)
    assert briefing.newest == NOW - timedelta(hours=1)


async def test_a_live_archive_is_not_said_to_have_ended(fill, brief):
    await fill([article(1, hours=50)])
    assert (await brief()).newest is None


async def test_what_bears_a_later_date_than_today_is_not_news_yet(fill, brief):
    await fill([article(1, hours=-50), article(2, hours=5)])
    assert ids(await brief()) == [2]


async def test_the_usual_is_the_mean_of_equal_spans_before(fill, brief):
    old = [article(100 + n, hours=24 * 100 + n) for n in range(3)]
    weeks = [article(10 * week + n, hours=24 * 7 * week + 1) for week in range(9) for n in (1, 2)]
    await fill([*old, *weeks, article(99, hours=2)])
    briefing = await brief(period=Period(NOW - 7 * DAY, NOW))
    assert (briefing.totals.stories, briefing.usual.stories, briefing.usual.spans) == (3, 2.0, 8)
    assert briefing.usual.loudness(3) == "same"


async def test_a_topic_that_is_misspelt_is_understood(fill, brief):
    await fill([article(1), article(2, topics=[1])])
    briefing = await brief("robbots")
    assert (briefing.subject.name, briefing.subject.is_corrected) == ("Robots", True)
    assert ids(briefing) == [2]


async def test_without_a_topic_it_is_on_everything(fill, brief):
    await fill([article(1, hours=1), article(2, topics=[], hours=2)])
    assert sorted(ids(await brief(""))) == [1, 2]
    assert sorted(ids(await brief("everything"))) == [1, 2]


async def test_words_that_are_no_topic_are_looked_for_within_the_period(load, write, brief):
    write("a", title="Lockport turns on face recognition")
    write("b", title="Robots cook", excerpt="Not a face in sight, and no recognition.")
    write("c", title="Old face recognition", publishedDateTime="2015-01-01")
    await load()
    week = Period(NOW - 30 * DAY, NOW)
    briefing = await brief("face recogniton", period=week)
    assert (briefing.subject.kind, briefing.subject.name) == ("words", "face recognition")
    assert briefing.subject.is_corrected
    assert briefing.totals.stories == len(ids(briefing)) == 2
    page = await read_briefing_page(briefing, brief)
    assert page[0] == "Lockport turns on face recognition"


async def read_briefing_page(briefing, brief):
    store = brief.__closure__[0].cell_contents
    page = await read_briefing(store, briefing, 0, guild_id=None, now=NOW)
    return [story.article.title for story in page.stories]


async def test_where_nothing_fits_the_nearest_topics_and_the_newest_are_named(archive):
    query = BriefingQuery("qqqzzzxxy")
    nothing = await brief_topic(archive, query, guild_id=None, now=NOW)
    assert isinstance(nothing, NoBriefing)
    assert nothing.subject is None
    assert nothing.topics
    assert len(nothing.newest) == 3


async def test_a_period_without_news_names_the_subjects_newest(archive):
    query = BriefingQuery("computer vision", Period(NOW - 5000 * DAY, NOW - 4990 * DAY))
    nothing = await brief_topic(archive, query, guild_id=None, now=NOW)
    assert isinstance(nothing, NoBriefing)
    assert nothing.subject.name == "Computer Vision"
    assert nothing.newest


async def test_an_empty_archive_has_nothing(store):
    nothing = await brief_topic(store, BriefingQuery(""), guild_id=None, now=NOW)
    assert nothing == NoBriefing(BriefingQuery(""), nothing.subject)


async def test_reports_that_wait_to_be_placed_are_one_story_by_their_titles(fill, brief, store):
    title = "Senate bans face scans in airports"
    await fill(
        [
            article(1, title=title, quality=90, hours=3),
            article(2, title=f"{title}!", quality=80, hours=2),
            article(3, hours=1),
        ]
    )
    briefing = await brief()
    assert sorted(ids(briefing)) == [1, 3]
    page = await read_briefing(store, briefing, 0, guild_id=None, now=NOW)
    also = {story.article.id: [other.id for other in story.also] for story in page.stories}
    assert also == {1: [2], 3: []}


async def test_placed_stories_stay_apart_whatever_their_titles(fill, brief):
    title = "Senate bans face scans in airports"
    await fill([article(1, title=title, story=1), article(2, title=title, story=2)])
    assert sorted(ids(await brief())) == [1, 2]


async def test_a_story_shows_all_its_sources_also_those_outside_of_the_period(fill, brief, store):
    await fill([article(1, hours=1, story=2), article(2, hours=90, story=2), article(3, hours=2)])
    briefing = await brief(period=Period(NOW - DAY, NOW))
    assert briefing.totals.articles == 2
    page = await read_briefing(store, briefing, 0, guild_id=None, now=NOW)
    assert {s.article.id: [a.id for a in s.also] for s in page.stories} == {1: [2], 3: []}


async def test_what_goes_on_with_an_earlier_story_names_it(load, write, store):
    write("new", title="Lockport schools appeal the Zebracam ban", related=["old", "far"])
    write("old", title="Court imposes Zebracam ban on Lockport", publishedDateTime="2019-11-20")
    write("far", title="Robots cook burgers", publishedDateTime="2019-11-20")
    await load()
    query = BriefingQuery("", Period(NOW - 10 * DAY, NOW))
    briefing = await brief_topic(store, query, guild_id=None, now=NOW)
    page = await read_briefing(store, briefing, 0, guild_id=None, now=NOW)
    assert [(f.article.title[:8], f.earlier.title[:5]) for f in page.follow_ups] == [
        ("Lockport", "Court")
    ]


async def test_pages_stay_as_they_are_while_articles_arrive(fill, store):
    await fill([article(n, hours=n) for n in range(1, 30)])
    first = await ask_briefing(store, BriefingQuery("AI"), guild_id=None, now=NOW)
    second = await turn_briefing(store, first.briefing.id, 1, guild_id=None, now=NOW)
    await fill([article(n, hours=n, quality=50 + n % 2) for n in range(60)])
    again = await turn_briefing(store, first.briefing.id, 1, guild_id=None, now=NOW)
    assert [s.article.id for s in again.stories] == [s.article.id for s in second.stories]


async def test_what_is_retracted_later_is_on_no_page_any_more(fill, store):
    await fill([article(1, story=1), article(2, story=1, quality=40), article(3)])
    first = await ask_briefing(store, BriefingQuery("AI"), guild_id=None, now=NOW)
    await fill([article(1, story=1, is_removed=1), article(2, story=1), article(3, is_removed=1)])
    again = await turn_briefing(store, first.briefing.id, 0, guild_id=None, now=NOW)
    assert [story.article.id for story in again.stories] == [2]


async def test_a_briefing_is_kept_for_the_server_it_was_given_in(fill, store):
    await fill([article(1)])
    page = await ask_briefing(store, BriefingQuery("AI"), guild_id=OWN, now=NOW)
    assert await turn_briefing(store, page.briefing.id, 0, guild_id=OWN, now=NOW) == page
    assert await turn_briefing(store, page.briefing.id, 0, guild_id=OTHER, now=NOW) is None
    assert await ask_otherwise(store, page.briefing.id, "longer", guild_id=OTHER, now=NOW) is None


async def test_a_longer_period_is_a_briefing_of_its_own(fill, store):
    await fill([article(n, hours=n) for n in range(1, 100)])
    day = await ask_briefing(store, BriefingQuery("AI"), guild_id=None, now=NOW)
    longer = await ask_otherwise(store, day.briefing.id, "longer", guild_id=None, now=NOW + DAY)
    assert longer.briefing.period == Period(NOW - 3 * DAY, NOW)
    shorter = await ask_otherwise(store, longer.briefing.id, "shorter", guild_id=None, now=NOW)
    assert shorter.briefing.pages == day.briefing.pages


ARTICLES = st.lists(
    st.fixed_dictionaries(
        {
            "guild_id": st.sampled_from((0, 0, 0, OWN, OTHER)),
            "provider": st.sampled_from(("Axios", "Wired", "BBC")),
            "quality": st.integers(0, 200),
            "is_removed": st.sampled_from((0, 0, 0, 1)),
            "hours": st.integers(-20, 300),
            "topics": st.lists(st.sampled_from((0, 1)), unique=True),
            "story": st.none() | st.integers(1, 4),
        }
    ),
    max_size=20,
)
PERIODS = st.none() | st.tuples(st.integers(0, 200), st.sampled_from((1, 24, 72, 168))).map(
    lambda spans: Period(NOW - timedelta(hours=sum(spans)), NOW - timedelta(hours=spans[0]))
)


@given(
    described=ARTICLES,
    period=PERIODS,
    asked=st.tuples(st.sampled_from(("AI", "robots", "")), st.integers(1, 10)),
    guild_id=st.sampled_from((None, OWN)),
)
@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_every_figure_is_true_and_no_story_comes_twice(
    store, fill, described, period, asked, guild_id
):
    articles = [article(number, **fields) for number, fields in enumerate(described, start=1)]
    await fill([{k: v for k, v in a.items() if k != "hours"} for a in articles])
    about, stories = asked
    query = BriefingQuery(about, period, stories)
    briefing = await brief_topic(store, query, guild_id=guild_id, now=NOW)
    seen = [a for a in articles if not a["is_removed"] and a["guild_id"] in (0, guild_id or 0)]
    topic = {"AI": 0, "robots": 1, "": None}[about]
    meant = [a for a in seen if topic is None or topic in a["topics"]]
    if isinstance(briefing, NoBriefing):
        assert not [a for a in meant if period is None or is_within(a, period)]
        return
    within = [a for a in meant if is_within(a, briefing.period)]
    assert briefing.totals.articles == len(within)
    assert briefing.totals.stories == len(set(map(story_of, within)))
    assert briefing.totals.sources == len({a["provider"] for a in within})
    check_usual(briefing, meant)
    for bar in briefing.chart.bars:
        assert bar.articles == sum(is_within(a, Period(bar.start, bar.end)) for a in meant)
    check_pages(briefing, within, stories)
    again = await brief_topic(store, query, guild_id=guild_id, now=NOW)
    assert again == briefing


def is_within(article, period):
    return period.start <= datetime.fromtimestamp(article["published"], UTC) < period.end


def story_of(article):
    return article["story"] or article["id"]


def check_usual(briefing, meant):
    if briefing.usual is None:
        return
    width = briefing.period.end - briefing.period.start
    spans = [
        Period(briefing.period.start - n * width, briefing.period.start - (n - 1) * width)
        for n in range(1, briefing.usual.spans + 1)
    ]
    counts = [len({story_of(a) for a in meant if is_within(a, span)}) for span in spans]
    assert briefing.usual.stories == pytest.approx(sum(counts) / len(spans))


def check_pages(briefing, within, stories):
    assert isinstance(briefing, Briefing)
    by_id = {a["id"]: a for a in within}
    marks = [mark for page in briefing.pages for mark in page]
    told = [mark.story_id for mark in marks]
    assert len(told) == len(set(told))
    assert {mark.article_id for mark in marks} <= by_id.keys()
    for page in briefing.pages:
        assert 1 <= len(page) <= stories
        providers = Counter(by_id[mark.article_id]["provider"] for mark in page)
        assert max(providers.values()) <= PER_PROVIDER
