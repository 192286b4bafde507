"""What the buttons under an edition answer with, to the one who pressed."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article import Article
from bot.domain.posted_edition import PostedEdition
from bot.render.card import card, note
from bot.render.text import clip, plain, width
from bot.render.words import SEPARATOR

PICK_RELATED, PICK_TOPIC = "digest:pick:related", "digest:pick:topic"
# https://discord.com/developers/docs/components/reference#string-select
_MAX_OPTIONS = 25
_MAX_OPTION = 100


def topics_of(edition: PostedEdition) -> tuple[str, ...]:
    """The topics that there may be more on: the channel's, then those of the stories."""
    told = (topic for article in edition.articles for topic in article.topics)
    names = dict.fromkeys((*edition.subscription.policy.topics, *told))
    return tuple(name for name in names if 0 < width(plain(name)) <= _MAX_OPTION)[:_MAX_OPTIONS]


def related_choice_card(articles: Sequence[Article]) -> ui.LayoutView:
    """Ask which story's related coverage is wanted."""
    options = [
        discord.SelectOption(
            label=clip(article.title, _MAX_OPTION) or "Untitled",
            value=str(article.id),
            description=clip(article.provider or article.domain, _MAX_OPTION) or None,
        )
        for article in articles[:_MAX_OPTIONS]
    ]
    return _choice("## Related coverage\nOf which story?", PICK_RELATED, options, "Choose a story")


def topic_choice_card(topics: Iterable[str]) -> ui.LayoutView:
    """Ask which topic more is wanted on."""
    names = dict.fromkeys(plain(topic) for topic in topics)
    options = [discord.SelectOption(label=name, value=name) for name in names]
    return _choice("## More on a topic\nOn which?", PICK_TOPIC, options, "Choose a topic")


def _choice(
    text: str, custom_id: str, options: list[discord.SelectOption], placeholder: str
) -> ui.LayoutView:
    select: ui.Select[Any] = ui.Select(
        custom_id=custom_id, options=options, placeholder=placeholder
    )
    return card([ui.TextDisplay(text), ui.ActionRow(select)])


def gone_card() -> ui.LayoutView:
    """Say that nothing of an edition is left in the archive."""
    return note("What this edition told is no longer in the archive.")


def feedback_card(*, is_new: bool) -> ui.LayoutView:
    """Thank a member who found an edition not useful; a second press counts no more."""
    if is_new:
        thanks = "Thank you, noted: this edition was not useful to you."
        seen = "Those who manage this server see how many said so, not who."
        return note(f"{thanks}\n-# {seen}")
    return note(f"You have said so already{SEPARATOR}it counts once.")
