"""The cards on the way to an article's preview: known, not readable, mistyped, which link."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article_preview import Addition
from bot.domain.desk_act import Reason
from bot.domain.desk_outcome import DeskArticle, Done, Outcome
from bot.domain.newsroom import Newsroom
from bot.render.act_card import act_card, undo_button
from bot.render.act_words import done_sentence
from bot.render.article_forms import fault_line
from bot.render.article_preview import action, page_button, preview_card
from bot.render.card import card, note
from bot.render.custom_ids import story_id
from bot.render.desk_ids import AddAction, add_link_id, edit_id
from bot.render.page_account import shown_address
from bot.render.page_refusals import page_sentence, verdict_sentence
from bot.render.refusal_words import refusal_sentence
from bot.render.story import Item
from bot.render.text import clip, escape
from bot.render.words import SEPARATOR, moment

_MAX_TITLE = 300
_MAX_SOURCE = 60
_MAX_REASON = 300
_MAX_OPTION = 100
# With these a list of links stays within Discord's 4,000 characters.
_MOST_LINKS = 10
_MAX_LINKS = 3400
CANCELLED = "Cancelled. Nothing was stored."
LOOKED_UP_AGAIN = (
    "I no longer had what was on this card, so I have looked up its address again. Nothing was "
    "stored."
)
_ONE_STORY = "It is in one story with what the archive had of it."
READ_AGAIN = (
    "I no longer had what was on this card, so I have read the page again. Nothing was stored: "
    "look it over, and press again."
)


def addition_card(
    addition: Addition, *, preview_id: str, newsroom: Newsroom, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return the card for what is known of an article that is being added.

    `notes` are lines of Markdown, together up to 300 characters.
    """
    if addition.faults:
        return faults_card(addition, preview_id=preview_id)
    if addition.known is not None and not addition.is_update:
        return known_card(addition, addition.known, preview_id=preview_id, notes=notes)
    if addition.preview is not None:
        return preview_card(
            addition, addition.preview, preview_id=preview_id, newsroom=newsroom, notes=notes
        )
    return trouble_card(addition, preview_id=preview_id, notes=notes)


def known_card(
    addition: Addition, known: DeskArticle, *, preview_id: str, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return that the archive has the article, with the ways to open and to update it."""
    return card(_known_items(addition, known, preview_id, notes))


def _known_items(
    addition: Addition, known: DeskArticle, preview_id: str, notes: Sequence[str]
) -> Iterator[Item]:
    draft = known.draft
    parts = (
        escape(draft.provider or draft.domain, _MAX_SOURCE),
        moment(draft.published, "D"),
    )
    lines = (
        "## You have this already",
        *notes,
        f"### {escape(draft.title, _MAX_TITLE) or 'Untitled'}",
        f"-# {SEPARATOR.join(part for part in parts if part)}",
        shown_address(addition.url),
        *_state(known),
    )
    yield ui.TextDisplay("\n".join(line for line in lines if line))
    yield ui.ActionRow(*_known_buttons(known, preview_id))


def _state(known: DeskArticle) -> Iterator[str]:
    if known.retraction is not None:
        why = escape(known.retraction, _MAX_REASON)
        yield f"It was retracted{f': {why}' if why else ''}. /article restore brings it back."
    elif known.is_removed:
        yield "A file of the archive took it out, which only that file can change."


def _known_buttons(known: DeskArticle, preview_id: str) -> Iterator[ui.Button[Any]]:
    yield from page_button(known.draft.url)
    if known.retraction is None and not known.is_removed:
        yield action("Update it", "update", preview_id)
        yield ui.Button(label="Edit…", custom_id=edit_id("main", known.id))
        yield ui.Button(label="Story", custom_id=story_id(known.id))
    yield action("Cancel", "cancel", preview_id)


def trouble_card(
    addition: Addition, *, preview_id: str, notes: Sequence[str] = ()
) -> ui.LayoutView:
    """Return why a page can't be read, with the form for what is known."""
    if addition.error is not None:
        sentence = page_sentence(addition.error)
    else:
        sentence = verdict_sentence(addition.page.verdict if addition.page else "empty")
    lines = ("## I can't read that page", *notes, sentence, shown_address(addition.url))
    buttons = [
        action("Type it in…", "edit", preview_id),
        action("Try again", "again", preview_id),
        *page_button(addition.url),
        action("Cancel", "cancel", preview_id),
    ]
    return card([_text(lines), ui.ActionRow(*buttons)])


def faults_card(addition: Addition, *, preview_id: str) -> ui.LayoutView:
    """Return what is wrong with what was typed, which the form still has."""
    faults = map(fault_line, addition.faults)
    lines = ("## Not yet", *faults, "-# Nothing was stored. What you typed is kept for the form.")
    form: AddAction = "edit" if addition.typed_details is None else "more"
    back = action("Back to the form…", form, preview_id)
    back.style = discord.ButtonStyle.primary
    return card([_text(lines), ui.ActionRow(back, action("Cancel", "cancel", preview_id))])


def links_card(urls: Sequence[str]) -> ui.LayoutView:
    """Return the question which of a message's links is meant; it reads back as `addresses_in`."""
    shown = _fitting(urls)
    left = len(urls) - len(shown)
    lines = (
        "## Which link?",
        *(f"{number}. {shown_address(url)}" for number, url in enumerate(shown, 1)),
        *([f"-# {left} more don't fit here; name one with /article add."] if left else []),
    )
    options = [
        discord.SelectOption(
            label=clip(f"{number}. {_short(url)}", _MAX_OPTION), value=str(number - 1)
        )
        for number, url in enumerate(shown, 1)
    ]
    select: ui.Select[Any] = ui.Select(
        custom_id=add_link_id(), options=options, placeholder="Choose a link"
    )
    return card([_text(lines), ui.ActionRow(select)])


def _fitting(urls: Sequence[str]) -> list[str]:
    shown: list[str] = []
    for url in urls[:_MOST_LINKS]:
        if shown_address(url) and sum(map(len, shown)) + len(url) <= _MAX_LINKS:
            shown.append(url)
    return shown


def _short(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.")


def related_card(done: Done, bound: Outcome) -> ui.LayoutView:
    """Return that an article was published, and what became of binding it to a story."""
    if isinstance(bound, Done):
        undo = undo_button(bound.desk_id, bound.act, "Undo binding")
        return act_card(done, notes=[done_sentence(bound)], buttons=[undo])
    is_one = bound.refusal.reason is Reason.SAME
    return act_card(done, notes=[_ONE_STORY if is_one else refusal_sentence(bound)])


def cancelled_card() -> ui.LayoutView:
    """Return that nothing came of it."""
    return note(CANCELLED)


def _text(lines: Sequence[str]) -> ui.TextDisplay[Any]:
    return ui.TextDisplay("\n".join(line for line in lines if line))
