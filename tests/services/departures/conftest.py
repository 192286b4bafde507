"""Servers that leave traces everywhere, and a look at what is stored of each."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.delivery_event import Accepted
from bot.domain.desk_act import Press, Weight
from bot.domain.newsroom import Newsroom
from bot.domain.search import SearchQuery
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.domain.url import read_address
from bot.render.edition import render_edition
from bot.services.alias_topic import alias_topic
from bot.services.ask_news import ask_news
from bot.services.check_archive import check_archive
from bot.services.claim_posts import claim_posts
from bot.services.complete import complete_query, complete_source, complete_topic
from bot.services.decide_submission import approve_submission, block_member, reject_submission
from bot.services.edit_article import edit_article
from bot.services.find_related import find_related
from bot.services.freeze_editions import freeze_editions
from bot.services.group_stories import group_stories
from bot.services.list_topics import list_topics
from bot.services.load_corpus import load_corpus
from bot.services.merge_stories import merge_stories
from bot.services.note_feedback import note_feedback
from bot.services.open_article import find_desk_article
from bot.services.publish_article import publish_article
from bot.services.queue_now import queue_now
from bot.services.read_queue import read_queue
from bot.services.read_status import read_status
from bot.services.read_trail import read_trail
from bot.services.record_outcome import record_outcome
from bot.services.retract_article import restore_article, retract_article
from bot.services.search_news import search_news
from bot.services.settle_desk import settle_channel, settle_roles
from bot.services.subscribe_channel import subscribe_channel
from bot.services.suggest_article import suggest_article
from bot.services.weigh import weigh
from bot.storage.store import open_store

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=2)
SHARED = ("alpha", "beta", "gamma", "delta")
OWN = ("own-one", "own-two", "own-three")
# As large as Discord's, so that no other number is taken for them.
GONE, OTHER, THIRD = 777_000_111_222_333_444, 888_000_111_222_333_444, 999_000_111_222_333_444

NAMES = {GONE: "the first", OTHER: "the second", THIRD: "the third"}


def key(slug):
    return read_address(f"https://site.com/{slug}").key


class Life:
    """What members, moderators and admins of servers do, one deed after the other."""

    def __init__(self, store):
        self.store = store
        self._numbers = count(1)

    @property
    def now(self):
        return START + timedelta(minutes=next(self._numbers))

    def press(self, why=""):
        number = next(self._numbers)
        return Press(5000 + number % 3, START + timedelta(minutes=number), why, f"press {number}")

    async def do(self, guild_id, deed, slug):
        """One deed by its name; what can't be done now is refused as it always is."""
        await getattr(self, f"_{deed}")(Newsroom(guild_id), slug)

    async def _open(self, newsroom, slug):
        return await find_desk_article(self.store, newsroom, key(slug))

    async def _publish(self, newsroom, slug):
        draft = ArticleDraft(
            key=key(slug),
            url=f"https://site.com/{slug}",
            title=f"{slug} of {NAMES[newsroom.guild_id]}",
            published=START,
            domain="site.com",
            provider=f"Press {NAMES[newsroom.guild_id]}",
            topics=("AI", f"Topic {NAMES[newsroom.guild_id]}"),
        )
        await publish_article(self.store, newsroom, draft, press=self.press())

    async def _publish_for_all(self, newsroom, slug):
        trusted = Newsroom(newsroom.guild_id, is_trusted=True)
        address = f"https://site.com/all-{slug}"
        draft = ArticleDraft(key(f"all-{slug}"), address, f"all of {slug}", START)
        await publish_article(self.store, trusted, draft, press=self.press())

    async def _edit(self, newsroom, slug):
        article = await self._open(newsroom, slug)
        if article is not None:
            title = f"{article.draft.title} corrected by {NAMES[newsroom.guild_id]}"
            now = type(article.draft)(
                **{n: getattr(article.draft, n) for n in article.draft.__dataclass_fields__}
                | {"title": title}
            )
            was = article.draft
            await edit_article(self.store, newsroom, article.id, was, now, press=self.press())

    async def _retract(self, newsroom, slug):
        if article := await self._open(newsroom, slug):
            await retract_article(self.store, newsroom, article.id, press=self.press("wrong"))

    async def _restore(self, newsroom, slug):
        if article := await self._open(newsroom, slug):
            await restore_article(self.store, newsroom, article.id, press=self.press())

    async def _weigh(self, newsroom, slug):
        weight, press = Weight.BOOST, self.press()
        if article := await self._open(newsroom, slug):
            number = str(article.id)
            await weigh(self.store, newsroom, weight, "article", number, 7, press=press)
        await weigh(self.store, newsroom, weight, "topic", "AI", 7, press=self.press())

    async def _merge(self, newsroom, slug):
        one, other = [await self._open(newsroom, each) for each in (slug, "alpha")]
        if one and other:
            await merge_stories(self.store, newsroom, one.id, other.id, press=self.press())
            await group_stories(self.store)

    async def _alias(self, newsroom, slug):
        name = f"{slug} {NAMES[newsroom.guild_id]}"
        await alias_topic(self.store, newsroom, name, "AI", press=self.press())

    async def _suggest(self, newsroom, slug):
        address = read_address(f"https://suggested.com/{slug}")
        press = self.press("please")
        await suggest_article(self.store, newsroom, address, wants_news=True, press=press)

    async def _waiting(self, newsroom):
        return (await read_queue(self.store, newsroom.guild_id, page=0, size=5)).entries

    async def _approve(self, newsroom, _slug):
        for entry in await self._waiting(newsroom):
            await approve_submission(self.store, newsroom, entry.number, press=self.press())

    async def _reject(self, newsroom, _slug):
        for entry in (await self._waiting(newsroom))[:1]:
            press = self.press("no")
            await reject_submission(self.store, newsroom, entry.number, press=press)

    async def _conflict(self, newsroom, slug):
        noted = [(newsroom.guild_id, key(slug))]
        await self.store.write(lambda tables: tables.desk_conflicts.note(noted, now=START))

    async def _block(self, newsroom, _slug):
        await block_member(self.store, newsroom, 5001, is_blocked=True, press=self.press())

    async def _settle(self, newsroom, _slug):
        await settle_roles(self.store, newsroom.guild_id, [newsroom.guild_id + 1])
        await settle_channel(self.store, newsroom.guild_id, newsroom.guild_id + 2)

    async def _ask(self, newsroom, slug):
        query = SearchQuery(slug)
        await ask_news(self.store, query, guild_id=newsroom.guild_id, member_id=5000, now=self.now)

    async def _post(self, newsroom, _slug):
        """An edition in a channel of the server, with a member's complaint on it."""
        now, guild_id = self.now, newsroom.guild_id
        channel_id = guild_id + 10 + next(self._numbers)
        draft = SubscriptionDraft(guild_id, channel_id, "text", policy=Policy())
        subscription = await subscribe_channel(self.store, draft, now=now)
        edition_id = await queue_now(self.store, subscription.id, guild_id=guild_id, now=now)
        await freeze_editions(self.store, render_edition, now=now)
        for post in await claim_posts(self.store, now=now, limit=47):
            await record_outcome(self.store, post.id, Accepted(channel_id + 1000))
        await note_feedback(self.store, edition_id, 5000, now=now)


DEEDS = tuple(name.removeprefix("_") for name in vars(Life) if name[1:2] != "_" and name[0] == "_")
DEEDS = tuple(deed for deed in DEEDS if deed not in ("open", "waiting", "conflict"))


async def reads(store, guild_id):
    """What the members and moderators of a server are told."""
    newsroom, said = Newsroom(guild_id), []
    for slug in (*SHARED, *OWN, "corrected", "Title"):
        query = SearchQuery(slug)
        found = await search_news(store, query, guild_id=guild_id, limit=50, now=NOW)
        hits = sorted((hit.article.title, hit.article.url) for hit in found.hits)
        said.append((slug, found.total, hits))
        article = await find_desk_article(store, newsroom, key(slug))
        said.append(article)
        if article is not None:
            told = await find_related(store, article.id, guild_id=guild_id)
            said.append(told and sorted(one.article.title for one in told.related))
            said.append(await store.stories.of([article.id], guild_id=guild_id))
    said.append(await store.articles.counts(guild_id=guild_id))
    for text in ("", "t", "own"):
        said.append(await complete_query(store, text, guild_id=guild_id, now=NOW))
        said.append(await complete_topic(store, text, guild_id=guild_id))
        said.append(await complete_source(store, text, guild_id=guild_id))
    said.append(await list_topics(store, 0, guild_id=guild_id, now=NOW))
    said.append(await read_queue(store, guild_id, page=0, size=50))
    if guild_id:
        said.append(await read_trail(store, newsroom))
    for subscription in await store.subscriptions.of_guild(guild_id):
        said.append(await read_status(store, subscription.id, guild_id=guild_id, now=NOW))  # noqa: PERF401 - each waits
    return said


def traces(path, number):
    """Tables and columns in which a number is found, alone or within a text."""
    found = set()
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            for column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]:
                said = f"instr(CAST({column} AS TEXT), '{number}')"
                if connection.execute(f"SELECT 1 FROM {table} WHERE {said} LIMIT 1").fetchone():  # noqa: S608 - the names are the tables' own
                    found.add(f"{table}.{column}")
    return found


def rows_of(path, guild_id):
    """All rows of a server in tables that tell servers apart."""
    kept = {}
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            if "guild_id" in columns:
                kept[table] = sorted(
                    map(
                        repr,
                        connection.execute(
                            f"SELECT * FROM {table} WHERE guild_id = ?",  # noqa: S608 - likewise
                            (guild_id,),
                        ),
                    )
                )
    return kept


@pytest.fixture(scope="module")
def archive_bytes(tmp_path_factory, empty_database):
    """A database with articles on file that all servers share."""
    folder = tmp_path_factory.mktemp("shared")
    for slug in SHARED:
        lines = (
            f"title: Title of {slug}",
            f"sourceUrl: https://site.com/{slug}",
            "publishedDateTime: 2026-10-30",
            "topics: [AI]",
            "provider: Axios",
        )
        (folder / f"{slug}.txt").write_text("\n".join(["---", *lines, "---", ""]))
    path = folder / "newsdesk.db"
    path.write_bytes(empty_database)

    async def load():
        async with open_store(path) as store:
            await load_corpus(store, [folder])
            await group_stories(store)

    asyncio.run(load())
    return path.read_bytes()


@pytest.fixture
def lives(tmp_path_factory, archive_bytes):
    """Run something with a life in a database of its own."""

    def run(work):
        path = tmp_path_factory.mktemp("lives") / "newsdesk.db"
        path.write_bytes(archive_bytes)

        async def main():
            async with open_store(path) as store:
                return await work(Life(store), path)

        return asyncio.run(main())

    return run


@pytest.fixture
def tools():
    """What tests look at lives with."""

    class Tools:
        gone, other, third, deeds, slugs = GONE, OTHER, THIRD, DEEDS, (*SHARED, *OWN)
        read, trace, rows, start = (
            staticmethod(reads),
            staticmethod(traces),
            staticmethod(rows_of),
            START,
        )

        @staticmethod
        async def problems(store):
            return [check for check in await check_archive(store) if check.problems]

    return Tools
