"""Which posted messages an act has edited, and what they should say then."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

import bot.services.share_editions
from bot.domain.article_draft import ArticleDraft
from bot.domain.delivery_event import Accepted
from bot.domain.edition import Edition, EditionStory
from bot.domain.heat import Heat
from bot.domain.message_edit import Heeded
from bot.domain.newsroom import Newsroom
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.domain.url import read_address
from bot.render.edition import render_edition
from bot.render.edition_edit import edit_part
from bot.services.claim_message_edits import claim_message_edits
from bot.services.claim_posts import claim_posts
from bot.services.edit_article import edit_article
from bot.services.freeze_editions import freeze_editions
from bot.services.publish_article import publish_article
from bot.services.queue_now import queue_now
from bot.services.record_edit import record_edit
from bot.services.record_outcome import record_outcome
from bot.services.retract_article import restore_article, retract_article
from bot.services.subscribe_channel import subscribe_channel
from bot.services.undo_act import undo_act

PUBLISHED = datetime(2026, 11, 1, tzinfo=UTC)
ONE, TRUSTED = Newsroom(1), Newsroom(7, is_trusted=True)


class Press:
    """Posts editions of given articles in channels of servers, and edits them like an editor."""

    def __init__(self, store, now):
        self.store = store
        self.now = now
        self.told = ()
        self.channels = {}
        self.texts = {}
        self.touched = []

    async def compose(self, _tables, subscription, *, slot, due):
        articles = await self.store.articles.by_ids(self.told, guild_id=subscription.guild_id)
        stories = tuple(EditionStory(article, article.id, Heat()) for article in articles)
        return Edition(slot, due, "new", stories, watermark=1000)

    async def order(self, guild_id, told):
        """An edition for a new channel of the server, not posted yet; the channel."""
        self.told = told
        channel_id = 100 + len(self.channels)
        draft = SubscriptionDraft(guild_id, channel_id, "text", policy=Policy(stories=15))
        subscription = await subscribe_channel(self.store, draft, now=self.now)
        self.channels[channel_id] = guild_id
        await queue_now(self.store, subscription.id, guild_id=guild_id, now=self.now)
        await freeze_editions(self.store, render_edition, now=self.now)
        return channel_id

    async def post(self):
        """Post all that is due."""
        while claimed := await claim_posts(self.store, now=self.now, limit=47, render=edit_part):
            for post in claimed:
                self.texts[post.channel_id] = text_of(post.payload)
                await record_outcome(self.store, post.id, Accepted(post.channel_id))

    async def edit(self):
        """Edit all that is to be edited; the channels that were touched."""
        touched = []
        while edits := await claim_message_edits(self.store, edit_part, now=self.now, limit=20):
            for edit in edits:
                channel_id = edit.target.channel_id
                touched.append(channel_id)
                self.texts[channel_id] = text_of(edit.payload)
                heeded = Heeded(edit.number, edit.number, edit.shown, self.now)
                await record_edit(self.store, edit.target.edit.outbox_id, heeded)
        return touched


def text_of(payload):
    def walk(components):
        for each in components:
            yield each.get("content", "")
            yield from walk(each.get("components", ()))

    return "\n".join(walk(json.loads(payload)["components"]))


def draft_of(slug, **fields):
    address = read_address(f"https://site.com/{slug}")
    told = {"title": f"Title of {slug}", "published": PUBLISHED, "domain": "site.com"} | fields
    return ArticleDraft(**{"key": address.key, "url": address.shown} | told)


@pytest.fixture
def desk_press(store, press, monkeypatch):
    made = Press(store, press().at + timedelta(days=1))
    monkeypatch.setattr(bot.services.share_editions, "compose_edition", made.compose)
    return made


@pytest.fixture
def shared(store, press):
    """The ids of so many articles of the archive that all share."""
    slugs = count()

    async def make(number=1):
        made = []
        for _ in range(number):
            draft = draft_of(f"story-{next(slugs)}")
            done = await publish_article(store, TRUSTED, draft, press=press())
            made.append(done.article.id)
        return made

    return make


async def test_a_retraction_for_all_reaches_the_messages_of_all_servers(
    store, press, desk_press, shared
):
    first, other = await shared(2)
    channels = [await desk_press.order(guild_id, [first, other]) for guild_id in (1, 2, 7)]
    alone = await desk_press.order(1, [other])
    await desk_press.post()
    await retract_article(store, TRUSTED, first, press=press(why="not true"))
    assert await desk_press.edit() == channels
    assert all("-# Retracted: not true" in desk_press.texts[each] for each in channels)
    assert "Retracted" not in desk_press.texts[alone]


async def test_a_servers_own_retraction_reaches_its_messages_alone(
    store, press, desk_press, shared
):
    (article,) = await shared()
    own, other = [await desk_press.order(guild_id, [article]) for guild_id in (1, 2)]
    await desk_press.post()
    await retract_article(store, ONE, article, press=press(why="off topic"))
    assert await desk_press.edit() == [own]
    assert "~~" in desk_press.texts[own]
    assert "~~" not in desk_press.texts[other]


async def test_a_restored_story_is_as_it_was_posted(store, press, desk_press, shared):
    (article,) = await shared()
    channel = await desk_press.order(1, [article])
    await desk_press.post()
    before = desk_press.texts[channel]
    done = await retract_article(store, ONE, article, press=press(why="off topic"))
    await desk_press.edit()
    await restore_article(store, ONE, done.article.id, press=press())
    assert await desk_press.edit() == [channel]
    assert desk_press.texts[channel] == before


async def test_a_servers_correction_shows_in_its_messages_and_goes_with_its_undo(
    store, press, desk_press, shared
):
    (article,) = await shared()
    own, other = [await desk_press.order(guild_id, [article]) for guild_id in (1, 2)]
    await desk_press.post()
    before = desk_press.texts[own]
    was = draft_of("story-0")
    now = draft_of("story-0", title="Corrected", url="https://better.com/story")
    done = await edit_article(store, ONE, article, was, now, press=press())
    assert await desk_press.edit() == [own]
    assert "### Corrected\n-# [site.com](https://better.com/story)" in desk_press.texts[own]
    await undo_act(store, ONE, done.desk_id, done.act.number, press=press())
    assert await desk_press.edit() == [own]
    assert desk_press.texts[own] == before
    assert desk_press.texts[other] == before


async def test_a_servers_own_version_holds_where_the_shared_one_is_corrected(
    store, press, desk_press, shared
):
    (article,) = await shared()
    own, other = [await desk_press.order(guild_id, [article]) for guild_id in (1, 2)]
    await desk_press.post()
    was = draft_of("story-0")
    await edit_article(store, ONE, article, was, draft_of("story-0", title="Ours"), press=press())
    await desk_press.edit()
    await edit_article(
        store, TRUSTED, article, was, draft_of("story-0", title="New"), press=press()
    )
    assert await desk_press.edit() == [other]
    assert "Ours" in desk_press.texts[own]
    assert "New" in desk_press.texts[other]


async def test_what_was_posted_with_a_servers_version_follows_the_retraction_of_the_shared_one(
    store, press, desk_press, shared
):
    (article,) = await shared()
    was, now = draft_of("story-0"), draft_of("story-0", title="Ours")
    done = await edit_article(store, ONE, article, was, now, press=press())
    channel = await desk_press.order(1, [done.article.id])
    await desk_press.post()
    assert "Ours" in desk_press.texts[channel]
    await undo_act(store, ONE, done.desk_id, done.act.number, press=press())
    await desk_press.edit()
    assert "### Title of story" in desk_press.texts[channel]
    await retract_article(store, TRUSTED, article, press=press(why="false"))
    await desk_press.edit()
    assert "-# Retracted: false" in desk_press.texts[channel]


async def test_what_a_message_does_not_show_has_it_untouched(store, press, desk_press, shared):
    (article,) = await shared()
    await desk_press.order(1, [article])
    await desk_press.post()
    was, now = draft_of("story-0"), draft_of("story-0", locale="en-gb", topics=("AI",))
    await edit_article(store, TRUSTED, article, was, now, press=press())
    assert await desk_press.edit() == []


async def test_a_part_that_waits_to_be_posted_is_made_anew(store, press, desk_press, shared):
    first, other = await shared(2)
    channel = await desk_press.order(1, [first, other])
    await retract_article(store, ONE, first, press=press(why="off topic"))
    await desk_press.post()
    assert "-# Retracted: off topic" in desk_press.texts[channel]


async def test_what_is_retracted_while_an_edition_is_composed_is_not_in_it(
    store, press, desk_press, shared, monkeypatch
):
    first, other = await shared(2)

    async def compose(*arguments, **named):
        edition = await desk_press.compose(*arguments, **named)
        await retract_article(store, TRUSTED, first, press=press(why="false"))
        monkeypatch.setattr(bot.services.share_editions, "compose_edition", desk_press.compose)
        return edition

    monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)
    channel = await desk_press.order(1, [first, other])
    await desk_press.post()
    assert channel not in desk_press.texts
    desk_press.now += timedelta(minutes=1)
    await freeze_editions(store, render_edition, now=desk_press.now)
    await desk_press.post()
    assert "story-0" not in desk_press.texts[channel]
    assert "story-1" in desk_press.texts[channel]
    assert await desk_press.edit() == []


async def test_a_server_that_hides_an_article_meanwhile_gets_an_edition_without_it(
    store, press, desk_press, shared, monkeypatch
):
    first, other = await shared(2)

    async def compose(*arguments, **named):
        edition = await desk_press.compose(*arguments, **named)
        await retract_article(store, ONE, first, press=press(why="off topic"))
        monkeypatch.setattr(bot.services.share_editions, "compose_edition", desk_press.compose)
        return edition

    monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)
    channel = await desk_press.order(1, [first, other])
    desk_press.now += timedelta(minutes=1)
    await freeze_editions(store, render_edition, now=desk_press.now)
    await desk_press.post()
    assert "story-0" not in desk_press.texts[channel]
