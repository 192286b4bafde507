"""A subscription as an admin sees it, and all of a server's."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.subscription import Activity, Subscription
from bot.render.card import card
from bot.render.digest_ids import Action, action_id, list_id
from bot.render.digest_words import (
    channel,
    due_in,
    manner_lines,
    names,
    next_run,
    policy_lines,
    stopped,
    timing,
)
from bot.render.story import Item
from bot.render.words import SEPARATOR, count

PAGE_SIZE = 8
_LABELS: dict[Action, str] = {
    "preview": "Preview",
    "edit": "Edit",
    "now": "Send now",
    "pause": "Pause",
    "resume": "Resume",
    "status": "Status",
    "history": "History",
    "end": "Unsubscribe",
    "keep": "Keep it",
}


def subscription_card(
    subscription: Subscription, title: str, *, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return a subscription under a title such as "Subscribed", with what can be done with it."""
    lines = [f"## {title}: {channel(subscription.channel_id)}", *notes, *facts(subscription)]
    return card([ui.TextDisplay("\n".join(lines)), buttons(subscription, _actions(subscription))])


def _actions(subscription: Subscription) -> tuple[Action, ...]:
    match subscription.activity:
        case Activity.ACTIVE:
            return ("preview", "edit", "now", "pause", "status")
        case Activity.PAUSED | Activity.DISABLED:
            return ("preview", "edit", "resume", "status", "history")
        case Activity.ENDED:
            return ("history",)


def facts(subscription: Subscription) -> Iterator[str]:
    """When the next edition is due or why none is, and all settings, in lines of Markdown."""
    yield stopped(subscription) or next_run(subscription)
    yield f"- {timing(subscription.timing)}"
    for line in (*policy_lines(subscription.policy), *manner_lines(subscription.manner)):
        yield f"- {line}"


def buttons(subscription: Subscription, actions: Iterable[Action]) -> ui.ActionRow[Any]:
    """The row of what can be done with a subscription; five at most."""
    return ui.ActionRow(*(_button(action, subscription.id) for action in actions))


def _button(action: Action, subscription_id: int) -> ui.Button[Any]:
    styles = {
        "preview": discord.ButtonStyle.primary,
        "resume": discord.ButtonStyle.success,
        "end": discord.ButtonStyle.danger,
    }
    style = styles.get(action, discord.ButtonStyle.secondary)
    custom_id = action_id(action, subscription_id)
    return ui.Button(label=_LABELS[action], custom_id=custom_id, style=style)


def ending_card(subscription: Subscription) -> ui.LayoutView:
    """Ask whether a channel is to get no more digests."""
    text = (
        f"## Unsubscribe {channel(subscription.channel_id)}?\n"
        "It gets no more editions, and what waits to be posted is dropped. Its settings and its "
        "history are kept, in case it is subscribed again."
    )
    return card([ui.TextDisplay(text), buttons(subscription, ("end", "keep"))])


def list_card(subscriptions: Sequence[Subscription], number: int = 0) -> ui.LayoutView:
    """Return page `number` (from 0, or the nearest) of a server's subscriptions."""
    return card(_listed(subscriptions, number))


def _listed(subscriptions: Sequence[Subscription], number: int) -> Iterator[Item]:
    last = max(0, (len(subscriptions) - 1) // PAGE_SIZE)
    number = min(number, last)
    place = f"{SEPARATOR}page {number + 1} of {last + 1}" if last else ""
    if not subscriptions:
        text = "No channel gets digests yet. Subscribe one with /digest subscribe."
        yield ui.TextDisplay(f"## Digests\n{text}")
        return
    yield ui.TextDisplay(f"## Digests\n-# {count(len(subscriptions), 'channel')}{place}")
    for subscription in subscriptions[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]:
        yield ui.Section(
            ui.TextDisplay(_line(subscription)), accessory=_button("status", subscription.id)
        )
    if last:
        yield ui.ActionRow(
            _turn("Previous", max(number - 1, 0), is_off=number == 0),
            _turn("Next", min(number + 1, last), is_off=number == last),
        )


def _line(subscription: Subscription) -> str:
    """A subscription in two lines of at most 400 characters."""
    policy = subscription.policy
    topics = names(policy.topics[:3]) + (" …" if len(policy.topics) > 3 else "")
    due = subscription.next_due
    state = stopped(subscription) or (f"next {due_in(due)}" if due else "")
    stories = count(policy.stories, "story", "stories")
    below = SEPARATOR.join((topics or "all topics", stories, timing(subscription.timing)))
    return f"**{channel(subscription.channel_id)}**{SEPARATOR}{state}\n-# {below}"


def _turn(label: str, number: int, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=list_id(number), style=style, disabled=is_off)
