"""One article as it looks on every card: its text, thumbnail and buttons.

The limits below keep five stories and a header under Discord's 4,000 characters a message.
"""

from typing import Any, TypeAlias

import discord
from discord import ui

from bot.domain.article import Article
from bot.render.custom_ids import related_id
from bot.render.links import button_url, media_url
from bot.render.text import clip, escape
from bot.render.words import SEPARATOR, moment

Item: TypeAlias = ui.Item[Any]

MAX_TITLE = 200
MAX_SOURCE = 60
MAX_EXCERPT = 200
MAX_TOPICS = 90
# https://discord.com/developers/docs/components/reference#thumbnail
MAX_ALT_TEXT = 1024


def headline(article: Article) -> str:
    """Return title, source and date in two lines of Markdown, at most about 330 characters."""
    title = escape(article.title, MAX_TITLE) or "Untitled"
    parts = [
        escape(article.provider or article.domain, MAX_SOURCE),
        "video" if article.kind == "video" else "",
        moment(article.published, "D"),
        moment(article.published, "R"),
    ]
    # A heading keeps its distance to the story above; separators would break the 40 components.
    return f"### {title}\n-# {SEPARATOR.join(part for part in parts if part)}"


def story_text(article: Article) -> str:
    """Return a story in Markdown: headline, excerpt, topics; at most about 700 characters."""
    return "\n".join(
        line
        for line in (headline(article), escape(article.excerpt, MAX_EXCERPT), _topics(article))
        if line
    )


def _topics(article: Article) -> str:
    names = escape(", ".join(article.topics), MAX_TOPICS)
    if not names:
        return ""
    label = "Topics (inferred)" if article.topics_inferred else "Topics"
    return f"-# {label}: {names}"


def story_items(article: Article) -> tuple[Item, Item]:
    """Return the text, beside its thumbnail where there is one, and the row of buttons below it."""
    text: Item = ui.TextDisplay(story_text(article))
    picture = _thumbnail(article)
    buttons = [button for button in (open_button(article), _related_button(article)) if button]
    return (ui.Section(text, accessory=picture) if picture else text), ui.ActionRow(*buttons)


def _thumbnail(article: Article) -> Item | None:
    url = media_url(article.image.url) if article.image else None
    if article.image is None or url is None:
        return None
    alt = clip(article.image.title, MAX_ALT_TEXT) or f"Picture: {clip(article.title, 200)}"
    return ui.Thumbnail(url, description=alt)


def open_button(article: Article) -> ui.Button[Any] | None:
    """Return the button to the article's page, or None where its address can't be linked."""
    url = button_url(article.url)
    return ui.Button(label="Open", style=discord.ButtonStyle.link, url=url) if url else None


def _related_button(article: Article) -> ui.Button[Any]:
    return ui.Button(label="Related", custom_id=related_id(article.id))
