"""What a server's moderators pin, boost and mute shows in its briefings and trends."""

from datetime import timedelta

import pytest

from bot.domain.briefing import BriefingQuery, NoBriefing
from bot.domain.desk_act import Weight, WeightState
from bot.domain.period import Period
from bot.render.briefed_story import story_texts
from bot.services.ask_briefing import ask_briefing, turn_briefing
from bot.services.find_trends import find_trends
from bot.services.group_stories import group_stories

GUILD, OTHER = 9, 10
SITE = "https://site.com/"
DAY = timedelta(days=1)
PIN, BOOST, MUTE = Weight.PIN, Weight.BOOST, Weight.MUTE
FINED = "Regulator fines Acme Motors over faulty robot brakes in Ohio"


@pytest.fixture
def weigh(store, now):
    async def run(weight, target, name, *, until=DAY):
        state = WeightState(weight, now + until)
        await store.write(lambda tables: tables.weights.put(GUILD, target, name, state))

    return run


@pytest.fixture
def publish(store, write, load, now):
    """Have articles come out an hour before now if nothing else is said, and group them."""

    async def run(**articles):
        for slug, fields in articles.items():
            hours = fields.pop("hours", 1)
            at = (now - timedelta(hours=hours)).isoformat()
            values = {"topics": ["AI"], "provider": f"Source {slug}", "quality": 50, **fields}
            title = values.pop("title", f"Zebra{slug} befell quarry{slug} near harbour{slug}")
            write(slug, title=title, publishedDateTime=f"'{at}'", **values)
        await load()
        await group_stories(store)

    return run


@pytest.fixture
def brief(store, now):
    async def run(about="", *, guild_id=GUILD, **options):
        return await ask_briefing(
            store, BriefingQuery(about, **options), guild_id=guild_id, now=now
        )

    return run


def slugs(page):
    return [story.article.url.removeprefix(SITE) for story in page.stories]


async def test_a_pinned_article_leads_the_briefings_on_its_subject(publish, weigh, brief):
    await publish(a={"quality": 90}, b={"quality": 10}, c={"topics": ["Space"]})
    await weigh(PIN, "article", SITE + "b")
    page = await brief()
    assert slugs(page)[0] == "b"
    assert story_texts(page.stories, room=2000)[0].count("📌 Pinned") == 1
    assert slugs(await brief("AI"))[0] == "b"
    assert slugs(await brief("Space")) == ["c"]
    assert slugs(await brief(guild_id=OTHER))[0] == "a"


async def test_a_pinned_article_of_long_ago_leads_unless_a_period_is_asked_for(
    publish, weigh, brief, now
):
    await publish(**{f"n{n}": {} for n in range(12)}, old={"hours": 24 * 50})
    await weigh(PIN, "article", SITE + "old")
    assert slugs(await brief())[0] == "old"
    assert "old" not in slugs(await brief(period=Period(now - DAY, now)))


@pytest.mark.parametrize(("target", "name"), [("provider", "Source c"), ("topic", "Space")])
async def test_what_is_pinned_otherwise_comes_first_and_what_is_boosted_higher(
    publish, weigh, brief, target, name
):
    await publish(
        a={"quality": 70},
        b={"quality": 60, "topics": ["AI", "Robots"]},
        c={"quality": 30, "topics": ["Space"]},
    )
    await weigh(PIN, target, name)
    await weigh(BOOST, "topic", "Robots")
    page = await brief()
    assert slugs(page) == ["c", "b", "a"]
    assert page.stories[0].pin.name == name


@pytest.mark.parametrize(
    ("target", "name"), [("article", SITE + "a"), ("provider", "Source a"), ("topic", "space")]
)
async def test_what_is_muted_is_in_no_briefing(publish, weigh, brief, target, name):
    await publish(a={"topics": ["AI", "Space"]}, b={})
    await weigh(MUTE, target, name)
    assert slugs(await brief()) == ["b"]
    nothing = await brief("Space")
    assert isinstance(nothing, NoBriefing)
    assert nothing.newest == ()
    assert {*slugs(await brief(guild_id=OTHER))} == {"a", "b"}


async def test_another_article_stands_for_a_muted_one(publish, weigh, brief):
    await publish(a={"title": FINED, "quality": 90}, b={"title": FINED, "quality": 10})
    await weigh(MUTE, "article", SITE + "a")
    page = await brief()
    assert slugs(page) == ["b"]
    assert page.stories[0].also == ()


async def test_what_is_muted_after_it_was_briefed_on_is_on_no_later_page(
    publish, weigh, brief, store, now
):
    await publish(a={"quality": 90}, b={"quality": 10})
    page = await brief(stories=1)
    await weigh(MUTE, "article", SITE + "b")
    second = await turn_briefing(store, page.briefing.id, 1, guild_id=GUILD, now=now)
    assert second.stories == ()
    second = await turn_briefing(store, page.briefing.id, 1, guild_id=GUILD, now=now + DAY)
    assert slugs(second) == ["b"]


async def test_what_holds_no_more_has_no_effect(publish, weigh, brief):
    await publish(a={"quality": 90}, b={"quality": 10})
    await weigh(MUTE, "article", SITE + "a", until=timedelta(0))
    await weigh(PIN, "article", SITE + "b", until=-DAY)
    assert slugs(await brief()) == ["a", "b"]


async def test_search_finds_what_is_muted_at_the_same_place(publish, weigh, ask):
    await publish(a={}, b={"title": "Zebrab befell quarryb and harboura"})
    before = (await ask("zebraa zebrab harboura", guild_id=GUILD)).hits
    await weigh(MUTE, "article", SITE + "a")
    await weigh(PIN, "article", SITE + "b")
    assert (await ask("zebraa zebrab harboura", guild_id=GUILD)).hits == before


@pytest.fixture
async def loud(publish):
    """Two stories that many report, on topics that are new."""
    other = "Chippy sells all weather satellites of Zeta to Narnia"
    await publish(
        **{f"f{n}": {"title": FINED, "topics": ["Law"], "quality": 50 - n} for n in range(5)},
        **{f"s{n}": {"title": other, "topics": ["Space"]} for n in range(4)},
        **{f"x{n}": {"topics": ["AI"], "hours": 24 * (n + 20)} for n in range(30)},
    )


@pytest.fixture
def trends(store, now):
    async def run(guild_id=GUILD):
        found = await find_trends(store, None, guild_id=guild_id, now=now)
        return (
            [topic.name for topic in found.topics],
            [story.article.url.removeprefix(SITE) for story in found.stories],
        )

    return run


@pytest.mark.usefixtures("loud")
async def test_muted_topics_and_stories_dont_trend(trends, weigh):
    assert await trends() == (["Law", "Space"], ["f0", "s0"])
    await weigh(MUTE, "topic", "Law")
    await weigh(MUTE, "article", SITE + "s0")
    assert await trends() == (["Space"], ["s1"])
    assert await trends(OTHER) == (["Law", "Space"], ["f0", "s0"])


@pytest.mark.usefixtures("loud")
async def test_pinned_topics_and_stories_come_first(trends, weigh):
    await weigh(PIN, "topic", "Space")
    await weigh(PIN, "article", SITE + "s2")
    assert await trends() == (["Space", "Law"], ["s2", "f0"])


@pytest.mark.usefixtures("loud")
async def test_a_boosted_topic_counts_for_more(trends, weigh):
    await weigh(BOOST, "topic", "Space")
    assert (await trends())[0] == ["Space", "Law"]
