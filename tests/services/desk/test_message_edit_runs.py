"""Acts, edits, lost answers and deaths in any order: no message is touched twice for the same."""

import asyncio
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bot.services.share_editions
from bot.domain.article import MergedArticle, Statement
from bot.domain.delivery_event import Accepted
from bot.domain.edition import Edition, EditionStory
from bot.domain.failure import Failure
from bot.domain.heat import Heat
from bot.domain.message_edit import SETTLED_AFTER, Heeded, NotEdited
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.gateway.editing_message import is_up_to_date
from bot.render.digest_ids import edit_number, fill_in
from bot.render.edition import render_edition
from bot.render.edition_edit import edit_part
from bot.services.claim_message_edits import claim_message_edits
from bot.services.claim_posts import claim_posts
from bot.services.freeze_editions import freeze_editions
from bot.services.queue_now import queue_now
from bot.services.record_edit import record_edit
from bot.services.record_outcome import record_outcome
from bot.services.recover_edits import recover_edits
from bot.services.recover_posts import recover_posts
from bot.services.subscribe_channel import subscribe_channel
from bot.services.want_edits import want_edits
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import open_store

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
IDS = re.compile(r'"custom_id":"([^"]+)"')
FATES = ("taken", "lost", "lost in vain", "refused", "died", "died in vain")


@dataclass
class Discord:
    """Messages by channel as they are now, and how often each was touched, by number."""

    shown: dict = field(default_factory=dict)
    touched: dict = field(default_factory=dict)

    def put(self, channel_id, payload, edition_id, number):
        self.shown[channel_id] = fill_in(payload, edition_id, number).decode()

    def edit(self, edit):
        target = edit.target
        self.put(target.channel_id, edit.payload, target.edition_id, edit.number)
        self.touched.setdefault(target.channel_id, []).append(edit.number)

    def number(self, target):
        ids = IDS.findall(self.shown[target.channel_id])
        return edit_number(ids, target.edition_id, target.part)


class World:
    """Two servers with a channel each, two articles, and a process that may die."""

    def __init__(self, store):
        self.store = store
        self.now = START
        self.discord = Discord()
        self.retracted = set()
        self.acts = 0

    async def prepare(self, monkeypatch):
        await self.store.write(lambda tables: self._put(tables, {}))

        async def compose(_tables, _subscription, *, slot, due):
            articles = await self.store.articles.by_ids([1, 2], guild_id=None)
            stories = tuple(EditionStory(one, one.id, Heat()) for one in articles)
            return Edition(slot, due, "new", stories, watermark=9)

        monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)
        for guild_id in (10, 20):
            draft = SubscriptionDraft(guild_id, guild_id + 1, "text", policy=Policy())
            subscription = await subscribe_channel(self.store, draft, now=self.now)
            await queue_now(self.store, subscription.id, guild_id=guild_id, now=self.now)
        await freeze_editions(self.store, render_edition, now=self.now)

    async def _put(self, tables, titles):
        told = []
        for number in (1, 2):
            title = titles.get(number, f"Title {number}")
            url = f"https://site.com/{number}"
            stated = Statement(url, url, title, START, is_own=True, domain="site.com")
            merged = MergedArticle(stated, topics_inferred=False)
            told.append(NumberedArticle(number, merged, article_digest(merged)))
        await tables.articles.put(told)

    async def act(self, guild_id, article_id):
        """A server retracts an article, or restores it."""
        self.acts += 1
        place = guild_id, article_id
        self.retracted ^= {place}

        async def work(tables):
            change = tables.hidden.hide if place in self.retracted else tables.hidden.show
            await change(guild_id, [article_id])
            await want_edits(tables, guild_id, [article_id], self.now)

        await self.store.write(work)

    async def post(self, fate):
        """Post what is due."""
        for post in await claim_posts(self.store, now=self.now, limit=9, render=edit_part):
            self.discord.put(post.channel_id, post.payload, post.edition_id, post.edit)
            if fate.startswith("died"):
                await recover_posts(self.store, now=self.now)
            else:
                await record_outcome(self.store, post.id, Accepted(post.channel_id))

    async def edit(self, fate):
        """Edit what is to be edited, as an editor does; the last one ends so."""
        edits = await claim_message_edits(self.store, edit_part, now=self.now, limit=9)
        for at, edit in enumerate(edits):
            await self._edit(edit, fate if at == len(edits) - 1 else "taken")
        if fate.startswith("died"):
            await recover_edits(self.store, now=self.now)

    async def _edit(self, edit, fate):
        target = edit.target
        borne = self.discord.number(target) if target.edit.must_read else None
        event = Heeded(edit.number, edit.number, edit.shown, self.now)
        if borne is not None and is_up_to_date(edit, borne):
            event = Heeded(edit.number, borne, edit.shown, self.now)
        elif fate == "refused":
            event = NotEdited(edit.number, Failure(429, retry_after=1), self.now, 0.5)
        elif fate.endswith("in vain"):
            event = NotEdited(edit.number, Failure(None), self.now, 0.5)
        else:
            self.discord.edit(edit)
            if fate == "lost":
                event = NotEdited(edit.number, Failure(502), self.now, 0.5)
        if not fate.startswith("died"):
            await record_edit(self.store, target.edit.outbox_id, event)

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)

    async def settle(self):
        """Live on until nothing is left to be done."""
        for _ in range(30):
            await self.post("taken")
            await self.edit("taken")
            self.wait(SETTLED_AFTER.total_seconds() * 4)

    def struck(self, channel_id):
        """The articles that a channel's message has struck through."""
        said = json.loads(self.discord.shown[channel_id])
        return set(re.findall(r"~~Title ([12])~~", json.dumps(said)))


@pytest.fixture
def worlds(tmp_path_factory, empty_database, monkeypatch):
    def run(work):
        path = tmp_path_factory.mktemp("world") / "newsdesk.db"
        path.write_bytes(empty_database)

        async def main():
            async with open_store(path) as store:
                world = World(store)
                await world.prepare(monkeypatch)
                await work(world)

        asyncio.run(main())

    return run


STEPS = st.one_of(
    st.tuples(st.just("act"), st.sampled_from((10, 20)), st.sampled_from((1, 2))),
    st.tuples(st.just("edit"), st.sampled_from(FATES)),
    st.tuples(st.just("post"), st.sampled_from(("taken", "taken", "died"))),
    st.tuples(st.just("wait"), st.sampled_from((1, 20, 200))),
)


@given(steps=st.lists(STEPS, max_size=25))
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_each_message_says_in_the_end_what_is_so_and_bears_no_number_twice(worlds, steps):
    async def work(world):
        for name, *values in steps:
            done = getattr(world, name)(*values)
            if done is not None:
                await done
        await world.settle()
        for guild_id in (10, 20):
            channel_id = guild_id + 1
            retracted = {str(article) for guild, article in world.retracted if guild == guild_id}
            assert world.struck(channel_id) == retracted
            numbers = world.discord.touched.get(channel_id, [])
            assert numbers == sorted(set(numbers))
            assert len(numbers) <= world.acts
        left = "SELECT count(*) FROM message_edits WHERE state <> 'done'"
        assert await world.store.outbox._connection.value(left) == 0

    worlds(work)


def test_one_act_is_one_touch_whatever_goes_wrong(worlds):
    async def work(world):
        await world.post("taken")
        await world.act(10, 1)
        for fate in FATES:
            await world.edit(fate)
            world.wait(3600)
        await world.settle()
        assert world.discord.touched == {11: [1]}

    worlds(work)
