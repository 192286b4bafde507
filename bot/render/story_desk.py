"""Asks moderators what goes together, before stories are merged or split."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article import Article
from bot.domain.related import StoryPage
from bot.render.card import card, note
from bot.render.desk_ids import merge_id, split_id
from bot.render.text import escape
from bot.render.words import SEPARATOR, moment

# Two lists of so many lines of some 190 characters stay below 4,000.
_MOST_LISTED = 8
_MAX_TITLE = 120
_MAX_SOURCE = 30
_REACH = "-# In this server only, whatever files are loaded later. It can be undone."


def merge_card(story: StoryPage, other: StoryPage) -> ui.LayoutView:
    """Ask whether the two stories are one."""
    return card(
        [
            ui.TextDisplay(f"## Merge these into one story?\n{_lines(story.sources)}"),
            ui.TextDisplay(f"**with**\n{_lines(other.sources)}"),
            ui.TextDisplay(_REACH),
            _row("Merge", merge_id(story.article.id, other.article.id)),
        ]
    )


def split_card(story: StoryPage) -> ui.LayoutView:
    """Ask whether the article is another story than the one that it is in."""
    staying = [each for each in story.sources if each.id != story.article.id]
    return card(
        [
            ui.TextDisplay(f"## Take this out of its story?\n{_lines([story.article])}"),
            ui.TextDisplay(f"**stays apart from**\n{_lines(staying)}"),
            ui.TextDisplay(_REACH),
            _row("Split", split_id(story.article.id)),
        ]
    )


def same_story_card(story: StoryPage) -> ui.LayoutView:
    """Say that two articles are in one story already."""
    return note(f"Both are in this story already:\n{_lines(story.sources)}")


def alone_card(story: StoryPage) -> ui.LayoutView:
    """Say that there is nothing to split."""
    return note(
        f"This is a story by itself, with nothing to take it out of:\n{_lines(story.sources)}"
    )


def _lines(articles: Sequence[Article]) -> str:
    return "\n".join(_listed(articles))


def _listed(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles[:_MOST_LISTED]:
        title = escape(article.title, _MAX_TITLE) or "Untitled"
        source = escape(article.provider or article.domain, _MAX_SOURCE)
        about = SEPARATOR.join(filter(None, (source, moment(article.published, "D"))))
        yield f"- {title}\n  -# {about}"
    left = len(articles) - _MOST_LISTED
    if left > 0:
        yield f"- and {left} more"


def _row(label: str, custom_id: str) -> ui.ActionRow[Any]:
    style = discord.ButtonStyle.primary
    return ui.ActionRow(ui.Button(label=label, custom_id=custom_id, style=style))
