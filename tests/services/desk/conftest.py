"""Desks of several servers over an archive that files and moderators share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.services.check_archive import check_archive
from bot.services.edit_article import edit_article
from bot.services.open_article import find_desk_article
from bot.services.publish_article import publish_article
from bot.services.retract_article import restore_article, retract_article
from bot.services.undo_act import undo_act

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
SITE = "https://site.com/"


@pytest.fixture(scope="session")
def key():
    return lambda slug: read_address(SITE + slug).key


@pytest.fixture(scope="session")
def draft(key):
    """What a moderator writes of a slug."""

    def make(slug, **fields):
        values = {"title": f"Desk's {slug}", "published": START, "domain": "site.com"}
        return ArticleDraft(key=key(slug), url=SITE + slug, **{**values, **fields})

    return make


@pytest.fixture(scope="session")
def address():
    return lambda slug: read_address(SITE + slug)


@pytest.fixture(scope="session")
def one():
    return Newsroom(1)


@pytest.fixture(scope="session")
def other():
    return Newsroom(2)


@pytest.fixture(scope="session")
def trusted():
    return Newsroom(7, is_trusted=True)


@pytest.fixture(scope="session")
def newsrooms(one, other, trusted):
    return [one, other, trusted]


@pytest.fixture
def press():
    """A press of a moderator, each a minute after the last and with a token of its own."""
    presses = count()

    def make(by=1, why="", **fields):
        number = next(presses)
        made = Press(by, START + timedelta(minutes=number), why, f"press {number}")
        return replace(made, **fields)

    return make


@pytest.fixture
def open_(store, key):
    """The article of a slug as a newsroom has it before it."""

    async def run(newsroom, slug):
        return await find_desk_article(store, newsroom, key(slug))

    return run


@pytest.fixture
def seen(store, key):
    """The title that a server's members read under a slug; None where they read nothing."""

    async def run(newsroom, slug):
        article_id = await store.articles.id_of(key(slug), guild_id=newsroom.guild_id)
        ids = [] if article_id is None else [article_id]
        articles = await store.articles.by_ids(ids, guild_id=newsroom.guild_id)
        return articles[0].title if articles else None

    return run


@pytest.fixture
def seen_by(seen, one, other, trusted):
    """The title of a slug in each of three servers: two of them ordinary, the last trusted."""

    async def run(slug):
        return [await seen(newsroom, slug) for newsroom in (one, other, trusted)]

    return run


class Desk:
    """What moderators do, by slugs."""

    def __init__(self, store, press, draft, open_):
        self._store, self._press, self._draft, self._open = store, press, draft, open_

    async def publish(self, newsroom, slug, **fields):
        draft = self._draft(slug, **fields)
        return await publish_article(self._store, newsroom, draft, press=self._press())

    async def edit(self, newsroom, slug, was=None, **fields):
        article = await self._open(newsroom, slug)
        was = was or article.draft
        now = replace(was, **fields)
        return await edit_article(self._store, newsroom, article.id, was, now, press=self._press())

    async def retract(self, newsroom, slug, why="wrong"):
        article = await self._open(newsroom, slug)
        return await retract_article(self._store, newsroom, article.id, press=self._press(why=why))

    async def restore(self, newsroom, slug):
        article = await self._open(newsroom, slug)
        return await restore_article(self._store, newsroom, article.id, press=self._press())

    async def undo(self, newsroom, done):
        return await undo_act(
            self._store, newsroom, done.desk_id, done.act.number, press=self._press()
        )


@pytest.fixture
def desk(store, press, draft, open_):
    return Desk(store, press, draft, open_)


@pytest.fixture
def problems(store):
    """What a doctor finds."""

    async def run():
        return [check for check in await check_archive(store) if check.problems]

    return run


@pytest.fixture
async def on_file(load, write):
    """An archive with a file on the article `file`."""
    write("file", topics="[AI]", excerpt="What the file says")
    await load()
