"""The page of topics: how much there is of each, how fresh it is, and where to go from it."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.search import SearchQuery
from bot.domain.topic_page import TopicPage, TopicRow
from bot.render.card import card, note
from bot.render.custom_ids import brief_about_id, retry_id, topics_page_id
from bot.render.story import Item
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, moment

_MAX_NAME = 80
_MAX_ALSO = 100
_EMPTY = (
    "## No topics yet\nThe archive has no articles with topics. Once whoever runs Newsdesk has "
    "loaded some with `newsdesk load`, they are listed here."
)


def topics_card(page: TopicPage) -> ui.LayoutView:
    """Return a page of topics: with six rows 31 components and some 2,300 characters at most."""
    if not page.rows:
        return note(_EMPTY)
    return card(_parts(page))


def _parts(page: TopicPage) -> Iterator[Item]:
    place = [f"page {page.number + 1:,} of {page.pages:,}"] if page.pages > 1 else []
    ends = [f"the newest article is of {moment(page.newest, 'D')}"] if page.newest else []
    position = SEPARATOR.join([count(page.total, "topic"), *place, *ends])
    yield ui.TextDisplay(f"## Topics\n-# {position}")
    yield ui.Separator()
    for row in page.rows:
        yield ui.TextDisplay(_text(row, page.days))
        if buttons := [*topic_buttons(row.name)]:
            yield ui.ActionRow(*buttons)
    if page.pages > 1:
        yield ui.Separator()
        yield ui.ActionRow(*_turns(page))


def _text(row: TopicRow, days: int) -> str:
    facts = [count(row.articles, "article"), _recent(row, days)]
    if row.newest is not None:
        facts.append(f"newest {moment(row.newest, 'D')}")
    also = f"\n-# also: {escape(', '.join(row.also), _MAX_ALSO)}" if row.also else ""
    name = escape(row.name, _MAX_NAME) or "Untitled"
    return f"### {name}\n{SEPARATOR.join(facts)}{also}"


def _recent(row: TopicRow, days: int) -> str:
    if not row.recent:
        return f"none in the last {days} days"
    stories = f" in {count(row.stories, 'story', 'stories')}" if row.stories < row.recent else ""
    return f"{row.recent:,}{stories} in the last {days} days"


def topic_buttons(name: str) -> Iterator[ui.Button[Any]]:
    """Buttons that brief on a topic and search it, where its name fits into their ids."""
    briefing = brief_about_id(name)
    if briefing is not None:
        yield ui.Button(label="Briefing", custom_id=briefing)
    search = retry_id(SearchQuery("", topic=name, by_date=True))
    if search is not None:
        yield ui.Button(label="Newest articles", custom_id=search)


def _turns(page: TopicPage) -> Iterator[ui.Button[Any]]:
    number, last = page.number, page.pages - 1
    turns = (
        ("Previous", max(number - 1, 0), number == 0),
        ("Next", min(number + 1, last), number == last),
    )
    style = discord.ButtonStyle.primary
    for label, target, is_off in turns:
        # At an end the disabled button carries the page shown: ids must differ within a message.
        custom_id = topics_page_id(target)
        yield ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)
