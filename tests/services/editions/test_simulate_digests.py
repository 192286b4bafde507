"""Simulated editions over archives and policies of all kinds: what holds in each of them."""

import tempfile
from collections import Counter
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.edition import Exclusion
from bot.domain.lead import provider_of
from bot.domain.simulation import Simulation
from bot.domain.subscription import Policy, Timing
from bot.domain.words import fold_words
from bot.render.editions_listing import edition_json
from bot.services.simulate_digests import simulate_digests
from bot.storage.arrivals import Listing
from bot.storage.store import open_store

FIRST = date(2019, 12, 2)
DAYS = 4
USUAL = Policy()
TOPICS = ("AI", "Robots", "Drones")
WORDS = ("quasar", "nimbus", "tromso", "harbour", "lantern", "velvet", "drones", "orchard")

subjects = st.lists(st.sampled_from(WORDS), min_size=2, max_size=5).map(" ".join)
articles = st.fixed_dictionaries(
    {
        # From four days before the first edition to a day after the last.
        "hours": st.integers(-24, 24 * 8),
        "title": subjects.map(str.title),
        "excerpt": subjects,
        "provider": st.sampled_from(("Wire", "Post", "YAHOO!", "Times", "Blog")),
        "quality": st.integers(0, 200),
        "topics": st.lists(st.sampled_from(TOPICS), unique=True, max_size=2).map(tuple),
        "is_removed": st.sampled_from((False, False, False, True)),
    }
)
archives = st.lists(articles, min_size=10, max_size=40).map(
    lambda made: dict(enumerate(made, start=1))
)
policies = st.builds(
    Policy,
    topics=st.lists(st.sampled_from(TOPICS), unique=True, max_size=2).map(tuple),
    stories=st.integers(1, 6),
    per_provider=st.integers(1, 3),
    least_quality=st.integers(0, 80),
    include=st.lists(st.sampled_from(WORDS), max_size=1).map(tuple),
    exclude=st.lists(subjects, max_size=2).map(tuple),
    from_archive=st.booleans(),
)
SLOW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def simulated(archive_with, archive_in):
    """The editions of some days over an archive, with what lists what in it."""

    async def run(contents, policy=USUAL, *, listings=(), days=DAYS, **timing):
        async with archive_with(contents) as archive, archive_in() as store:
            known = [one for one in listings if {one.article_id, one.listed_id} <= set(contents)]
            await archive.write(lambda tables: tables.arrivals.put_listings(known))
            simulation = Simulation(policy, Timing(**timing), FIRST, days)
            return [day async for day in simulate_digests(archive, store, simulation)]

    return run


@pytest.fixture
def archive_in(empty_database):
    """An empty store in a folder of its own."""

    @asynccontextmanager
    async def make():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "replay.db"
            path.write_bytes(empty_database)
            async with open_store(path) as store:
                yield store

    return make


def shown(story):
    return (story.article, *story.also, *story.related)


def text_of(article):
    return f" {' '.join(fold_words(article.title))} | {' '.join(fold_words(article.excerpt))} "


@SLOW
@given(contents=archives, policy=policies)
def test_budget_and_caps_hold_and_nothing_is_told_twice(contents, policy, simulated, run):
    told = set()
    for day in run(simulated(contents, policy)):
        stories = day.edition.stories
        assert len(stories) <= policy.stories
        providers = Counter(provider_of(story.article) for story in stories)
        assert max(providers.values(), default=0) <= policy.per_provider
        urls = [article.url for story in stories for article in shown(story)]
        assert len(urls) == len(set(urls))
        assert told.isdisjoint(urls)
        told.update(urls)


@SLOW
@given(contents=archives, policy=policies)
def test_what_is_shown_is_out_not_retracted_and_wanted(contents, policy, simulated, run):
    listings = [Listing(one, other, other) for one in contents for other in contents if one < other]
    removed = {f"https://site{n}.com/a" for n, fields in contents.items() if fields["is_removed"]}
    for day in run(simulated(contents, policy, listings=listings)):
        for story in day.edition.stories:
            lead = story.article
            assert lead.quality >= policy.least_quality
            assert not policy.topics or set(policy.topics) & set(lead.topics)
            assert not policy.include or any(f" {w} " in text_of(lead) for w in policy.include)
            assert all(lead.published < other.published for other in story.related)
            for article in shown(story):
                assert article.published <= day.edition.due
                assert article.url not in removed
                assert not any(f" {phrase} " in text_of(article) for phrase in policy.exclude)


@SLOW
@given(contents=archives, policy=policies)
def test_every_article_that_arrived_is_shown_or_has_one_reason_that_is_true(
    contents, policy, simulated, run
):
    before = datetime.min.replace(tzinfo=UTC)
    dues = set()
    for day in run(simulated(contents, replace(policy, from_archive=False))):
        edition = day.edition
        visible = {article.url for story in edition.stories for article in shown(story)}
        left = {one.url: one for one in edition.left_out}
        assert len(left) == len(edition.left_out) == edition.left_out_total
        assert visible.isdisjoint(left)
        if edition.source == "new":
            arrived = {
                f"https://site{n}.com/a"
                for n, fields in contents.items()
                if before
                < datetime(2019, 12, 5, 12, tzinfo=UTC) - timedelta(hours=fields["hours"])
                <= edition.due
            }
            assert left.keys() <= arrived <= visible | left.keys()
        for one in edition.left_out:
            _check(one, edition, policy, contents, dues)
        before = edition.due
        dues.add(edition.due)


def _check(left, edition, policy, contents, dues):
    """That the reason is true of the article."""
    fields = contents[int(left.url.removeprefix("https://site").split(".")[0])]
    words = " ".join(fold_words(fields["title"])), " ".join(fold_words(fields["excerpt"]))
    text = f" {words[0]} | {words[1]} "
    providers = Counter(provider_of(story.article) for story in edition.stories)
    truths = {
        Exclusion.RETRACTED: fields["is_removed"],
        Exclusion.TOPIC: not set(policy.topics) & set(fields["topics"]),
        Exclusion.EXCLUDED_WORD: any(f" {phrase} " in text for phrase in policy.exclude),
        Exclusion.NO_INCLUDED_WORD: not any(f" {word} " in text for word in policy.include),
        Exclusion.LOW_QUALITY: fields["quality"] < policy.least_quality,
        Exclusion.OVER_BUDGET: len(edition.stories) == policy.stories,
        Exclusion.PROVIDER_CAP: providers[left.detail.casefold()] == policy.per_provider,
        Exclusion.SEEN: left.seen_at in dues,
        Exclusion.SAME_STORY: bool(edition.stories),
    }
    assert truths[left.exclusion]
    if left.exclusion is not Exclusion.RETRACTED:
        assert not fields["is_removed"]


@SLOW
@given(contents=archives, policy=policies, cut=st.integers(0, DAYS - 1))
def test_what_comes_later_changes_no_edition_before_it(contents, policy, cut, simulated, run):
    listings = [Listing(one, other, other) for one in contents for other in contents if one < other]
    whole = run(simulated(contents, policy, listings=listings))
    due = whole[cut].edition.due
    hours = (datetime(2019, 12, 5, 12, tzinfo=UTC) - due) / timedelta(hours=1)
    known = {n: fields for n, fields in contents.items() if fields["hours"] >= hours}
    part = run(simulated(known, policy, listings=listings, days=cut + 1))
    assert [edition_json(day) for day in part] == [edition_json(day) for day in whole[: cut + 1]]


async def test_the_same_archive_gives_the_same_editions_every_time(simulated):
    contents = {n: {"hours": n, "provider": "Wire", "quality": 50} for n in range(1, 60)}
    first, second = [await simulated(contents) for _ in range(2)]
    assert list(map(edition_json, first)) == list(map(edition_json, second))


async def test_an_edition_is_due_at_its_time_on_the_clocks_of_its_zone(simulated):
    days = await simulated({}, days=2, at=time(7, 30), zone="Asia/Kolkata")
    assert [day.edition.due for day in days] == [
        datetime(2019, 12, 2, 2, tzinfo=UTC),
        datetime(2019, 12, 3, 2, tzinfo=UTC),
    ]


async def test_an_article_that_comes_out_on_the_minute_is_in(simulated):
    hours = (datetime(2019, 12, 5, 12, tzinfo=UTC) - datetime(2019, 12, 3, 9, tzinfo=UTC)) / (
        timedelta(hours=1)
    )
    days = await simulated({1: {"hours": hours}}, days=3)
    told = [[story.article.url for story in day.edition.stories] for day in days]
    assert told == [[], ["https://site1.com/a"], []]


async def test_what_people_ruled_holds_in_a_replay_too(archive_with, archive_in):
    contents = {1: {"hours": 80, "topics": ("Cobots",)}, 2: {"hours": 81}}
    async with archive_with(contents) as archive, archive_in() as store:
        async with archive.writing() as tables:
            await tables.topic_aliases.put("Tin Men", "Cobots", guild_id=None)
        simulation = Simulation(Policy(topics=("Tin Men",)), Timing(), FIRST, 1)
        days = [day async for day in simulate_digests(archive, store, simulation)]
    assert [story.article.url for story in days[0].edition.stories] == ["https://site1.com/a"]


async def test_an_archive_is_never_written(archive_with, archive_in):
    contents = {n: {"hours": 24 * n} for n in range(1, 8)}
    async with archive_with(contents) as archive, archive_in() as store:
        before = await archive.index.vocabulary(), await archive.articles.counts(guild_id=None)
        simulation = Simulation(Policy(), Timing(), FIRST, 2)
        assert [day async for day in simulate_digests(archive, store, simulation)]
        after = await archive.index.vocabulary(), await archive.articles.counts(guild_id=None)
        assert before == after
