"""The card on which an admin edits a subscription: choices that count at once, and forms."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.subscription import MOST_PER_PROVIDER, MOST_STORIES, Subscription
from bot.render.card import card
from bot.render.digest_ids import FormName, Setting, form_id, setting_id
from bot.render.digest_words import channel
from bot.render.story import Item
from bot.render.subscription_card import buttons, facts
from bot.render.words import count

SKIP, ARCHIVE = "skip", "archive"
_FORMS: dict[FormName, str] = {
    "topics": "Topics",
    "when": "When",
    "words": "Words and quality",
    "posting": "Posting",
}


def editor_card(subscription: Subscription, *, notes: Sequence[str] = ()) -> ui.LayoutView:
    """Return the settings with all that changes them; `notes` say what has just been changed."""
    return card(_items(subscription, notes))


def _items(subscription: Subscription, notes: Sequence[str]) -> Iterator[Item]:
    title = f"## Edit: {channel(subscription.channel_id)}"
    yield ui.TextDisplay("\n".join((title, *notes, *facts(subscription))))
    yield ui.ActionRow(
        *(
            ui.Button(
                label=f"{label}…",
                custom_id=form_id(name, subscription.id),
                style=discord.ButtonStyle.primary,
            )
            for name, label in _FORMS.items()
        )
    )
    for select in _selects(subscription):
        yield ui.ActionRow(select)
    yield buttons(subscription, ("preview", "status", "end"))


def _selects(subscription: Subscription) -> Iterator[ui.Select[Any]]:
    policy, key = subscription.policy, subscription.id
    yield _numbers("stories", key, MOST_STORIES, policy.stories, "in an edition")
    yield _numbers("cap", key, MOST_PER_PROVIDER, policy.per_provider, "of one source at most")
    yield ui.Select(
        custom_id=setting_id("empty", key),
        options=[
            discord.SelectOption(
                label="With nothing new: no edition", value=SKIP, default=not policy.from_archive
            ),
            discord.SelectOption(
                label="With nothing new: from the archive",
                value=ARCHIVE,
                default=policy.from_archive,
            ),
        ],
    )


def _numbers(setting: Setting, key: int, most: int, now: int, what: str) -> ui.Select[Any]:
    return ui.Select(
        custom_id=setting_id(setting, key),
        options=[
            discord.SelectOption(
                label=f"{count(number, 'story', 'stories')} {what}",
                value=str(number),
                default=number == now,
            )
            for number in range(1, most + 1)
        ],
    )
