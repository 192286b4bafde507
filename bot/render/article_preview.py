"""The card of an article that is being added, before anything of it is stored.

The address of its page always stands on it whole, which may take 2,048 of the 4,000 characters that
Discord allows: whoever presses after a restart has the page read again by it.
"""

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import ip_address
from typing import Any

import discord
from discord import ui
from yarl import URL

from bot.domain.article import Article
from bot.domain.article_draft import MOST_TOPICS, ArticleDraft
from bot.domain.article_preview import Addition, Preview
from bot.domain.desk_article import differing
from bot.domain.newsroom import Newsroom
from bot.render.card import card
from bot.render.desk_ids import AddAction, add_id, add_topics_id
from bot.render.desk_words import fields_named
from bot.render.links import button_url, media_url
from bot.render.page_account import account_lines, shown_address
from bot.render.story import MAX_ALT_TEXT, Item, headline_item
from bot.render.text import clip, escape, plain, width
from bot.render.words import SEPARATOR, moment

_MAX_TITLE = 300
_MAX_EXCERPT = 450
_MAX_SOURCE = 60
_MAX_LOCALE = 20
_MAX_NOTE = 250
# Beside an address longer than this there is less room for the rest.
_LONG_ADDRESS = 800
_SHORT_EXCERPT = 150
_MAX_TELLING = 100
_MAX_OPTION = 100
_MOST_TELLINGS = 3
_MOST_OPTIONS = 25
_TOPICS = f"**Topics**\n-# What is likely is chosen; choose up to {MOST_TOPICS}."
_NO_TIME = "The page names no time, so it would be dated now; **Edit** changes that."


def preview_card(
    addition: Addition,
    preview: Preview,
    *,
    preview_id: str,
    newsroom: Newsroom,
    notes: Sequence[str] = (),
) -> ui.LayoutView:
    """Return the article as it would be, what was found where, and what can be done with it.

    `notes` are lines of Markdown, together up to 300 characters.
    """
    return card(_items(addition, preview, preview_id, newsroom, notes))


def _items(
    addition: Addition,
    preview: Preview,
    preview_id: str,
    newsroom: Newsroom,
    notes: Sequence[str],
) -> Iterator[Item]:
    draft = preview.draft
    yield ui.TextDisplay("\n".join((*_heading(addition, draft, newsroom), *notes)))
    yield _pictured("\n".join(_article_lines(draft)), draft)
    yield ui.TextDisplay("\n".join(_account(addition, draft)))
    most = 1 if _is_long(draft) else _MOST_TELLINGS
    yield from _tellings("The archive has this title already", preview.copies[:most])
    yield from _tellings("The same story in the archive", preview.coverage[:most])
    topics = _topics(preview, preview_id)
    if topics is not None:
        yield ui.TextDisplay(_TOPICS)
        yield ui.ActionRow(topics)
    yield ui.ActionRow(*_buttons(addition, preview_id))
    further = [*_further(addition, preview, preview_id)]
    if further:
        yield ui.ActionRow(*further)


def _is_long(draft: ArticleDraft) -> bool:
    return len(draft.url) > _LONG_ADDRESS


def _heading(addition: Addition, draft: ArticleDraft, newsroom: Newsroom) -> Iterator[str]:
    known = addition.known
    if known is None or not addition.is_update:
        yield "## Add this article?"
        reach = "for all servers" if newsroom.is_trusted else "in this server"
        yield f"-# Nothing is stored yet. **Publish** adds it {reach}."
        return
    changed = differing(known.draft, draft)
    yield "## Bring this article up to date?"
    if changed:
        yield f"-# Nothing is stored yet. **Update** changes: {fields_named(changed)}."
    else:
        yield "-# The page says what the archive has: there is nothing to update."


def _article_lines(draft: ArticleDraft) -> Iterator[str]:
    yield f"### {escape(draft.title, _MAX_TITLE) or 'Untitled'}"
    if draft.excerpt:
        yield escape(draft.excerpt, _SHORT_EXCERPT if _is_long(draft) else _MAX_EXCERPT)
    parts = (
        escape(draft.provider or draft.domain, _MAX_SOURCE),
        "video" if draft.kind == "video" else "",
        moment(draft.published, "f"),
        moment(draft.published, "R"),
        f"language {escape(draft.locale, _MAX_LOCALE)}" if draft.locale else "",
    )
    yield f"-# {SEPARATOR.join(part for part in parts if part)}"


def _account(addition: Addition, draft: ArticleDraft) -> Iterator[str]:
    """Where it leads, and what its page says of itself."""
    yield shown_address(draft.url) or escape(draft.url, _MAX_NOTE)
    if addition.page is not None:
        yield from account_lines(addition.page)
        if addition.page.published is None and not addition.is_update:
            yield f"-# {_NO_TIME}"


def _tellings(heading: str, articles: Sequence[Article]) -> Iterator[Item]:
    for at, article in enumerate(articles):
        source = escape(article.provider or article.domain, _MAX_SOURCE // 2)
        title = escape(article.title, _MAX_TELLING) or "Untitled"
        line = f"{title}\n-# {source}{SEPARATOR}{moment(article.published, 'D')}"
        yield headline_item(line if at else f"**{heading}**\n{line}", article)


def _pictured(text: str, draft: ArticleDraft) -> Item:
    shown: ui.TextDisplay[Any] = ui.TextDisplay(text)
    url = picture_url(draft)
    if draft.image is None or url is None:
        return shown
    alt = clip(draft.image.title, MAX_ALT_TEXT) or f"Picture: {clip(draft.title, 200)}"
    return ui.Section(shown, accessory=ui.Thumbnail(url, description=alt))


def picture_url(draft: ArticleDraft) -> str | None:
    """The picture as it may be shown: on the public web, as far as its address tells."""
    url = media_url(draft.image.url) if draft.image else None
    return url if url is not None and not _is_private(URL(url).host or "") else None


def _is_private(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _topics(preview: Preview, preview_id: str) -> ui.Select[Any] | None:
    chosen = set(preview.draft.topics)
    names = [name for name in _distinct(preview) if 0 < width(name) <= _MAX_OPTION]
    options = [
        discord.SelectOption(label=name, value=name, default=name in chosen)
        for name in names[:_MOST_OPTIONS]
    ]
    if not options:
        return None
    return ui.Select(
        custom_id=add_topics_id(preview_id),
        options=options,
        min_values=0,
        max_values=min(len(options), MOST_TOPICS),
        placeholder="No topics",
    )


def _distinct(preview: Preview) -> Iterable[str]:
    """The topics as they are read, each once, those that are chosen first."""
    return dict.fromkeys(map(plain, (*preview.draft.topics, *preview.offered)))


def _buttons(addition: Addition, preview_id: str) -> Iterator[ui.Button[Any]]:
    is_new = not addition.is_update
    yield ui.Button(
        label="Publish" if is_new else "Update",
        custom_id=add_id("publish", preview_id),
        style=discord.ButtonStyle.success,
        disabled=not (is_new or _has_news(addition)),
    )
    yield action("Edit…", "edit", preview_id)
    yield action("More…", "more", preview_id)
    if is_new:
        yield action("Add to queue", "queue", preview_id)
    yield action("Cancel", "cancel", preview_id)


def _has_news(addition: Addition) -> bool:
    known, preview = addition.known, addition.preview
    return known is None or preview is None or bool(differing(known.draft, preview.draft))


def _further(addition: Addition, preview: Preview, preview_id: str) -> Iterator[ui.Button[Any]]:
    """What can be done with other articles than this one, and the way to its page."""
    if not addition.is_update and (preview.copies or preview.coverage):
        yield action("Add as related", "related", preview_id)
    if not addition.is_update and preview.copies:
        yield action("Update that one", "update", preview_id)
    yield from page_button(preview.draft.url)


def action(label: str, do: AddAction, preview_id: str) -> ui.Button[Any]:
    """A button of a preview."""
    return ui.Button(label=label, custom_id=add_id(do, preview_id))


def page_button(url: str) -> Iterator[ui.Button[Any]]:
    """The way to the page, if its address can be linked."""
    link = button_url(url)
    if link is not None:
        yield ui.Button(label="Open page", style=discord.ButtonStyle.link, url=link)
