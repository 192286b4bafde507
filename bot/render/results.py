"""The answer to /news, page by page, and the copy of a page that is shared with a channel."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.search import ResultList, ResultPage, SearchResult
from bot.domain.url import read_address
from bot.render.card import card
from bot.render.custom_ids import literal_id, page_id, share_id, why_id
from bot.render.nothing import nothing_card
from bot.render.question import asked_for, has_words, option_phrases, quoted, read_question
from bot.render.story import Item, story_items
from bot.render.text import clip, escape
from bot.render.words import SEPARATOR, count

# https://discord.com/developers/docs/components/reference#button
_MAX_LABEL = 80
_MAX_CORRECTED = 60
_INSTEAD = "Search for “{}” instead"
_UNREMEMBERED = (
    "-# The archive is busy, so there are no further pages now. Ask again in a moment for all."
)


def answer_card(answer: ResultPage | SearchResult, *, now: datetime) -> ui.LayoutView:
    """Return the first page of an answer given `now`, or the card that says nothing was found."""
    return page_card(answer) if isinstance(answer, ResultPage) else nothing_card(answer, now=now)


def page_card(page: ResultPage) -> ui.LayoutView:
    """Return a page with the buttons of its reader: 40 components at most, for five stories."""
    header = f"## {_heading(page)}\n-# {_position(page)}{_correction(page.results)}"
    list_id = page.results.id
    footer = ui.TextDisplay(_UNREMEMBERED) if list_id is None else _buttons(page, list_id)
    return card([*_stories(header, page), ui.Separator(), footer])


def shared_card(page: ResultPage, *, sharer_id: int) -> ui.LayoutView:
    """Return a page as everyone sees it, headed by who shared it; nothing in it turns the page."""
    sharer = f"Shared by <@{sharer_id}> with /news"
    return card(
        _stories(f"## {_heading(page)}\n-# {sharer}{SEPARATOR}{_found(page.results)}", page)
    )


def _stories(header: str, page: ResultPage) -> Iterator[Item]:
    yield ui.TextDisplay(header)
    yield ui.Separator()
    for hit in page.hits:
        yield from story_items(hit, page.results.words)
    if not page.hits:
        yield ui.TextDisplay("What was on this page is no longer in the archive.")


def _heading(page: ResultPage) -> str:
    results = page.results
    if _is_pasted(page):
        return "The article at that address"
    return asked_for(
        results.query, corrected=None if results.query.is_literal else results.corrected
    )


def _is_pasted(page: ResultPage) -> bool:
    """Whether the answer is the one article whose address was asked for."""
    key = read_question(page.results.query).key
    addresses = (read_address(hit.article.url) for hit in page.hits)
    return key is not None and any(address and address.key == key for address in addresses)


def _correction(results: ResultList) -> str:
    if results.corrected is None:
        return ""
    corrected = escape(results.corrected, _MAX_CORRECTED)
    if results.query.is_literal:
        return f"\nNot all of it is in the archive; showing results for **{corrected}**."
    return f"\nShowing results for **{corrected}**; you typed {quoted(results.query.text)}."


def _position(page: ResultPage) -> str:
    place = [f"page {page.number + 1} of {page.pages}"] if page.pages > 1 else []
    return SEPARATOR.join([_found(page.results), *place, *option_phrases(page.results.query)])


def _found(results: ResultList) -> str:
    total = f"{'more than ' if results.is_more else ''}{count(results.total, 'article')}"
    stories = count(len(results.stories), "story", "stories")
    kept = sum(1 + len(story.also) for story in results.stories)
    if kept < results.total or results.is_more:
        return f"{total}, the {'newest' if results.query.by_date else 'best'} {stories} shown"
    return total if kept == len(results.stories) else f"{total} in {stories}"


def _buttons(page: ResultPage, list_id: str) -> ui.ActionRow[Any]:
    """Return the row that concerns the whole page: five buttons at most."""
    number = page.number
    share: ui.Button[Any] = ui.Button(label="Share to channel", custom_id=share_id(list_id, number))
    why: ui.Button[Any] = ui.Button(label="Why this order?", custom_id=why_id(list_id, number))
    turns = _turns(page, list_id) if page.pages > 1 else ()
    reasons = (why,) if has_words(page.results.query) and not _is_pasted(page) else ()
    return ui.ActionRow(*turns, share, *reasons, *_instead(page.results, list_id))


def _turns(page: ResultPage, list_id: str) -> tuple[ui.Button[Any], ui.Button[Any]]:
    number, last = page.number, page.pages - 1
    # At an end the disabled button carries the page shown: ids must differ within a message.
    return (
        _turn("Previous", page_id(list_id, max(number - 1, 0)), is_off=number == 0),
        _turn("Next", page_id(list_id, min(number + 1, last)), is_off=number == last),
    )


def _turn(label: str, custom_id: str, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)


def _instead(results: ResultList, list_id: str) -> Iterator[ui.Button[Any]]:
    if results.corrected is not None and not results.query.is_literal:
        typed = clip(results.query.text, _MAX_LABEL - len(_INSTEAD.format("")))
        yield ui.Button(label=_INSTEAD.format(typed), custom_id=literal_id(list_id))
