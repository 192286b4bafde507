"""A publisher's site on loopback, which the bot may read, and moderators who add its pages."""

import asyncio
import contextlib
import json
from ipaddress import ip_network

import pytest

from bot.fetch.pages import PageFetcher, PageLimits
from bot.fetch.reach import Reach
from bot.services.read_page import PageSource

HOST = "127.0.0.2"
HTML = "text/html; charset=utf-8"
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
CORPUS = tuple(
    f"https://{name}.example/"
    for name in ("robots", "weld", "weld-too", "chips", "voices", "cameras")
)


class Site:
    """A server whose answers are scripted by path: bytes, or an async generator of them."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.port = 0
        self._tasks = set()

    def url(self, path="/story", host=HOST):
        return f"http://{host}:{self.port}{path}"

    def show(self, path="/story", *, head="", body="", status="200 OK", media=HTML):
        """Script a page; returns its address."""
        html = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
        content = html.encode()
        self.answers[path] = (
            f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {len(content)}\r\n"
            "Connection: close\r\n\r\n"
        ).encode() + content
        return self.url(path)

    def article(self, path="/story", **fields):
        """Script an article that JSON-LD describes."""
        usual = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": "Harbour cranes learn to load ships by night",
            "description": "A port lets its cranes work without light.",
            "datePublished": "2019-12-03T10:00:00Z",
            "publisher": {"@type": "Organization", "name": "The Harbour Gazette"},
            "image": "https://pictures.example/crane.jpg",
            "inLanguage": "en-GB",
        }
        described = {name: value for name, value in (usual | fields).items() if value is not None}
        script = json.dumps(described).replace("<", "\\u003c")
        return self.show(path, head=f'<script type="application/ld+json">{script}</script>')

    def stream(self, path, pieces, *, headers=f"Content-Type: {HTML}\r\n"):
        """Script an answer whose body ends when the pieces do."""

        async def reply():
            yield f"HTTP/1.1 200 OK\r\n{headers}Connection: close\r\n\r\n".encode()
            async for piece in pieces():
                yield piece

        self.answers[path] = reply
        return self.url(path)

    async def start(self):
        self._server = await asyncio.start_server(self._serve, HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self):
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        over = (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError)
        with contextlib.suppress(*over):
            path = (await reader.readuntil(b"\r\n\r\n")).split(b" ")[1].decode("latin-1")
            self.asked.append(path)
            await self._answer(path, writer)
        writer.transport.abort()

    async def _answer(self, path, writer):
        reply = self.answers.get(path, MISSING)
        if isinstance(reply, bytes):
            writer.write(reply)
        else:
            async for piece in reply():
                writer.write(piece)
                await writer.drain()
        writer.close()
        await writer.wait_closed()


@pytest.fixture
async def site():
    site = Site()
    await site.start()
    yield site
    await site.stop()


@pytest.fixture
def limits():
    """What reading a page may take; a module may be more or less patient."""
    return PageLimits()


@pytest.fixture
def pages(site, limits):
    """What reads the site's pages, and takes nothing else on this computer for public."""
    reach = Reach(frozenset({80, 443, site.port}), (ip_network(f"{HOST}/32"),))
    return PageSource(PageFetcher(reach, limits))


@pytest.fixture
def add(simcord_env, moderator, channel, read, pages):
    """Type /article add as the moderator, or as somebody else; returns the card."""

    async def add(url, *, by=moderator, here=channel):
        simcord_env.bot.pages = pages
        return read((await by.slash(here, "article add", url=url)).response)

    return add


@pytest.fixture
def own_articles(store, guild):
    """What was published, as a server sees it: all that isn't in the corpus of these tests."""

    async def own_articles(guild_id=guild.id):
        found = await store.articles.after(0, limit=1000)
        ids = [one.id for one in found]
        seen = await store.articles.by_ids(ids, guild_id=guild_id)
        return [one for one in seen if not one.url.startswith(CORPUS)]

    return own_articles


@pytest.fixture
def nothing_stored(store, guild):
    """Look whether the desks have no act at all."""

    async def nothing_stored():
        return not [*await store.desk_acts.after(guild.id, 0, limit=9)]

    return nothing_stored


@pytest.fixture
def opened(moderator):
    """Press a button that shows a form, as the moderator or somebody else; returns the form."""

    async def opened(card, label, *, by=moderator):
        return await by.click(card.message, custom_id=card.id_of(label))

    return opened


@pytest.fixture
def press(moderator, use):
    """Press a button of a card as the moderator; returns the card that comes of it."""

    async def press(card, label, *, by=moderator):
        return await use(card, label, by=by)

    return press


@pytest.fixture
def pick(moderator, read):
    """Choose topics, or a link, on a card; returns the card that comes of it."""

    async def pick(card, *values, by=moderator):
        (select,) = [part for part in card.parts if part["type"] == 3]
        result = await by.select(card.message, list(values), custom_id=select["custom_id"])
        return read(result.response)

    return pick


@pytest.fixture
def topics_of():
    """The topics that a card offers, and those of them that are chosen."""

    def topics_of(card):
        (select,) = [part for part in card.parts if part["type"] == 3]
        options = select["options"]
        chosen = [option["value"] for option in options if option.get("default")]
        return [option["value"] for option in options], chosen

    return topics_of


@pytest.fixture
def fill(moderator, form, read):
    """Change fields of a form that was shown, and send it; returns the card."""

    async def fill(shown, *, by=moderator, **entries):
        return read((await by.submit_modal(shown, {**form(shown), **entries})).response)

    return fill


@pytest.fixture
def blank(moderator, channel):
    """Type /article add without an address, as the moderator or somebody else; returns the form."""

    async def blank(by=moderator, here=channel):
        return await by.slash(here, "article add")

    return blank
