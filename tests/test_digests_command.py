"""`newsdesk digests` as an operator meets it."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main
from bot.domain.delivery_event import Accepted, Failed
from bot.domain.edition import Edition
from bot.domain.edition_part import Part
from bot.domain.failure import Failure
from bot.domain.subscription import Activity, Policy, Subscription
from bot.domain.subscription_draft import SubscriptionDraft
from bot.services.claim_posts import claim_posts
from bot.services.freeze_editions import freeze_editions
from bot.services.load_corpus import load_corpus
from bot.services.plan_digests import plan_digests
from bot.services.record_outcome import record_outcome
from bot.services.set_activity import set_activity
from bot.services.subscribe_channel import subscribe_channel
from bot.storage.store import Store, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
SUBSCRIBED = datetime(2019, 12, 5, 8, tzinfo=UTC)
DUE = datetime(2019, 12, 5, 9, tzinfo=UTC)
LATER = datetime(2019, 12, 7, 16, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder without settings of who runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in ("DISCORD_TOKEN", "NEWSDESK_DATABASE", "NEWSDESK_CORPUS", "NEWSDESK_LOG_LEVEL"):
        monkeypatch.delenv(key, raising=False)


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def with_store(work: Callable[[Store], Coroutine[Any, Any, object]]) -> None:
    async def run() -> None:
        async with open_store(Path("data/newsdesk.db")) as store:
            await work(store)

    asyncio.run(run())


def one_part(edition: Edition, _subscription: Subscription) -> tuple[Part, ...]:
    positions = tuple(range(len(edition.stories)))
    return (Part(b"{}", b"{}", positions),)


async def run_for_days(store: Store) -> None:
    """One channel gets its edition, one refuses it, one is paused; then the bot is down."""
    await load_corpus(store, [SEEDS])
    for channel in (1, 2, 3):
        draft = SubscriptionDraft(9, channel, "text", policy=Policy(stories=2))
        made = await subscribe_channel(store, draft, now=SUBSCRIBED)
    await set_activity(store, made.id, Activity.PAUSED, guild_id=9, now=SUBSCRIBED)
    await plan_digests(store, now=DUE, zone_data="z")
    await freeze_editions(store, one_part, now=DUE)
    sent, refused = await claim_posts(store, now=DUE, limit=9)
    await record_outcome(store, sent.id, Accepted(1))
    await record_outcome(store, refused.id, Failed(Failure(403, 50013), DUE, 0.5))
    await plan_digests(store, now=LATER, zone_data="z")


def test_before_anything_is_subscribed_all_is_nought() -> None:
    with_store(lambda store: load_corpus(store, [SEEDS]))
    lines = newsdesk("digests").stdout.splitlines()
    assert lines == [
        "Subscriptions: 0 active, 0 paused, 0 disabled, 0 ended",
        "Posts: 0 pending, 0 sending, 0 sent, 0 unknown, 0 dead",
        "Editions to be composed: 0",
        "Misses: 0, 0 of them in the last 7 days",
        "No tick yet: nothing is planned before the bot runs.",
    ]


def test_what_was_posted_refused_and_missed_is_told() -> None:
    with_store(run_for_days)
    assert newsdesk("digests").stdout.splitlines() == [
        "Subscriptions: 2 active, 1 paused, 0 disabled, 0 ended",
        "Posts: 0 pending, 0 sending, 1 sent, 0 unknown, 1 dead",
        "Editions to be composed: 0",
        "Misses: 5, 0 of them in the last 7 days",
        "Last tick: 2019-12-07 16:00 UTC: is the bot running?",
        "",
        "active    channel 1 of server 9: 09:00 UTC, next 2019-12-08 09:00 UTC",
        "active    channel 2 of server 9: 09:00 UTC, next 2019-12-08 09:00 UTC",
        "paused    channel 3 of server 9",
        "",
        "missed    channel 1 of server 9: 2019-12-07 (late)",
        "missed    channel 2 of server 9: 2019-12-07 (late)",
        "missed    channel 1 of server 9: 2019-12-06 (late)",
        "missed    channel 2 of server 9: 2019-12-06 (late)",
        "missed    channel 2 of server 9: 2019-12-05 (no permission)",
    ]


def test_the_post_that_waits_longest_is_named_with_its_last_failure() -> None:
    async def fail(store: Store) -> None:
        await load_corpus(store, [SEEDS])
        await subscribe_channel(store, SubscriptionDraft(9, 1, "text"), now=SUBSCRIBED)
        await plan_digests(store, now=DUE, zone_data="z")
        await freeze_editions(store, one_part, now=DUE)
        [post] = await claim_posts(store, now=DUE, limit=9)
        await record_outcome(store, post.id, Failed(Failure(502), DUE, 0.5))

    with_store(fail)
    assert (
        "Oldest pending: due 2019-12-05 09:00 UTC, channel 1 of server 9"
        " (1 attempt, last failure: server)"
    ) in newsdesk("digests").stdout


def test_json_is_one_object_of_the_documented_fields() -> None:
    with_store(run_for_days)
    answer = json.loads(newsdesk("digests", "--json", "--limit", "1").stdout)
    help_text = newsdesk("digests", "--help").stdout
    assert all(field in help_text for field in answer)
    assert answer["subscriptions"] == {"active": 2, "paused": 1, "disabled": 0, "ended": 0}
    assert answer["outbox"]["dead"] == 1
    assert (answer["oldest_pending"], answer["misses"]) == (None, 5)
    assert answer["last_tick"] == "2019-12-07T16:00:00Z"
    assert [each["channel"] for each in answer["listed"]] == ["1"]
    assert answer["latest_misses"] == [
        {"guild": "9", "channel": "1", "date": "2019-12-07", "reason": "late"}
    ]


def test_without_an_archive_the_mend_is_told() -> None:
    result = newsdesk("digests")
    assert result.exit_code == 2
    assert "newsdesk load" in result.stderr
