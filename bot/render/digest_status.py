"""How a subscription stands, and what it has posted and missed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.edition_record import DigestHistory, DigestStatus, EditionRecord, Miss, Outcome
from bot.domain.failure import Cause
from bot.domain.subscription import Activity, Subscription
from bot.render.card import card
from bot.render.digest_ids import Action, history_id
from bot.render.digest_words import cause, channel, next_run, rights, stopped, timing
from bot.render.subscription_card import buttons
from bot.render.words import SEPARATOR, count, moment

PAGE_SIZE = 8
_MOST_MISSES = 5
_MOST_LINKS = 3
_MOST_TROUBLED = 3
_TROUBLED = frozenset({Outcome.UNKNOWN, Outcome.DEAD, Outcome.PARTLY})
_OUTCOMES = {
    Outcome.PLANNED: "being prepared",
    Outcome.OPEN: "on its way",
    Outcome.SENT: "posted",
    Outcome.PARTLY: "posted in part",
    Outcome.UNKNOWN: "unknown: I can't tell whether it was posted, so I don't post it again",
    Outcome.DEAD: "not posted",
    Outcome.SKIPPED: "skipped, as nothing was new",
}


def status_card(
    status: DigestStatus,
    *,
    missing: Sequence[str] | None = (),
    recent: Sequence[EditionRecord] = (),
) -> ui.LayoutView:
    """Return how a subscription stands.

    `missing` are the permissions that the bot lacks in the channel, None where that isn't there;
    `recent` editions are named if they weren't posted for sure.
    """
    subscription = status.subscription
    lines = [
        f"## Status: {channel(subscription.channel_id)}",
        stopped(subscription) or next_run(subscription),
        f"- {timing(subscription.timing)}",
        f"- {_permissions(missing)}",
        f"- Last edition: {_last(status)}",
    ]
    if status.open_posts:
        lines.append(f"- {count(status.open_posts, 'message')} waiting to be posted")
    lines.extend(_unedited(status.unedited))
    lines.extend(_troubled(status, recent))
    lines.extend(_misses(status.misses))
    return card([ui.TextDisplay("\n".join(lines)), buttons(subscription, _actions(subscription))])


def _unedited(causes: Sequence[Cause]) -> Iterator[str]:
    """Messages that still show what was retracted or corrected since."""
    for why, times in Counter(causes).items():
        messages = count(times, "message")
        yield f"- {messages} could not be corrected after a retraction or edit: {cause(why)}"


def _actions(subscription: Subscription) -> tuple[Action, ...]:
    if subscription.activity is Activity.ACTIVE:
        return ("preview", "edit", "now", "pause", "history")
    if subscription.activity is Activity.ENDED:
        return ("history",)
    return ("resume", "preview", "edit", "history")


def _troubled(status: DigestStatus, recent: Sequence[EditionRecord]) -> Iterator[str]:
    """Editions before the last that were not posted, or nobody knows."""
    last = status.last.id if status.last else 0
    found = [one for one in recent if one.outcome in _TROUBLED and one.id != last]
    for record in found[:_MOST_TROUBLED]:
        yield f"- Before: {_edition(record, status.subscription)}"
    if len(found) > _MOST_TROUBLED:
        yield f"  - and {len(found) - _MOST_TROUBLED} more like it, see History"


def _permissions(missing: Sequence[str] | None) -> str:
    if missing is None:
        return "**I can't see the channel**: it is gone, closed, or hidden from me"
    if missing:
        return f"Missing permissions: {rights(missing)}"
    return "I have all permissions that I need there"


def _last(status: DigestStatus) -> str:
    if status.last is None:
        return "none yet"
    return _edition(status.last, status.subscription)


def _edition(record: EditionRecord, subscription: Subscription) -> str:
    """An edition in a line: when, what became of it, how much it had, where it is."""
    facts = [moment(record.due, "f"), _OUTCOMES[record.outcome]]
    if record.slot.startswith("now:"):
        facts.insert(1, "sent by hand")
    if record.cause is not None and record.outcome is not Outcome.SENT:
        facts.append(cause(record.cause))
    if record.stories:
        facts.append(count(record.stories, "story", "stories"))
    facts.extend(_links(record, subscription))
    if record.useless:
        facts.append(f"{record.useless:,} found it not useful")
    return SEPARATOR.join(facts)


def _links(record: EditionRecord, subscription: Subscription) -> Iterator[str]:
    for number, message_id in enumerate(record.message_ids[:_MOST_LINKS], 1):
        place = f" {number}" if len(record.message_ids) > 1 else ""
        if message_id is None:
            yield f"part{place or ' 1'} was deleted"
            continue
        home = subscription.channel_id
        if subscription.kind == "forum":
            # The thread has the id of its first message, and holds all parts.
            home = record.message_ids[0] or message_id
        url = f"https://discord.com/channels/{subscription.guild_id}/{home}/{message_id}"
        yield f"[open{place}]({url})"


def _misses(misses: Sequence[Miss]) -> Iterator[str]:
    if not misses:
        yield "- No edition was missed in the last 30 days"
        return
    yield f"- Missed in the last 30 days: {len(misses)}"
    for miss in misses[:_MOST_MISSES]:
        yield f"  - {_missed(miss)}"
    if len(misses) > _MOST_MISSES:
        yield f"  - and {len(misses) - _MOST_MISSES} more, see History"


def _missed(miss: Miss) -> str:
    return f"{moment(miss.due, 'f')}{SEPARATOR}missed{SEPARATOR}{cause(miss.reason)}"


def history_card(history: DigestHistory, number: int = 0) -> ui.LayoutView:
    """Return page `number` (from 0) of past editions and misses.

    The history needs one entry more than the page ends with, to know that there are further ones.
    """
    subscription = history.subscription
    past = sorted(_past(history), key=lambda entry: entry[0], reverse=True)
    start, end = number * PAGE_SIZE, (number + 1) * PAGE_SIZE
    is_more = len(past) > end
    lines = [f"- {line}" for _, line in past[start:end]] or ["Nothing was posted or missed."]
    place = f"\n-# Page {number + 1}" if number or is_more else ""
    head = f"## History: {channel(subscription.channel_id)}{place}"
    items: list[Any] = [ui.TextDisplay("\n".join([head, *lines]))]
    if number or is_more:
        newer = history_id(subscription.id, max(number - 1, 0))
        # At the end the disabled button carries the page shown: ids must differ.
        older = history_id(subscription.id, number + 1 if is_more else number)
        items.append(
            ui.ActionRow(
                _turn("Newer", newer, is_off=not number),
                _turn("Older", older, is_off=not is_more),
            )
        )
    return card(items)


def _past(history: DigestHistory) -> Iterator[tuple[datetime, str]]:
    for record in history.editions:
        yield record.due, _edition(record, history.subscription)
    for miss in history.misses:
        yield miss.due, _missed(miss)


def _turn(label: str, custom_id: str, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)
