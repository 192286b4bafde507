"""Whatever servers rule, and whatever comes and goes: each has its stories, and no other's."""

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import MergedArticle, Statement
from bot.domain.desk_act import Press, Refusal
from bot.domain.desk_ruling import Rule
from bot.domain.desk_state import Desk, Undo, apply_act, decide
from bot.domain.story_ruling import StoryRuling, Verdict
from bot.services.group_stories import group_stories
from bot.services.index_entry import index_entry
from bot.services.project_rulings import project_rulings
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import open_store

GUILDS = (7, 8)
TITLES = (
    "Acme buys the robot maker Robo for $2 billion",
    "Robot maker Robo bought by Acme for $2bn",
    "Acme drops plan to buy the robot maker Robo",
    "Zeta sells weather satellites to Chippy",
    "Chippy gets the weather satellites of Zeta",
)
BEGINS = datetime(2019, 11, 27, tzinfo=UTC)
_NUMBERS = st.integers(1, 9)
ARTICLE = st.tuples(
    st.sampled_from(TITLES),
    st.integers(0, 3),
    st.integers(0, 2),
    st.sampled_from(("Axios", "Wired", "")),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), _NUMBERS, ARTICLE),
        st.tuples(st.just("own"), _NUMBERS, st.sampled_from(GUILDS), ARTICLE),
        st.tuples(st.just("version"), _NUMBERS, st.sampled_from(GUILDS), ARTICLE),
        st.tuples(st.just("remove"), _NUMBERS),
        st.tuples(
            st.just("rule"),
            st.sampled_from(GUILDS),
            _NUMBERS,
            _NUMBERS,
            st.sampled_from((Verdict.SAME, Verdict.APART)),
        ),
        st.tuples(st.just("undo"), st.sampled_from(GUILDS), st.integers(1, 6)),
        st.just(("group",)),
    ),
    max_size=14,
)


def key(number):
    return f"https://site.com/{number}"


class World:
    """An archive with the desks of two servers."""

    def __init__(self, store, *, has_desks=True):
        self.store = store
        self.has_desks = has_desks
        self.desks = dict.fromkeys(GUILDS, Desk())

    async def take(self, step):
        kind, *rest = step
        await getattr(self, f"_{kind}")(*rest)

    async def _group(self):
        await group_stories(self.store, batch=2)

    async def _put(self, number, article, *, guild_id=0, stands_for=None, is_removed=False):
        title, quality, day, provider = article
        statement = Statement(
            key(number),
            key(number),
            title,
            BEGINS + timedelta(days=day),
            is_own=True,
            quality=quality,
            provider=provider,
            is_removed=is_removed,
        )
        merged = MergedArticle(statement, topics_inferred=False)
        row = NumberedArticle(
            number + 100 * guild_id, merged, article_digest(merged), guild_id, stands_for
        )

        async def work(tables):
            await tables.articles.put([row])
            if is_removed:
                await tables.indexing.delete([row.id])
            else:
                await tables.indexing.put([index_entry(row.id, statement)])

        await self.store.write(work)

    async def _own(self, number, guild_id, article):
        # Under a number that no shared article has, so that it is no version.
        await self._put(number + 10, article, guild_id=guild_id)

    async def _version(self, number, guild_id, article):
        if await self.store.articles.by_ids([number], guild_id=None):
            await self._put(number, article, guild_id=guild_id, stands_for=number)

    async def _remove(self, number):
        if await self.store.articles.by_ids([number], guild_id=None):
            await self._put(number, (TITLES[0], 0, 0, ""), is_removed=True)

    async def _rule(self, guild_id, one, other, verdict):
        if one != other:
            await self._act(guild_id, Rule((StoryRuling(key(one), key(other), verdict),)))

    async def _undo(self, guild_id, number):
        await self._act(guild_id, Undo(number))

    async def _act(self, guild_id, deed):
        act = decide(self.desks[guild_id], deed, Press(1, BEGINS))
        if not self.has_desks or isinstance(act, Refusal):
            return
        self.desks[guild_id] = apply_act(self.desks[guild_id], act)
        await self.store.write(lambda tables: project_rulings(tables, guild_id, act.changes))

    async def stories(self, guild_id):
        """Which story a server reads of each article, whether it sees it or not."""
        rows = await self.store.reports.get(range(1, 1000))
        ids = [row.article_id for row in rows if row.guild_id in {0, guild_id or 0}]
        return await self.store.stories.of(ids, guild_id=guild_id)

    async def regroup(self):
        async with self.store.writing() as tables:
            await tables.unplaced.regroup()
        await group_stories(self.store)


def in_world(tmp_path_factory, empty_database, work, **options):
    path = tmp_path_factory.mktemp("own") / "news.db"
    path.write_bytes(empty_database)

    async def run():
        async with open_store(path) as store:
            return await work(World(store, **options))

    return asyncio.run(run())


FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@given(steps=STEPS)
@FEW
def test_however_it_came_about_a_servers_stories_are_as_if_all_were_placed_anew(
    tmp_path_factory, empty_database, steps
):
    async def work(world):
        for step in steps:
            await world.take(step)
        await group_stories(world.store)
        assert await world.store.inspection.misplaced(limit=5) == (0, ())
        kept = [await world.stories(guild) for guild in (None, *GUILDS)]
        await world.regroup()
        assert kept == [await world.stories(guild) for guild in (None, *GUILDS)]

    in_world(tmp_path_factory, empty_database, work)


@given(steps=STEPS, guild=st.sampled_from(GUILDS))
@FEW
def test_what_one_server_rules_changes_nothing_for_another(
    tmp_path_factory, empty_database, steps, guild
):
    def of_others(step):
        return step[0] not in {"rule", "undo"} or step[1] != guild

    async def told(world):
        for step in steps:
            if world.has_desks or of_others(step):
                await world.take(step)
        await group_stories(world.store)
        others = [None, *(other for other in GUILDS if other != guild)]
        return [await world.stories(other) for other in others]

    async def without(world):
        world.has_desks = True
        for step in filter(of_others, steps):
            await world.take(step)
        await group_stories(world.store)
        others = [None, *(other for other in GUILDS if other != guild)]
        return [await world.stories(other) for other in others]

    assert in_world(tmp_path_factory, empty_database, told) == in_world(
        tmp_path_factory, empty_database, without
    )


@given(steps=STEPS)
@FEW
def test_what_a_server_ruled_holds_and_what_it_has_undone_leaves_nothing(
    tmp_path_factory, empty_database, steps
):
    async def work(world):
        for step in steps:
            await world.take(step)
        await group_stories(world.store)
        for guild in GUILDS:
            stories = await world.stories(guild)
            last = next(
                (s for s in reversed(steps) if s[0] in {"rule", "undo"} and s[1] == guild), None
            )
            if last and last[0] == "rule" and last[2] != last[3] and {*last[2:4]} <= stories.keys():
                is_one = stories[last[2]] == stories[last[3]]
                assert is_one is (last[4] is Verdict.SAME)
            acts = sorted(world.desks[guild].acts, reverse=True)
            for number in acts:
                await world.take(("undo", guild, number))
        await group_stories(world.store)
        shared = await world.stories(None)
        for guild in GUILDS:
            stories = await world.stories(guild)
            assert {i: stories[i] for i in shared} == shared

    in_world(tmp_path_factory, empty_database, work)
