"""One article as it looks on every card: its text, thumbnail and buttons.

The limits below keep five stories and a header under Discord's 4,000 characters a message.
"""

from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

import discord
from discord import ui

from bot.domain.article import Article
from bot.domain.search import SearchHit
from bot.render.custom_ids import story_id
from bot.render.links import button_url, media_url
from bot.render.text import BOLD_IN_HEADING, clip, escape, plain
from bot.render.words import SEPARATOR, count, listed, moment

Item: TypeAlias = ui.Item[Any]

MAX_TITLE = 200
MAX_SOURCE = 40
MAX_EXCERPT = 190
MAX_TOPICS = 70
MAX_ALSO = 24
# https://discord.com/developers/docs/components/reference#thumbnail
MAX_ALT_TEXT = 1024
_MOST_ALSO = 3


def headline(article: Article, *, words: Collection[str] = (), also: Iterable[Article] = ()) -> str:
    """Return title, source and date in two lines of Markdown, at most about 390 characters.

    Matched `words` (folded) stand out; `also` are articles of the same story.
    """
    title = escape(article.title, MAX_TITLE, words=words, mark=BOLD_IN_HEADING) or "Untitled"
    parts = [
        escape(_source(article), MAX_SOURCE),
        "video" if article.kind == "video" else "",
        moment(article.published, "D"),
        moment(article.published, "R"),
        _others(article, tuple(also)),
    ]
    # A heading keeps its distance to the story above; separators would break the 40 components.
    return f"### {title}\n-# {SEPARATOR.join(part for part in parts if part)}"


def _source(article: Article) -> str:
    return article.provider or article.domain


def _others(article: Article, also: tuple[Article, ...]) -> str:
    """Say who else has the story: "+2 sources: Reuters, The Verge"."""
    shown = plain(_source(article))
    names = {name: None for name in map(plain, map(_source, also)) if name and name != shown}
    if not names:
        return f"+{count(len(also), 'article')} of this source" if also else ""
    said = listed([escape(name, MAX_ALSO) for name in names], most=_MOST_ALSO)
    return f"+{count(len(names), 'source')}: {said}"


def story_text(hit: SearchHit, words: Collection[str]) -> str:
    """Return a story in Markdown: headline, excerpt, topics; at most about 690 characters."""
    article = hit.article
    lines = (
        headline(article, words=words, also=hit.also),
        escape(article.excerpt, MAX_EXCERPT, words=words),
        _topics(article),
    )
    return "\n".join(line for line in lines if line)


def _topics(article: Article) -> str:
    names = escape(", ".join(article.topics), MAX_TOPICS)
    if not names:
        return ""
    label = "Topics (inferred)" if article.topics_inferred else "Topics"
    return f"-# {label}: {names}"


def story_items(hit: SearchHit, words: Collection[str]) -> tuple[Item, Item]:
    """Return the text, beside its thumbnail where there is one, and the row of buttons below it."""
    article = hit.article
    buttons = [button for button in (open_button(article), story_button(article)) if button]
    return pictured(story_text(hit, words), article), ui.ActionRow(*buttons)


def pictured(text: str, article: Article) -> Item:
    """Return `text` beside the article's picture, alone where there is none."""
    picture = _thumbnail(article)
    shown: ui.TextDisplay[Any] = ui.TextDisplay(text)
    return ui.Section(shown, accessory=picture) if picture else shown


def headline_item(text: str, article: Article) -> Item:
    """Return `text` beside the button to the article, alone where there is none."""
    button = open_button(article)
    shown: ui.TextDisplay[Any] = ui.TextDisplay(text)
    return ui.Section(shown, accessory=button) if button else shown


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


def story_button(article: Article) -> ui.Button[Any]:
    """Return the button to the page of the story that the article tells."""
    return ui.Button(label="Story", custom_id=story_id(article.id))
