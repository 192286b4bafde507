"""A made-up newsroom: channels, a composer with news for every edition, and a clock."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, time, timedelta

import pytest

import bot.services.share_editions
from bot.domain.article import Article
from bot.domain.delivery_event import Accepted, Failed, Interrupted
from bot.domain.edition import Edition, EditionStory
from bot.domain.edition_part import Part
from bot.domain.failure import Failure
from bot.domain.heat import Heat
from bot.domain.subscription import Policy, Timing
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.claim_posts import claim_posts
from bot.services.freeze_editions import freeze_editions
from bot.services.plan_digests import plan_digests
from bot.services.record_outcome import record_outcome
from bot.services.set_activity import set_activity
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import open_store

GUILD = 9
PUBLISHED = datetime(2024, 5, 1, tzinfo=UTC)


def at(text):
    """A moment of UTC, such as "2024-05-05 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def article(number):
    return Article(number, f"https://site.com/{number}", f"News {number}", "", "", "", PUBLISHED)


async def compose(_tables, subscription, *, slot, due):
    """An edition of as many stories as are wanted, none of which was ever offered."""
    first = subscription.watermark + 1
    numbers = range(first, first + subscription.policy.stories)
    stories = tuple(EditionStory(article(number), number, Heat(quality=0.5)) for number in numbers)
    return Edition(slot, due, "new", stories, watermark=numbers[-1])


def render(edition, subscription):
    """A part for each story."""
    return tuple(
        Part(f"{subscription.kind} {number} ~".encode(), f"plain {number}".encode(), (position,))
        for position, number in enumerate(story.story_id for story in edition.stories)
    )


class Desk:
    """Does things to a store at moments of May 2024, and says what is stored then."""

    def __init__(self, store, rows):
        self.store = store
        self.rows = rows

    def moment(self, text):
        return at(text)

    async def subscribe(
        self, channel_id=1, now="2024-05-05 08:00", kind="text", stories=1, **settings
    ):
        settings = {"policy": Policy(stories=stories), **settings}
        draft = SubscriptionDraft(GUILD, channel_id, kind, **settings)
        return await subscribe_channel(self.store, draft, now=at(now))

    async def set(self, subscription, activity, now):
        return await set_activity(
            self.store, subscription.id, activity, guild_id=GUILD, now=at(now)
        )

    async def plan(self, now, zone_data="of 2024"):
        return await plan_digests(self.store, now=at(now), zone_data=zone_data)

    async def freeze(self, now, **options):
        return await freeze_editions(self.store, render, now=at(now), **options)

    async def claim(self, now, limit=47):
        return await claim_posts(self.store, now=at(now), limit=limit)

    async def run(self, now):
        """Plan, compose and claim what is due: the posts that were claimed."""
        await self.plan(now)
        await self.freeze(now)
        return await self.claim(now)

    async def accept(self, post, message_id=100):
        return await record_outcome(self.store, post.id, Accepted(message_id))

    async def refuse(self, post, now, *, status=403, code=50013):
        """Discord refuses a post, or with `status` None gives no answer."""
        event = Failed(Failure(status, code), at(now), 0.5)
        return await record_outcome(self.store, post.id, event)

    async def interrupt(self, post, now):
        return await record_outcome(self.store, post.id, Interrupted(at(now)))

    def slots(self):
        """The slots of the ledger by channel."""
        return self.rows(
            "SELECT channel_id, slot FROM editions JOIN subscriptions"
            " ON subscriptions.id = subscription_id ORDER BY 1, due, 2"
        )

    def misses(self):
        """The dates that were missed by channel, with the reason."""
        return self.rows(
            "SELECT channel_id, local_date, misses.reason FROM misses JOIN subscriptions"
            " ON subscriptions.id = subscription_id ORDER BY 1, 2"
        )

    def posts(self):
        """Slot, part and state of every post."""
        return self.rows(
            "SELECT slot, part, outbox.state FROM outbox JOIN editions"
            " ON editions.id = edition_id ORDER BY editions.id, part"
        )

    def editions(self):
        """Slot and state of every edition."""
        return self.rows("SELECT slot, state FROM editions ORDER BY id")

    def due(self):
        """What is waited for by channel: the local date, and the moment in UTC."""
        return self.rows(
            "SELECT channel_id, awaited, strftime('%Y-%m-%d %H:%M', next_due, 'unixepoch')"
            " FROM subscriptions ORDER BY 1"
        )


@pytest.fixture
def moment():
    return at


@pytest.fixture
def timing():
    """Nine o'clock, or as said."""

    def make(clock="09:00", zone="UTC", weekdays=frozenset(range(7))):
        return Timing(time.fromisoformat(clock), zone, weekdays)

    return make


@pytest.fixture
def desk(store, rows, monkeypatch):
    """The store, with a composer that always has news."""
    monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)
    return Desk(store, rows)


@pytest.fixture
def hours():
    """Moments from one on, an hour apart, as texts."""
    return lambda start, count: texts(start, range(count))


def texts(start, hours):
    """The moments so many hours after one."""
    return [f"{at(start) + timedelta(hours=hour):%Y-%m-%d %H:%M}" for hour in hours]


@pytest.fixture
def newsroom_of_its_own(tmp_path_factory, empty_database, monkeypatch):
    """Run something with a new desk, the moments that leaps by hours make, and hours after it."""
    monkeypatch.setattr(bot.services.share_editions, "compose_edition", compose)

    def run(work, start, leaps, count):
        path = tmp_path_factory.mktemp("desk") / "newsdesk.db"
        path.write_bytes(empty_database)

        def rows(sql, *values):
            with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
                return connection.execute(sql, values).fetchall()

        async def main():
            async with open_store(path) as store:
                leapt = [at(start) + timedelta(hours=leap) for leap in leaps]
                after = [at(start) + timedelta(hours=hour) for hour in range(count)]
                await work(
                    Desk(store, rows),
                    *([f"{m:%Y-%m-%d %H:%M}" for m in ms] for ms in (leapt, after)),
                )

        asyncio.run(main())

    return run
