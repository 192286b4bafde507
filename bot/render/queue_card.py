"""Suggestions as moderators see them: the card of each, and the queue of those that wait."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.desk_act import ActKind, DeskAct, Stage, SubmissionState
from bot.render.card import card
from bot.render.custom_ids import story_id
from bot.render.desk_ids import ReviewAction, queue_page_id, review_id, review_undo_id
from bot.render.desk_words import by_and_when, who, why_line
from bot.render.links import button_url
from bot.render.story import Item
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, listed, moment

PAGE_SIZE = 8
_MAX_TITLE = 300
_MAX_EXCERPT = 600
_MAX_URL = 300
_MAX_TOPIC = 60
_MOST_TOPICS = 10
_MAX_WHY = 400
_MAX_SOURCE = 80
_MAX_LINE = 150
_FOR_ALL = "\n-# **Approve** publishes it for all servers."
_LABELS: dict[ReviewAction, tuple[str, discord.ButtonStyle]] = {
    "open": ("Review", discord.ButtonStyle.primary),
    "approve": ("Approve", discord.ButtonStyle.success),
    "edit": ("Edit", discord.ButtonStyle.secondary),
    "reject": ("Reject", discord.ButtonStyle.danger),
    "block": ("Block member", discord.ButtonStyle.secondary),
}


def review_card(
    number: int,
    state: SubmissionState | None,
    last: DeskAct | None,
    *,
    article_id: int | None = None,
    is_for_all: bool = False,
) -> ui.LayoutView:
    """Return the suggestion as the last act on it left it, with what can be done now.

    `state` is None where the suggestion itself was undone; `article_id` is what it became;
    `is_for_all` says that an approval publishes it for all servers.
    """
    if state is None:
        taken_back = f" by {by_and_when(last)}" if last else ""
        return card([ui.TextDisplay(f"-# Suggestion {number}\nTaken back{taken_back}.")])
    row = [*_buttons(number, state, last), *_ways(state, article_id)]
    hint = _FOR_ALL if is_for_all and state.stage is Stage.SUGGESTED else ""
    return card(_items(_lines(number, state), _standing(state, last) + hint, row))


def _items(lines: Iterator[str], standing: str, row: Sequence[ui.Button[Any]]) -> Iterator[Item]:
    yield ui.TextDisplay("\n".join(lines))
    # On its own, as it must not be taken for a part of the quotation above it.
    yield ui.TextDisplay(standing)
    if row:
        yield ui.ActionRow(*row)


def _lines(number: int, state: SubmissionState) -> Iterator[str]:
    by = who(state.suggested_by or 0)
    yield f"-# Suggestion {number}{SEPARATOR}{by}{SEPARATOR}{moment(state.suggested_at, 'R')}"
    yield from _article_lines(state)
    if state.why:
        yield f"> {escape(state.why, _MAX_WHY)}"


def _article_lines(state: SubmissionState) -> Iterator[str]:
    draft = state.draft
    if draft is None:
        yield f"### {escape(state.url, _MAX_TITLE)}"
        yield "-# Only the address is known: **Edit** fills in the rest."
        return
    yield f"### {escape(draft.title, _MAX_TITLE) or 'Untitled'}"
    source = escape(draft.provider or draft.domain, _MAX_SOURCE)
    facts = (source, "video" if draft.kind == "video" else "", moment(draft.published, "D"))
    yield f"-# {SEPARATOR.join(fact for fact in facts if fact)}"
    if draft.excerpt:
        yield escape(draft.excerpt, _MAX_EXCERPT)
    if draft.topics:
        names = [escape(topic, _MAX_TOPIC) for topic in draft.topics]
        yield f"-# Topics: {listed(names, most=_MOST_TOPICS)}"
    yield f"-# {escape(state.url, _MAX_URL)}"


def _standing(state: SubmissionState, last: DeskAct | None) -> str:
    """Where it is now, and who brought it there."""
    by = by_and_when(last) if last else "somebody"
    match state.stage:
        case Stage.APPROVED:
            reach = ", for all servers" if last is not None and last.beside is not None else ""
            return f"**Approved** by {by}{reach}."
        case Stage.REJECTED:
            reason = why_line(state.reason)
            return f"**Rejected** by {by}.{f' {reason}' if reason else ''}"
        case Stage.WITHDRAWN:
            return "**Withdrawn** by the member who suggested it."
        case Stage.SUGGESTED:
            return _waits(last)


def _waits(last: DeskAct | None) -> str:
    if last is not None and last.kind is ActKind.REVISE:
        return f"Filled in by {by_and_when(last)}. **Waits** for a decision."
    if last is not None and last.kind is ActKind.UNDO:
        return f"Undone by {by_and_when(last)}. **Waits** for a decision again."
    return "**Waits** for a decision."


def _buttons(number: int, state: SubmissionState, last: DeskAct | None) -> Iterator[ui.Button[Any]]:
    if state.stage is Stage.SUGGESTED:
        yield action_button("approve", number)
        yield action_button("edit", number)
        yield action_button("reject", number)
        if state.suggested_by is not None:
            yield action_button("block", number)
    elif last is not None and state.stage is not Stage.WITHDRAWN:
        undo = review_undo_id(number, last.number)
        yield ui.Button(label="Undo", custom_id=undo, style=discord.ButtonStyle.danger)


def _ways(state: SubmissionState, article_id: int | None) -> Iterator[ui.Button[Any]]:
    if article_id is not None:
        yield ui.Button(label="Open story", custom_id=story_id(article_id))
    if url := button_url(state.url):
        yield ui.Button(label="Open", url=url, style=discord.ButtonStyle.link)


def action_button(action: ReviewAction, number: int) -> ui.Button[Any]:
    """The button that does something with a suggestion."""
    label, style = _LABELS[action]
    return ui.Button(label=label, custom_id=review_id(action, number), style=style)


def queue_card(
    entries: Sequence[tuple[int, SubmissionState]], *, page: int, total: int
) -> ui.LayoutView:
    """Return page `page` (from 0) of the suggestions that wait, as (number, state)."""
    return card(_queued(entries, page, total))


def _queued(
    entries: Sequence[tuple[int, SubmissionState]], page: int, total: int
) -> Iterator[Item]:
    last = max(0, (total - 1) // PAGE_SIZE)
    waiting = f"{count(total, 'suggestion')} waiting, the oldest first"
    place = f"{SEPARATOR}page {page + 1} of {last + 1}" if last else ""
    below = f"-# {waiting}{place}" if total else "Nothing waits for a decision."
    yield ui.TextDisplay(f"## Queue\n{below}")
    for number, state in entries:
        yield ui.Section(_entry(state), accessory=action_button("open", number))
    if last:
        yield ui.ActionRow(
            _turn("Previous", max(page - 1, 0), is_off=page <= 0),
            _turn("Next", min(page + 1, last), is_off=page >= last),
        )


def _entry(state: SubmissionState) -> ui.TextDisplay[Any]:
    """A suggestion in two lines of at most about 400 characters."""
    named = state.draft.title if state.draft else state.url
    by, when = who(state.suggested_by or 0), moment(state.suggested_at, "R")
    title = f"**{escape(named, _MAX_LINE) or 'Untitled'}**"
    return ui.TextDisplay(f"{title}\n-# {by}{SEPARATOR}{when}")


def _turn(label: str, page: int, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=queue_page_id(page), style=style, disabled=is_off)
