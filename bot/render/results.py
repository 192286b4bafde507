"""The answer to /news, page by page, and the copy of a page that is shared with a channel."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.search import ResultPage, SearchResult
from bot.render.card import card
from bot.render.custom_ids import page_id, share_id
from bot.render.nothing import nothing_card
from bot.render.question import option_phrases, quoted
from bot.render.story import Item, story_items
from bot.render.words import SEPARATOR, count

_UNREMEMBERED = (
    "-# The archive is busy, so there are no further pages now. Ask again in a moment for all."
)


def answer_card(answer: ResultPage | SearchResult) -> ui.LayoutView:
    """Return the first page of an answer, or the card that says nothing was found."""
    return page_card(answer) if isinstance(answer, ResultPage) else nothing_card(answer)


def page_card(page: ResultPage) -> ui.LayoutView:
    """Return a page with the buttons of its reader: 38 components at most, for five stories."""
    header = f"## {_heading(page)}\n-# {_position(page)}{_correction(page)}"
    list_id = page.results.id
    footer = ui.TextDisplay(_UNREMEMBERED) if list_id is None else _pager(page, list_id)
    return card([*_stories(header, page), ui.Separator(), footer])


def shared_card(page: ResultPage, *, sharer_id: int) -> ui.LayoutView:
    """Return a page as everyone sees it, headed by who shared it; nothing in it turns the page."""
    sharer = f"Shared by <@{sharer_id}> with /news"
    return card(_stories(f"## {_heading(page)}\n-# {sharer}{SEPARATOR}{_found(page)}", page))


def _stories(header: str, page: ResultPage) -> Iterator[Item]:
    yield ui.TextDisplay(header)
    yield ui.Separator()
    for article in page.articles:
        yield from story_items(article)
    if not page.articles:
        yield ui.TextDisplay("What was on this page is no longer in the archive.")


def _heading(page: ResultPage) -> str:
    results = page.results
    return f"News about {quoted(results.corrected or results.query.text)}".removesuffix(" about ")


def _correction(page: ResultPage) -> str:
    results = page.results
    if results.corrected is None:
        return ""
    asked = quoted(results.query.text)
    return f"\nShowing results for {quoted(results.corrected)}; you asked {asked}."


def _position(page: ResultPage) -> str:
    place = [f"page {page.number + 1} of {page.pages}"] if page.pages > 1 else []
    return SEPARATOR.join([_found(page), *place, *option_phrases(page.results.query)])


def _found(page: ResultPage) -> str:
    kept = len(page.results.article_ids)
    total = count(page.results.total, "article")
    return total if page.results.total <= kept else f"{total}, the best {kept} shown"


def _pager(page: ResultPage, list_id: str) -> ui.ActionRow[Any]:
    number, last = page.number, page.pages - 1
    share: ui.Button[Any] = ui.Button(label="Share to channel", custom_id=share_id(list_id, number))
    if page.pages == 1:
        return ui.ActionRow(share)
    # At an end the disabled button carries the page shown: ids must differ within a message.
    return ui.ActionRow(
        _turn("Previous", page_id(list_id, max(number - 1, 0)), is_off=number == 0),
        _turn("Next", page_id(list_id, min(number + 1, last)), is_off=number == last),
        share,
    )


def _turn(label: str, custom_id: str, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)
