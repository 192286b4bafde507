"""Whatever three servers add, correct, retract and undo, each sees its own archive, whole."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article_draft import ArticleDraft
from bot.domain.briefing import BriefingQuery
from bot.domain.desk_act import Press
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.domain.scope import Scope
from bot.domain.search import SearchQuery
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.domain.url import read_address
from bot.services.ask_briefing import ask_briefing
from bot.services.check_archive import check_archive
from bot.services.complete import complete_query, complete_source, complete_topic
from bot.services.complete_articles import complete_articles
from bot.services.compose_edition import compose_edition
from bot.services.edit_article import edit_article
from bot.services.export_guild import export_guild
from bot.services.find_for_message import find_for_message
from bot.services.find_related import find_related
from bot.services.find_trends import find_trends
from bot.services.group_stories import group_stories
from bot.services.list_topics import list_topics
from bot.services.load_corpus import load_corpus
from bot.services.open_article import find_desk_article
from bot.services.preview_article import preview_article
from bot.services.publish_article import publish_article
from bot.services.read_story import read_story
from bot.services.retract_article import restore_article, retract_article
from bot.services.search_news import search_news
from bot.services.subscribe_channel import subscribe_channel
from bot.services.suggest_topics import suggest_topics
from bot.services.undo_act import undo_act
from bot.storage.store import open_store

NOW = datetime(2026, 11, 6, tzinfo=UTC)
# What a server writes bears its mark wherever words stand; what all share has words near to these.
MARKS = {1: "quokka", 2: "wombat", 3: "numbat"}
NEAR = ("quota", "combat", "number")
SHARED = 5
SITE = "https://site.com/"


@dataclass(frozen=True)
class Told:
    """An article as a server's readers should be told of it."""

    title: str
    provider: str
    topics: tuple[str, ...]
    is_retracted: bool = False


def stated(number):
    """What a file says of the shared article of this number; 0 and 1 are of one event."""
    event = "Zebra merger shakes old harbour" if number < 2 else f"Merger ends {NEAR[number - 2]}"
    return Told(event, ("Axios", "Reuters")[number % 2], (("AI", "Robots")[number % 2],))


def added(server, number):
    """An article that a server adds; the first one tells the event of the first shared ones."""
    event = "Zebra merger shakes old harbour" if number == 0 else f"Merger {number}"
    mark = MARKS[server]
    return Told(f"{event} {mark}", f"{mark} paper", ("AI", f"{mark} topic"))


def slug(server, number):
    """The last part of its address; that of a server's own bears the mark."""
    return f"{number}" if server is None else f"{MARKS[server]}-{number}"


def draft_of(name, told):
    """What a moderator writes to add it."""
    return ArticleDraft(
        key=read_address(SITE + name).key,
        url=SITE + name,
        title=told.title,
        published=NOW - timedelta(days=1),
        provider=told.provider,
        domain="site.com",
        topics=told.topics,
    )


def document(number):
    told = stated(number)
    return "\n".join(
        (
            *("---", f"title: {told.title}", f"sourceUrl: {SITE}{number}"),
            f"publishedDateTime: 2026-11-0{1 + number}",
            *(f"provider: {told.provider}", f"topics: [{told.topics[0]}]"),
            *("related:", f"  - title: {stated(0).title}", f"    sourceUrl: {SITE}0"),
            *("    publishedDateTime: 2026-11-01", "---", ""),
        )
    )


@dataclass
class Desk:
    """A server's moderators, and what its readers should see."""

    server: int
    seen: dict[str, Told] = field(
        default_factory=lambda: {slug(None, number): stated(number) for number in range(SHARED)}
    )
    acts: list[tuple[int, dict[str, Told]]] = field(default_factory=list)

    @property
    def newsroom(self):
        return Newsroom(self.server)

    def expected(self):
        return [told for told in self.seen.values() if not told.is_retracted]


class Desks:
    """Acts on the desks of three servers, by the services that moderators' buttons call."""

    def __init__(self, store):
        self.store = store
        self.desks = {server: Desk(server) for server in MARKS}
        self._numbers = count(1)

    async def act(self, server, kind, target):
        desk, press = self.desks[server], self._press()
        before = dict(desk.seen)
        if kind == "undo":
            outcome = await self._undo(desk, press)
        elif kind == "add":
            outcome = await self._add(desk, target % 2, press)
        else:
            name = sorted(desk.seen)[target % len(desk.seen)]
            outcome = await self._change(desk, kind, name, press)
        if isinstance(outcome, Done):
            desk.acts.append((outcome.act.number, before))
        else:
            desk.seen = before

    def _press(self):
        number = next(self._numbers)
        return Press(number % 2, NOW - timedelta(minutes=number), "a reason", f"press {number}")

    async def _undo(self, desk, press):
        if not desk.acts:
            return None
        number, before = desk.acts[-1]
        desk.seen = before
        return await undo_act(self.store, desk.newsroom, desk.server, number, press=press)

    async def _add(self, desk, number, press):
        told, name = added(desk.server, number), slug(desk.server, number)
        desk.seen[name] = told
        draft = draft_of(name, told)
        return await publish_article(self.store, desk.newsroom, draft, press=press)

    async def _change(self, desk, kind, name, press):
        told = desk.seen[name]
        key = read_address(SITE + name).key
        article = await find_desk_article(self.store, desk.newsroom, key)
        if article is None:
            # One of its own whose addition was undone: the desk has nothing to act on.
            return None
        mark = MARKS[desk.server]
        if kind == "edit":
            marked = replace(told, title=f"Merger {name} by {mark}", topics=(f"{mark} topic",))
            desk.seen[name] = marked
            wanted = replace(article.draft, title=marked.title, topics=marked.topics)
            return await edit_article(
                self.store, desk.newsroom, article.id, article.draft, wanted, press=press
            )
        desk.seen[name] = replace(told, is_retracted=kind == "retract")
        change = retract_article if kind == "retract" else restore_article
        return await change(self.store, desk.newsroom, article.id, press=press)


def typed(mark):
    """What nearly names a mark, and begins it."""
    return (mark[:-1], mark[:3], mark[:4] + mark[5:], f"{mark[:4]}x", mark[0])


async def shown_to(store, server):
    """Everything that a server's members are shown when they ask for what others have."""
    marks = [mark for other, mark in MARKS.items() if other != server]
    texts = [text for mark in marks for text in typed(mark)]
    asked = {"guild_id": server, "now": NOW}
    for text in ("", "merger", "zebra mergr", *marks, *texts):
        found = await search_news(store, SearchQuery(text), limit=100, **asked)
        assert found.total == len(found.hits), text
        # What was typed is repeated where a hit says why it was found.
        yield found.hits if text not in marks else [(hit.article, hit.also) for hit in found.hits]
        yield found.corrected, found.spellings, found.topics, found.newest
        yield await complete_query(store, text, **asked)
        yield await complete_topic(store, text, guild_id=server)
        yield await complete_source(store, text, guild_id=server)
        yield await complete_articles(store, text, **asked)
    for text in ("", "AI", "merger", *texts):
        yield await ask_briefing(store, BriefingQuery(text), **asked)
    for mark in marks:
        limited = SearchQuery("merger", topic=f"{mark} topic"), SearchQuery("", source=mark)
        for query in limited:
            found = await search_news(store, query, limit=100, **asked)
            yield [(hit.article, hit.also) for hit in found.hits], found.corrected
            yield found.spellings, found.topics, found.newest
        news = await find_for_message(store, f"{SITE}{mark}-0 {mark} merger", guild_id=server)
        yield news.linked, news.related
        yield await suggest_topics(store, f"Zebra merger {mark}", "", guild_id=server)
        preview = await preview_article(store, Newsroom(server), draft_of(f"{mark}-0", stated(0)))
        yield preview.offered, preview.copies, preview.coverage
    yield await find_trends(store, None, **asked)
    yield await list_topics(store, 0, **asked)
    draft = SubscriptionDraft(server, server, "text", policy=Policy(from_archive=True))
    channel = await subscribe_channel(store, draft, now=NOW - timedelta(days=30))
    yield await compose_edition(store, channel, slot="x", due=NOW)
    yield await export_guild(store, server, "json", now=NOW)


async def stories_shown_to(store, server):
    """Story pages and what is related, of all articles there ever were; and which are shown."""
    newest = await store.candidates.newest_id()
    for article_id in range(1, newest + 1):
        yield article_id, await find_related(store, article_id, guild_id=server, limit=50)
        yield article_id, await read_story(store, article_id, guild_id=server)


async def ids_seen_by(store, desk, *, among=None):
    names = [name for name, told in desk.seen.items() if not told.is_retracted]
    keys = [read_address(SITE + name).key for name in names if among is None or name in among]
    return {await store.articles.id_of(key, guild_id=desk.server) for key in keys}


@pytest.fixture(scope="module")
def shared_archive(empty_database, tmp_path_factory):
    """The path of a database with the shared articles."""
    folder = tmp_path_factory.mktemp("shared")
    path = folder / "news.db"
    path.write_bytes(empty_database)
    (folder / "corpus").mkdir()
    for number in range(SHARED):
        (folder / "corpus" / f"{number}.txt").write_text(document(number))

    async def load():
        async with open_store(path) as store:
            await load_corpus(store, [folder / "corpus"])

    asyncio.run(load())
    return path


ACTS = st.lists(
    st.tuples(
        st.sampled_from(sorted(MARKS)),
        st.sampled_from(("add", "edit", "edit", "retract", "restore", "undo")),
        st.integers(0, SHARED + 1),
    ),
    min_size=3,
    max_size=14,
)


@given(acts=ACTS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_no_server_sees_what_another_does_and_each_sees_all_of_its_own(
    tmp_path, shared_archive, acts
):
    folder = Path(mkdtemp(dir=tmp_path))
    (folder / "news.db").write_bytes(shared_archive.read_bytes())
    async with open_store(folder / "news.db") as store:
        desks = Desks(store)
        for at, (server, kind, target) in enumerate(acts):
            await desks.act(server, kind, target)
            if at % 2:
                await group_stories(store)
        await group_stories(store)
        for desk in desks.desks.values():
            await check_what_is_shown(store, desk)
            await check_counts(store, desk)
        assert [c.aspect for c in await check_archive(store) if c.problems] == []


async def check_what_is_shown(store, desk):
    foreign = {mark for server, mark in MARKS.items() if server != desk.server}
    async for shown in shown_to(store, desk.server):
        assert not [mark for mark in foreign if mark in repr(shown)], shown
    seen = await ids_seen_by(store, desk)
    async for article_id, shown in stories_shown_to(store, desk.server):
        assert not [mark for mark in foreign if mark in repr(shown)], shown
        lead = await store.articles.shown_ids([article_id], guild_id=desk.server)
        assert (shown is not None) == (lead.get(article_id, article_id) in seen)
        if shown is not None:
            articles = [hit.article.id for hit in shown.related]
            articles += [also.id for hit in shown.related for also in hit.also]
            assert seen.issuperset(articles)


async def check_counts(store, desk):
    expected = desk.expected()
    found = await search_news(
        store, SearchQuery("merger"), guild_id=desk.server, limit=100, now=NOW
    )
    titles = Counter(told.title for told in expected)
    assert Counter(hit.article.title for hit in found.hits) == titles
    assert sum(await store.articles.counts(guild_id=desk.server)) == len(expected)
    topics = Counter(topic for told in expected for topic in told.topics)
    assert {t.name: t.count for t in await store.topics.tallies(guild_id=desk.server)} == topics
    sources = Counter(told.provider for told in expected)
    assert {t.name: t.count for t in await store.topics.sources(guild_id=desk.server)} == sources
    totals = await store.volumes.totals(Scope(), guild_id=desk.server)
    assert (totals.articles, totals.sources) == (len(expected), len(sources))
    await check_candidates(store, desk)
    for topic, number in topics.items():
        query = SearchQuery("merger", topic=topic)
        limited = await search_news(store, query, guild_id=desk.server, limit=100, now=NOW)
        assert limited.total == number


async def check_candidates(store, desk):
    """Editions choose from what the server sees and what it retracted; versions are no news."""
    newest, seen = await store.candidates.newest_id(), await ids_seen_by(store, desk)
    among = {"limit": 100, "guild_id": desk.server}
    all_time = await store.candidates.between(
        NOW - timedelta(days=30), NOW, last_id=newest, **among
    )
    assert all_time.total == len(all_time.ids)
    assert seen.issubset(all_time.ids)
    stored = await store.candidates.read(all_time.ids, guild_id=desk.server)
    assert {one.article.id for one in stored if not one.is_removed} == seen
    assert len(stored) == all_time.total
    news = {"until": NOW, "guild_id": desk.server}
    new = await store.candidates.numbered(SHARED, newest, limit=100, **news)
    own = {name for name in desk.seen if name.startswith(MARKS[desk.server])}
    assert seen.intersection(new.ids) == await ids_seen_by(store, desk, among=own)
    few = await store.candidates.numbered(SHARED, newest, limit=1, **news)
    assert few.total == new.total == len(new.ids)
    assert set(few.ids) <= set(new.ids)
