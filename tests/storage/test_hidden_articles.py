"""What a server hides: from itself alone, and counted likewise."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import MergedArticle, Statement
from bot.domain.search import Tally
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import open_store

ONE, OTHER = 1, 2


def article(number, *, guild_id=0, stands_for=None, topic="AI", is_removed=False):
    url = f"https://site.com/{number if stands_for is None else stands_for}"
    stated = Statement(
        key=url,
        url=url,
        title=f"Title {number}",
        published=datetime(2026, 11, 1, tzinfo=UTC),
        is_own=True,
        provider="Times",
        domain="site.com",
        topics=(topic,),
        is_removed=is_removed,
    )
    merged = MergedArticle(stated, False)
    return NumberedArticle(number, merged, article_digest(merged), guild_id, stands_for)


@pytest.fixture
async def store(tmp_path):
    async with open_store(tmp_path / "news.db") as opened:
        async with opened.writing() as tables:
            await tables.articles.put([article(1), article(2, topic="Robots")])
        yield opened


async def topics(store, guild_id):
    return await store.topics.tallies(guild_id=guild_id)


async def test_it_is_hidden_from_one_server_alone(store):
    async with store.writing() as tables:
        await tables.hidden.hide(ONE, [1])
    for guild_id, seen in ((ONE, [2]), (OTHER, [1, 2]), (None, [1, 2])):
        shown = await store.articles.by_ids([1, 2], guild_id=guild_id)
        assert [one.id for one in shown] == seen
    assert await store.hidden.of(ONE, [1, 2]) == {1}
    assert await topics(store, ONE) == [Tally("Robots", 1)]
    assert await topics(store, OTHER) == [Tally("AI", 1), Tally("Robots", 1)]


async def test_hiding_twice_counts_once_and_showing_brings_it_back(store):
    async with store.writing() as tables:
        await tables.hidden.hide(ONE, [1])
        await tables.hidden.hide(ONE, [1, 2])
        assert await tables.tallies.wrong() == []
        await tables.hidden.show(ONE, [1, 2])
        await tables.hidden.show(ONE, [1])
    assert await topics(store, ONE) == [Tally("AI", 1), Tally("Robots", 1)]
    assert await store.tallies.wrong() == []


async def test_its_only_provider_is_none_of_the_domain_any_more(store):
    async with store.writing() as tables:
        await tables.hidden.hide(ONE, [1, 2])
    assert await store.topics.providers_of_domain("site.com", guild_id=ONE) == ()
    assert await store.topics.providers_of_domain("site.com", guild_id=OTHER) == ("Times",)


async def test_old_ids_lead_to_the_version_and_back_where_it_is_no_more(store):
    async with store.writing() as tables:
        await tables.articles.put([article(3, guild_id=ONE, stands_for=1)])
        await tables.hidden.hide(ONE, [1])
    assert await store.articles.shown_ids([1, 2, 3], guild_id=ONE) == {1: 3}
    assert await store.articles.shown_ids([1, 2, 3], guild_id=OTHER) == {}
    assert await store.articles.id_of("https://site.com/1", guild_id=ONE) == 3
    async with store.writing() as tables:
        await tables.articles.put([article(3, guild_id=ONE, stands_for=1, is_removed=True)])
        await tables.hidden.show(ONE, [1])
    assert await store.articles.shown_ids([1, 2, 3], guild_id=ONE) == {3: 1}
    assert await store.articles.id_of("https://site.com/1", guild_id=ONE) == 1


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("hide"), st.sampled_from((ONE, OTHER)), st.sets(st.integers(1, 4))),
        st.tuples(st.just("show"), st.sampled_from((ONE, OTHER)), st.sets(st.integers(1, 4))),
        st.tuples(st.just("put"), st.booleans(), st.integers(1, 4)),
        st.tuples(st.just("delete"), st.none(), st.integers(1, 4)),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whatever_is_hidden_and_stored_in_whatever_order_every_count_is_right(store, steps):
    async with store.writing() as tables:
        for kind, how, what in steps:
            if kind == "put":
                topic = "AI" if what % 2 else "Robots"
                await tables.articles.put([article(what, topic=topic, is_removed=how)])
            elif kind == "delete":
                await tables.articles.delete([what])
            else:
                there = {one.id for one in await tables.articles.after(0, limit=9)}
                change = tables.hidden.hide if kind == "hide" else tables.hidden.show
                await change(how, what & there)
            assert await tables.tallies.wrong() == []
