"""Archives of made-up articles, and a channel that is told of them."""

import asyncio
import itertools
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import MergedArticle, Statement
from bot.domain.edition_part import Part
from bot.domain.subscription import Policy
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.compose_edition import compose_edition
from bot.services.explain_article import explain_article
from bot.services.freeze_editions import freeze_editions
from bot.services.group_stories import group_stories
from bot.services.index_entry import index_entry
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import open_store

GUILD = 9
NOON = datetime(2019, 12, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def stated(number, *, hours=1.0, **fields):
    """The statement of an article that came out so many hours before noon of 5 December."""
    values = {
        "key": f"https://site{number}.com/a",
        "url": f"https://site{number}.com/a",
        "title": f"Zebra{number} befell quarry{number} near harbour{number}",
        "published": NOON - hours * HOUR,
        "is_own": True,
        "excerpt": f"Lantern{number} and velvet{number} were seen by orchard{number}.",
        "provider": f"Provider {number}",
        "domain": f"site{number}.com",
        "quality": 50,
        "topics": ("AI",),
        **fields,
    }
    return Statement(**values)


async def put(store, articles):
    """Store articles by their ids and put them into stories."""
    numbered = [
        NumberedArticle(number, merged, article_digest(merged))
        for number, one in sorted(articles.items())
        for merged in (MergedArticle(one, False),)
    ]

    async def work(tables):
        await tables.articles.put(numbered)
        shown = [one for one in numbered if not one.merged.statement.is_removed]
        await tables.indexing.put(index_entry(one.id, one.merged.statement) for one in shown)
        await tables.indexing.delete(one.id for one in numbered if one.merged.statement.is_removed)

    await store.write(work)
    await group_stories(store)


@pytest.fixture
def noon():
    return NOON


@pytest.fixture
def statement():
    """What is stated of an article by its number."""
    return stated


@pytest.fixture
def publish(store):
    """Have articles come in, each by its id and what is particular about it."""

    async def run(**articles):
        numbers = {int(name.removeprefix("n")): fields for name, fields in articles.items()}
        await put(store, {number: stated(number, **f) for number, f in numbers.items()})

    return run


@pytest.fixture
def archive_with(tmp_path, empty_database):
    """A new archive with articles by their ids."""
    numbers = itertools.count()

    @asynccontextmanager
    async def make(articles=None):
        path = tmp_path / f"{next(numbers)}.db"
        path.write_bytes(empty_database)
        async with open_store(path) as opened:
            if articles:
                await put(opened, {n: stated(n, **fields) for n, fields in articles.items()})
            yield opened
        path.unlink()

    return make


class Channel:
    """A channel's subscription, composed and frozen on the days that a test names."""

    def __init__(self, store, subscription):
        self.store = store
        self.id = subscription.id

    async def subscription(self):
        return await self.store.subscriptions.get(self.id)

    async def compose(self, due=NOON):
        return await compose_edition(self.store, await self.subscription(), slot="x", due=due)

    async def deliver(self, due=NOON):
        """Compose and freeze the edition of the date; it is what the ledger has then."""
        edition = await self.compose(due)
        slot = due.date().isoformat()
        async with self.store.writing() as tables:
            await tables.editions.plan([(self.id, slot, due, due)])
        await freeze_editions(self.store, _render, now=due)
        return edition

    async def explain(self, text, now=NOON):
        return await explain_article(self.store, await self.subscription(), text, now)


def _render(edition, _subscription):
    positions = tuple(range(len(edition.stories)))
    return (Part(b"{}~", b"{}", positions),)


@pytest.fixture
def channel(store):
    """Subscribe a channel with a policy."""

    async def make(*, made_at=NOON - 1000 * HOUR, channel_id=1, **policy):
        draft = SubscriptionDraft(GUILD, channel_id, "text", policy=Policy(**policy))
        return Channel(store, await subscribe_channel(store, draft, now=made_at))

    return make


@pytest.fixture
def run():
    """Run what hypothesis makes, which knows no coroutines."""
    return asyncio.run
