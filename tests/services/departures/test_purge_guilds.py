"""What servers left that have gone is deleted after thirty days, and nothing else."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.services.compare_guilds import compare_guilds, welcome_guild
from bot.services.group_stories import group_stories
from bot.services.leave_guild import leave_guild
from bot.services.purge_guilds import KEPT, purge_guilds
from bot.services.replay_desks import replay_desks
from bot.storage.database import Connection
from bot.storage.guild_rows import _DERIVED, _LOG

TABLES = """\
articles desk_acts desk_conflicts desk_records desk_settings desk_subjects hidden_articles notices
own_stories result_lists review_cards story_rulings submissions subscriptions tallies topic_aliases
weights"""
DEEDS = """\
settle channel
publish own-one own-two
publish_for_all own-one own-two
edit alpha own-one
retract beta own-two
restore own-two
weigh gamma
merge gamma delta
alias name
suggest one two
approve it
reject it
block member
ask gamma
post edition
post edition"""


class DeathError(BaseException):
    """The process is killed; what it has not committed is undone."""


async def live_fully(life, tools):
    """All that leaves traces, in each of three servers."""
    for line in DEEDS.splitlines():
        deed, *slugs = line.split()
        for guild_id in (tools.gone, tools.other, tools.third):
            for slug in slugs:
                await life.do(guild_id, deed, slug)
    # As if a file had changed; a doctor would find that none has.
    await life.do(tools.gone, "conflict", "alpha")


async def leave(store, tools, *guild_ids):
    for guild_id in guild_ids:
        await leave_guild(store, guild_id, now=tools.start)


def later(tools, days=30):
    return tools.start + timedelta(days=days, seconds=1)


def test_nothing_of_the_server_is_left_in_any_table(lives, tools):
    async def work(life, path):
        await live_fully(life, tools)
        assert {f"{table}.guild_id" for table in TABLES.split()} <= tools.trace(path, tools.gone)
        await leave(life.store, tools, tools.gone)
        assert await purge_guilds(life.store, now=later(tools)) == 1
        assert tools.trace(path, tools.gone) == set()
        assert await tools.problems(life.store) == []

    lives(work)


def test_every_table_that_tells_servers_apart_is_looked_at(lives, tools):
    """Whoever adds one has to say when its rows go."""
    handled = {"articles", "departures", "hidden_articles", "subscriptions", *_DERIVED, *_LOG}

    async def work(_life, path):
        assert set(tools.rows(path, tools.gone)) == handled

    lives(work)


def test_other_servers_keep_their_rows_and_read_what_they_read(lives, tools):
    async def work(life, path):
        await live_fully(life, tools)
        before = [tools.rows(path, each) for each in (tools.other, tools.third)]
        read = [await tools.read(life.store, each) for each in (tools.other, tools.third, 0)]
        await leave(life.store, tools, tools.gone)
        await purge_guilds(life.store, now=later(tools))
        await group_stories(life.store)
        assert [tools.rows(path, each) for each in (tools.other, tools.third)] == before
        assert [
            await tools.read(life.store, each) for each in (tools.other, tools.third, 0)
        ] == read

    lives(work)


def test_what_a_trusted_server_did_for_all_stays_without_who_did_it(lives, tools):
    async def work(life, _path):
        await life.do(tools.gone, "publish_for_all", "own-one")
        (before,) = await life.store.desk_acts.newest(0, limit=5)
        await leave(life.store, tools, tools.gone)
        await purge_guilds(life.store, now=later(tools))
        (act,) = await life.store.desk_acts.newest(0, limit=5)
        assert (act.press.by, act.press.token, act.changes) == (0, "", before.changes)
        assert await tools.problems(life.store) == []

    lives(work)


def test_nothing_is_deleted_before_thirty_days(lives, tools):
    async def work(life, path):
        await live_fully(life, tools)
        await leave(life.store, tools, tools.gone)
        before = tools.rows(path, tools.gone)
        assert await purge_guilds(life.store, now=tools.start + KEPT - timedelta(seconds=1)) == 0
        assert tools.rows(path, tools.gone) == before

    lives(work)


def test_one_that_returns_keeps_all(lives, tools):
    async def work(life, path):
        await live_fully(life, tools)
        await leave(life.store, tools, tools.gone)
        await welcome_guild(life.store, tools.gone)
        before = tools.rows(path, tools.gone)
        assert await purge_guilds(life.store, now=later(tools, 90)) == 0
        assert tools.rows(path, tools.gone) == before
        assert before["departures"] == []

    lives(work)


def test_who_left_or_returned_while_the_bot_was_down_is_found_at_its_start(lives, tools):
    async def work(life, _path):
        await live_fully(life, tools)
        present = {tools.other, tools.third}
        assert await compare_guilds(life.store, present, now=tools.start) == {tools.gone}
        assert await compare_guilds(life.store, present, now=later(tools, 1)) == {tools.gone}
        assert await life.store.departures.before(tools.start) == [tools.gone]
        await compare_guilds(life.store, {*present, tools.gone}, now=later(tools))
        assert await purge_guilds(life.store, now=later(tools, 90)) == 0

    lives(work)


@pytest.fixture
def dying(monkeypatch):
    """Die after so many changes from now on, None for never."""
    left = None
    change = Connection.run

    async def mortal(self, sql, values=()):
        nonlocal left
        if left is not None and not sql.startswith(("PRAGMA", "BEGIN")):
            left -= 1
            if left < 0:
                raise DeathError
        return await change(self, sql, values)

    def after(changes):
        nonlocal left
        left = changes

    monkeypatch.setattr(Connection, "run", mortal)
    return after


def test_killed_in_between_it_goes_on_and_forgets_that_the_server_has_gone_last(
    lives, tools, dying, monkeypatch
):
    monkeypatch.setattr("bot.services.purge_guilds._AT_A_TIME", 1)

    async def work(life, path):
        await live_fully(life, tools)
        before = [tools.rows(path, each) for each in (tools.other, tools.third)]
        await leave(life.store, tools, tools.gone)
        deaths = 0
        for changes in (*range(60), None):
            dying(changes)
            try:
                await purge_guilds(life.store, now=later(tools))
            except DeathError:
                deaths += 1
                if tools.trace(path, tools.gone):
                    assert "departures.guild_id" in tools.trace(path, tools.gone)
        assert deaths > 5
        assert tools.trace(path, tools.gone) == set()
        await group_stories(life.store)
        assert await tools.problems(life.store) == []
        assert [tools.rows(path, each) for each in (tools.other, tools.third)] == before

    lives(work)


def test_a_return_in_mid_purge_ends_it_and_a_replay_mends_what_was_deleted(
    lives, tools, dying, monkeypatch
):
    monkeypatch.setattr("bot.services.purge_guilds._AT_A_TIME", 1)

    async def work(life, path):
        await live_fully(life, tools)
        await leave(life.store, tools, tools.gone)
        dying(20)
        with pytest.raises(DeathError):
            await purge_guilds(life.store, now=later(tools))
        dying(None)
        await welcome_guild(life.store, tools.gone)
        assert await purge_guilds(life.store, now=later(tools)) == 0
        # The log is there, of which all else can be made.
        await replay_desks(life.store, now=later(tools))
        assert await tools.problems(life.store) == []
        assert "departures.guild_id" not in tools.trace(path, tools.gone)
        assert "articles.guild_id" in tools.trace(path, tools.gone)

    lives(work)


@given(
    deeds=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(0, 6)), max_size=30)
)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_servers_did_only_the_one_that_has_gone_is_deleted(lives, tools, deeds):
    guilds = (tools.gone, tools.other, tools.third)

    async def work(life, path):
        for guild, deed, slug in deeds:
            named = tools.deeds[deed % len(tools.deeds)]
            await life.do(guilds[guild], named, tools.slugs[slug])
        await group_stories(life.store)
        rows = [tools.rows(path, each) for each in guilds[1:]]
        read = [await tools.read(life.store, each) for each in (*guilds[1:], 0)]
        await leave(life.store, tools, tools.gone)
        await purge_guilds(life.store, now=later(tools))
        await group_stories(life.store)
        assert tools.trace(path, tools.gone) == set()
        assert [tools.rows(path, each) for each in guilds[1:]] == rows
        assert [await tools.read(life.store, each) for each in (*guilds[1:], 0)] == read
        assert await tools.problems(life.store) == []

    lives(work)
