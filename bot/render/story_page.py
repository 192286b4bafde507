"""The page of a story: its sources, what is related and why, what came before and after."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article import Article
from bot.domain.related import StoryPage
from bot.render.card import card
from bot.render.custom_ids import StoryView, story_share_id, story_view_id
from bot.render.reasons import apart, reason_line
from bot.render.story import (
    MAX_SOURCE,
    Item,
    headline,
    headline_item,
    open_button,
    pictured,
    story_button,
)
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, moment

# With these the fullest page stays under 4,000 characters: see test_story_page_limits.py.
PAGE_SIZE = 6
_MAX_TITLE = 100
_MAX_EXCERPT = 300
_MAX_TOPICS = 120
_FEW_SOURCES = 5
_FEW_RELATED = 4
_FEW_ON_A_SIDE = 2
_NOTHING_RELATED = "Nothing else in the archive is known to be related to this story."
_ONE_SOURCE = "-# No other source of the archive has this story."
_NOTHING_ELSE = "There is nothing more on this page."
_TITLES: dict[StoryView, str] = {
    "all": "Story",
    "sources": "Sources of this story",
    "related": "Related stories",
    "timeline": "Before and after this story",
}


def story_card(page: StoryPage, view: StoryView = "all", number: int = 0) -> ui.LayoutView:
    """Return page `number` (from 0, the nearest there is) of a view, with its reader's buttons."""
    return card([*_items(page, view, number), *_buttons(page, view, number)])


def shared_story_card(
    page: StoryPage, view: StoryView, number: int, *, sharer_id: int
) -> ui.LayoutView:
    """Return the same page as everyone sees it; each may open the story for themselves."""
    sharer = ui.TextDisplay[Any](f"-# Shared by <@{sharer_id}>")
    buttons = [open_button(page.head), story_button(page.article)]
    row = ui.ActionRow[Any](*(button for button in buttons if button))
    return card([sharer, *_items(page, view, number), row])


def read_view(name: str) -> StoryView:
    """The view of this name, the first one where there is none."""
    return next((view for view in _TITLES if view == name), "all")


def _items(page: StoryPage, view: StoryView, number: int) -> Iterator[Item]:
    if view == "all":
        yield from _overview(page)
    else:
        yield from _listed(page, view, number)


def _overview(page: StoryPage) -> Iterator[Item]:
    yield pictured(_head(page), page.head)
    yield ui.Separator()
    yield ui.TextDisplay("\n".join(_sources(page)))
    yield ui.TextDisplay("\n".join(_related(page)))
    if page.timeline:
        yield ui.TextDisplay("\n".join(_timeline(page)))


def _head(page: StoryPage) -> str:
    topics = escape(", ".join(page.topics), _MAX_TOPICS)
    is_inferred = all(source.topics_inferred for source in page.sources)
    label = "Topics (inferred)" if is_inferred else "Topics"
    lines = (
        headline(page.head),
        escape(page.head.excerpt, _MAX_EXCERPT),
        f"-# {label}: {topics}" if topics else "",
    )
    return "\n".join(line for line in lines if line)


def _sources(page: StoryPage) -> Iterator[str]:
    total = len(page.sources)
    if total == 1:
        yield _ONE_SOURCE
        return
    yield f"### {count(total, 'source')}"
    for source in page.sources[:_FEW_SOURCES]:
        yield _line(source, moment(source.published, "f"))
    if total > _FEW_SOURCES:
        yield f"-# and {total - _FEW_SOURCES:,} more"


def _related(page: StoryPage) -> Iterator[str]:
    yield "### Related"
    if not page.related:
        yield _NOTHING_RELATED
    for hit in page.related[:_FEW_RELATED]:
        yield _line(hit.article, reason_line(hit.reason))


def _timeline(page: StoryPage) -> Iterator[str]:
    """What came just before, the story itself, and what came just after."""
    before = [hit for hit in page.timeline if hit.reason.days < 0]
    after = [hit for hit in page.timeline if hit.reason.days > 0]
    yield "### Before and after"
    for hit in before[-_FEW_ON_A_SIDE:]:
        yield _line(hit.article, apart(hit.reason.days))
    yield f"- **This story** · {moment(page.article.published, 'D')}"
    for hit in after[:_FEW_ON_A_SIDE]:
        yield _line(hit.article, apart(hit.reason.days))


def _line(article: Article, *facts: str) -> str:
    """An article in a line of at most about 330 characters."""
    source = escape(article.provider or article.domain, MAX_SOURCE)
    title = escape(article.title, _MAX_TITLE) or "Untitled"
    return f"- {SEPARATOR.join(fact for fact in (source, title, *facts) if fact)}"


def _listed(page: StoryPage, view: StoryView, number: int) -> Iterator[Item]:
    entries = _entries(page, view)
    pages = count_pages(page, view)
    number = min(number, pages - 1)
    title = escape(page.head.title, _MAX_TITLE) or "Untitled"
    place = f"{SEPARATOR}page {number + 1} of {pages}" if pages > 1 else ""
    yield ui.TextDisplay(f"## {_TITLES[view]}\n-# {title}{SEPARATOR}{_found(page, view)}{place}")
    yield ui.Separator()
    shown = entries[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    for text, article in shown:
        yield headline_item(text, article)
    if not shown:
        yield ui.TextDisplay(_NOTHING_RELATED if view != "sources" else _NOTHING_ELSE)


def _found(page: StoryPage, view: StoryView) -> str:
    if view == "sources":
        return f"{count(len(page.sources), 'source')}, the first to report first"
    if view == "timeline":
        return f"published {moment(page.article.published, 'D')}"
    return count(len(page.related), "story", "stories")


def _entries(page: StoryPage, view: StoryView) -> Sequence[tuple[str, Article]]:
    if view == "sources":
        return [(headline(source), source) for source in page.sources]
    if view == "timeline":
        return [
            (f"{headline(hit.article)}\n-# {apart(hit.reason.days)}", hit.article)
            for hit in page.timeline
        ]
    return [
        (f"{headline(hit.article, also=hit.also)}\n-# {reason_line(hit.reason)}", hit.article)
        for hit in page.related
    ]


def count_pages(page: StoryPage, view: StoryView) -> int:
    """How many pages a view has, at least one."""
    lengths = {"sources": page.sources, "related": page.related, "timeline": page.timeline}
    return max(1, -(-len(lengths.get(view, ())) // PAGE_SIZE))


def _buttons(page: StoryPage, view: StoryView, number: int) -> Iterator[Item]:
    """The row that leads to the other views, and below a list the one that turns its pages."""
    article_id, last = page.article.id, count_pages(page, view) - 1
    number = min(number, last)
    share: ui.Button[Any] = ui.Button(
        label="Share to channel", custom_id=story_share_id(article_id, view, number)
    )
    if view == "all":
        opening = open_button(page.head)
        yield ui.ActionRow(*([opening] if opening else []), share, *_views(page))
        return
    turns = (
        _turn("Previous", story_view_id(article_id, view, max(number - 1, 0)), is_off=number == 0),
        _turn(
            "Next", story_view_id(article_id, view, min(number + 1, last)), is_off=number == last
        ),
    )
    back: ui.Button[Any] = ui.Button(
        label="Back to the story", custom_id=story_view_id(article_id, "all", 0)
    )
    yield ui.ActionRow(*(turns if last else ()), back, share)


def _views(page: StoryPage) -> Iterator[ui.Button[Any]]:
    sources = len(page.sources)
    numbers: dict[StoryView, tuple[str, int]] = {
        "sources": ("All sources", sources if sources > 1 else 0),
        "related": ("All related", len(page.related)),
        "timeline": ("Timeline", len(page.timeline)),
    }
    for view, (label, number) in numbers.items():
        if number:
            yield ui.Button(
                label=f"{label} ({number})", custom_id=story_view_id(page.article.id, view, 0)
            )


def _turn(label: str, custom_id: str, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)
