"""What a server's moderators pin, boost and mute shows in its editions, as long as it holds."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.desk_act import Weight, WeightState
from bot.domain.edition import Exclusion
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.domain.weighting import BOOST
from bot.render.digest_explanation import explanation_card
from bot.services.compose_edition import compose_edition
from bot.services.read_weighting import read_weighting
from bot.services.subscribe_channel import subscribe_channel

GUILD, OTHER = 9, 10
DAY = timedelta(days=1)
PIN, BOOSTED, MUTE = Weight.PIN, Weight.BOOST, Weight.MUTE


def key(number):
    return f"https://site{number}.com/a"


@pytest.fixture
def weigh(store, noon):
    """Lay a weight on something, for a day from noon if nothing else is said."""

    async def run(weight, target, name, *, until=DAY, guild_id=GUILD):
        state = WeightState(weight, noon + until)
        await store.write(lambda tables: tables.weights.put(guild_id, target, str(name), state))

    return run


def shown(edition):
    """The ids of the stories' leading articles, in order."""
    return [story.article.id for story in edition.stories]


def everything(edition):
    return {a.id for s in edition.stories for a in (s.article, *s.also, *s.related)}


def left_out(edition):
    return {one.article_id: one.exclusion for one in edition.left_out}


async def test_a_pinned_article_leads_whatever_its_quality(publish, channel, weigh):
    await publish(n1={"quality": 90}, n2={"quality": 80}, n3={"quality": 5})
    feed = await channel(stories=2, least_quality=50)
    assert shown(await feed.compose()) == [1, 2]
    await weigh(PIN, "article", key(3))
    edition = await feed.compose()
    assert shown(edition) == [3, 1]
    assert (edition.stories[0].pin.name, edition.stories[1].pin) == (key(3), None)


async def test_a_pinned_article_leads_its_story(publish, channel, weigh):
    title = "Acme buys the robot maker Robo for $2 billion"
    await publish(n1={"quality": 90, "title": title}, n2={"quality": 20, "title": title})
    await weigh(PIN, "article", key(2))
    edition = await (await channel()).compose()
    assert shown(edition) == [2]
    assert [one.id for one in edition.stories[0].also] == [1]


async def test_a_pinned_article_leads_each_edition_with_news_until_the_pin_ends(
    publish, channel, weigh, noon
):
    await publish(n1={"quality": 60}, n2={"quality": 50})
    await weigh(PIN, "article", key(2), until=2 * DAY)
    feed = await channel(stories=1)
    assert shown(await feed.deliver(noon)) == [2]
    assert shown(await feed.deliver(noon + DAY)) == [], "a story told again makes no edition"
    await publish(n3={"hours": -25.0}, n4={"hours": -26.0})
    feed = await channel(channel_id=2, stories=2)
    assert shown(await feed.deliver(noon)) == [2, 1]
    assert shown(await feed.deliver(noon + 1.2 * DAY)) == [2, 4]
    await publish(n5={"hours": -49.0})
    assert shown(await feed.deliver(noon + 2.2 * DAY)) == [5]


async def test_a_pin_doesnt_take_the_only_place_from_news(publish, channel, weigh, noon):
    await publish(n1={})
    await weigh(PIN, "article", key(1), until=9 * DAY)
    feed = await channel(stories=1)
    assert shown(await feed.deliver(noon)) == [1]
    await publish(n2={"hours": -2.0})
    assert shown(await feed.deliver(noon + DAY)) == [2]


async def test_a_pinned_article_keeps_to_the_topic_and_words_of_a_channel(publish, channel, weigh):
    await publish(n1={"topics": ("Sports",)}, n2={}, n3={"title": "Nothing but drones3 here3"})
    await weigh(PIN, "article", key(1))
    await weigh(PIN, "article", key(3))
    feed = await channel(topics=("AI",), exclude=("drones3",))
    assert shown(await feed.compose()) == [2]


@pytest.mark.parametrize(("target", "name"), [("provider", "Provider 3"), ("topic", "Space")])
async def test_stories_of_what_is_pinned_come_first(publish, channel, weigh, target, name):
    await publish(n1={"quality": 90}, n2={"quality": 80}, n3={"quality": 20, "topics": ("Space",)})
    await weigh(PIN, target, name)
    edition = await (await channel()).compose()
    assert shown(edition) == [3, 1, 2]
    assert (edition.stories[0].pin.target, edition.stories[0].pin.name) == (target, name)


async def test_a_boost_is_worth_so_much_heat(publish, channel, weigh):
    await publish(n1={"quality": 90}, n2={"quality": 45}, n3={"quality": 35})
    for number in (2, 3):
        await weigh(BOOSTED, "article", key(number))
    edition = await (await channel()).compose()
    assert shown(edition) == [2, 1, 3]
    assert edition.stories[0].heat.boost == BOOST


@pytest.mark.parametrize(
    ("target", "name"), [("article", key(1)), ("provider", "PROVIDER 1"), ("topic", "Space")]
)
async def test_what_is_muted_is_left_out_with_its_reason(publish, channel, weigh, target, name):
    await publish(n1={"topics": ("Space", "AI")}, n2={})
    await weigh(MUTE, target, name)
    feed = await channel()
    edition = await feed.compose()
    assert (shown(edition), left_out(edition)) == ([2], {1: Exclusion.MUTED})
    explanation = await feed.explain("1")
    text = str(explanation_card(explanation, await feed.subscription()).to_components())
    assert "left out**, muted by moderators" in text
    assert "until 6 December 2019" in text


async def test_of_a_story_only_what_is_muted_is_left_out(publish, channel, weigh):
    title = "Acme buys the robot maker Robo for $2 billion"
    await publish(n1={"quality": 90, "title": title}, n2={"quality": 20, "title": title})
    await weigh(MUTE, "article", key(1))
    edition = await (await channel()).compose()
    assert everything(edition) == {2}


async def test_a_mute_stands_above_a_pin(publish, channel, weigh):
    await publish(n1={}, n2={})
    await weigh(PIN, "article", key(1))
    await weigh(MUTE, "provider", "Provider 1")
    assert shown(await (await channel()).compose()) == [2]


async def test_what_holds_no_more_has_no_effect(publish, channel, weigh, noon):
    await publish(n1={"quality": 90}, n2={"quality": 10}, n3={"quality": 5})
    await weigh(MUTE, "article", key(1), until=timedelta(0))
    await weigh(PIN, "article", key(3), until=timedelta(0))
    assert shown(await (await channel()).compose(noon)) == [1, 2, 3]


class Rival:
    """A channel of another server."""

    def __init__(self, store, subscription):
        self.store, self.subscription = store, subscription

    async def compose(self, due):
        return await compose_edition(self.store, self.subscription, slot="x", due=due)


async def rival_of(store, made_at):
    draft = SubscriptionDraft(OTHER, 77, "text", policy=Policy())
    return Rival(store, await subscribe_channel(store, draft, now=made_at))


NUMBERS = st.integers(1, 8)
WEIGHTS = st.lists(
    st.tuples(
        st.sampled_from(list(Weight)),
        st.one_of(
            st.tuples(st.just("article"), NUMBERS.map(key)),
            st.tuples(st.just("provider"), st.sampled_from(("Wired", "Axios"))),
            st.tuples(st.just("topic"), st.sampled_from(("AI", "Space", "Sports"))),
        ),
        st.sampled_from((-DAY, timedelta(0), DAY)),
    ),
    max_size=5,
)
TITLES = ("Acme buys the robot maker Robo for $2 billion", "Zeta sells its satellites to Chippy")
ARTICLES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(TITLES),
            "provider": st.sampled_from(("Wired", "Axios")),
            "topics": st.lists(st.sampled_from(("AI", "Space", "Sports")), unique=True).map(tuple),
            "quality": st.integers(0, 100),
            "hours": st.sampled_from((1.0, 30.0, 200.0)),
        },
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(articles=ARTICLES, weights=WEIGHTS)
def test_nothing_muted_is_ever_shown_pins_lead_and_other_servers_see_no_difference(
    archive_with, run, noon, articles, weights
):
    async def work():
        numbered = dict(enumerate(articles, start=1))
        async with archive_with(numbered) as store:
            draft = SubscriptionDraft(GUILD, 1, "text", policy=Policy())
            mine = await subscribe_channel(store, draft, now=noon - 400 * DAY)
            rival = await rival_of(store, noon - 400 * DAY)
            before = await compose_edition(store, mine, slot="x", due=noon)
            assert before == await rival.compose(noon)
            for weight, (target, name), until in weights:
                state = WeightState(weight, noon + until)
                await store.write(
                    lambda tables, t=target, n=name, s=state: tables.weights.put(GUILD, t, n, s)
                )
            edition = await compose_edition(store, mine, slot="x", due=noon)
            assert await rival.compose(noon) == before
            weighting = await read_weighting(store, guild_id=GUILD, now=noon)
            told = [a for s in edition.stories for a in (s.article, *s.also, *s.related)]
            assert weighting.allowed(told) == tuple(told)
            tiers = [_tier(story.pin) for story in edition.stories]
            assert tiers == sorted(tiers)
            assert [s.pin for s in edition.stories] == [
                weighting.pin(s.article) for s in edition.stories
            ]
            if not weighting:
                assert edition == before

    run(work())


def _tier(pin):
    return 2 if pin is None else int(pin.target != "article")


async def test_a_server_composes_for_itself_as_long_as_it_weighs_anything(store, noon, weigh):
    await weigh(BOOSTED, "topic", "AI")
    among = [GUILD, OTHER]
    assert await store.own_material.guilds(among, at=noon) == {GUILD}
    assert await store.own_material.guilds(among, at=noon + DAY) == set()
