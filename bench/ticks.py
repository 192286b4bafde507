"""What a tick costs with a million subscriptions, and a hundred thousand that are due at once.

    python bench/ticks.py [--subscriptions 1000000] [--due 100000] [--database FILE]

Idle: the due question, beside the same question without its index, the whole tick, and a tick that
finds other zone data (or a clock set back), which looks at every subscription. Then all that is due
is planned, composed (by a stand-in, which takes no time), frozen, and 40 seconds' posts of it are
claimed and recorded. Lag is how much longer than asked the event loop slept meanwhile.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from figures import percentile

import bot.services.share_editions
from bot.domain.article import Article
from bot.domain.delivery_event import Accepted
from bot.domain.edition import Edition, EditionStory
from bot.domain.edition_part import Part
from bot.domain.heat import Heat
from bot.domain.subscription import Subscription
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.claim_posts import claim_posts
from bot.services.freeze_editions import freeze_editions
from bot.services.plan_digests import plan_digests
from bot.services.record_outcome import record_outcome
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import Store, Tables, open_store

SUBSCRIBED = datetime(2024, 5, 5, 8, tzinfo=UTC)
DUE = datetime(2024, 5, 5, 9, tzinfo=UTC)
POLICIES = 15
CLAIM = 47
COPIES = (
    "INSERT INTO subscriptions (guild_id, channel_id, kind, made_at, changed_at, at, zone,"
    " weekdays, policy, manner, activity, reason, awaited, next_due)"
    " WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)"
    " SELECT i / 2, i, kind, made_at, changed_at,"
    " CASE WHEN i <= ?2 THEN 540 ELSE 660 + i % 600 END, zone, weekdays,"
    " '{\"stories\":' || (1 + i % ?3) || '}', manner, activity, reason, awaited,"
    " CASE WHEN i <= ?2 THEN next_due ELSE next_due + 7200 + i % 600 * 60 END"
    " FROM subscriptions, n"
)
SCAN = "SELECT id FROM subscriptions NOT INDEXED WHERE next_due <= ? ORDER BY next_due LIMIT 1"


async def compose(
    _tables: Tables, subscription: Subscription, *, slot: str, due: datetime
) -> Edition:
    """As many stories as the policy asks for, eight related articles with them."""
    stories = tuple(
        EditionStory(_article(number), number, Heat(), related=(_article(1000 + number),))
        for number in range(1, subscription.policy.stories + 1)
    )
    return Edition(slot, due, "new", stories, watermark=2000)


def _article(number: int) -> Article:
    url = f"https://site.com/{number}"
    return Article(number, url, f"News {number}", "Excerpt", "Axios", "axios.com", SUBSCRIBED)


def render(edition: Edition, _subscription: Subscription) -> tuple[Part, ...]:
    """One part of about the size of a real one."""
    body = b"x" * 600 * len(edition.stories)
    return (Part(body, body[:2000], tuple(range(len(edition.stories)))),)


async def fill(store: Store, subscriptions: int, due: int) -> None:
    """Subscribe so many channels, of which some are due at nine and the others later that day."""
    await subscribe_channel(store, SubscriptionDraft(1, 1, "text"), now=SUBSCRIBED)
    async with store.writing() as tables:
        # Bulk: a million transactions are not what is measured here.
        await tables.subscriptions._connection.run(COPIES, (subscriptions, due, POLICIES))  # noqa: SLF001  see above
        await tables.subscriptions._connection.run("ANALYZE")  # noqa: SLF001  as above
    await plan_digests(store, now=SUBSCRIBED, zone_data="bench")


async def milliseconds(times: int, ask: Callable[[], Awaitable[object]]) -> list[float]:
    """How long each of so many took."""
    spans = []
    for _ in range(times):
        began = time.perf_counter()
        await ask()
        spans.append(1000 * (time.perf_counter() - began))
    return spans


@asynccontextmanager
async def lag() -> AsyncIterator[list[float]]:
    """Milliseconds by which the event loop was late, every five of them, while the block ran."""
    late: list[float] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            late.append(1000 * (time.perf_counter() - began) - 5)

    task = asyncio.create_task(watch())
    try:
        yield late
    finally:
        task.cancel()


def said(late: list[float]) -> str:
    """How late the event loop was."""
    return f"loop lag p99 {percentile(late, 99):.1f} ms, at most {max(late):.1f} ms"


def show(name: str, spans: list[float]) -> None:
    """A line of median, p99 and most."""
    print(
        f"{name:44} {statistics.median(spans):9.3f} {percentile(spans, 99):9.3f} {max(spans):9.3f}"
    )


async def idle(store: Store) -> None:
    """Ticks at which nothing is due."""
    now = SUBSCRIBED + timedelta(minutes=1)

    async def scan() -> None:
        await store.subscriptions._connection.all(SCAN, (int(now.timestamp()),))  # noqa: SLF001  the baseline

    print(f"{'idle, ms':44} {'median':>9} {'p99':>9} {'most':>9}")
    show(
        "due question, by its index",
        await milliseconds(2000, lambda: store.due_dates.due(now, limit=1)),
    )
    show("due question, without an index", await milliseconds(5, scan))
    show(
        "whole tick (question, and the tick noted)",
        await milliseconds(500, lambda: plan_digests(store, now=now, zone_data="bench")),
    )
    async with lag() as late:
        began = time.perf_counter()
        await plan_digests(store, now=now, zone_data="other")
        seconds = time.perf_counter() - began
    print(f"\nall slots renewed after new zone data in {seconds:.1f} s, {said(late)}")
    await plan_digests(store, now=now, zone_data="bench")


async def storm(store: Store, due: int) -> None:
    """All that is due at nine, until a part of it is posted."""
    ahead = DUE - timedelta(minutes=3)
    async with lag() as late:
        began = time.perf_counter()
        planned = await plan_digests(store, now=ahead, zone_data="bench")
        seconds = time.perf_counter() - began
    assert planned == due, planned
    print(f"\n{planned:,} slots planned in {seconds:.2f} s, {said(late)}")
    async with lag() as late:
        began = time.perf_counter()
        frozen = await freeze_editions(store, render, now=ahead)
        seconds = time.perf_counter() - began
    print(f"{frozen:,} editions of {POLICIES} policies frozen in {seconds:.2f} s, {said(late)}")
    stored = await store.subscriptions._connection.value("SELECT count(*) FROM compositions")  # noqa: SLF001  only counted
    print(f"stored payloads: {stored}\n")
    await post(store)


async def post(store: Store) -> None:
    """Claim and record, as fast as it goes."""
    claims, records = [], []
    for _ in range(40):
        began = time.perf_counter()
        posts = await claim_posts(store, now=DUE, limit=CLAIM)
        claims.append(1000 * (time.perf_counter() - began))
        for claimed in posts:
            records += await milliseconds(
                1, lambda post_id=claimed.id: record_outcome(store, post_id, Accepted(post_id))
            )
    print(f"{'posting, ms':44} {'median':>9} {'p99':>9} {'most':>9}")
    show(f"claim of {CLAIM} (synchronous = FULL)", claims)
    show("record of one", records)


async def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--subscriptions", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=100_000)
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    bot.services.share_editions.compose_edition = compose  # type: ignore[assignment]  # the stand-in
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or Path(folder, "newsdesk.db")
        async with open_store(path) as store:
            began = time.perf_counter()
            await fill(store, options.subscriptions, options.due)
            print(f"{options.subscriptions:,} subscriptions, {time.perf_counter() - began:.0f} s\n")
            await idle(store)
            await storm(store, options.due)


if __name__ == "__main__":
    asyncio.run(main())
