"""What a member is told of a suggestion of theirs: that it was taken, or why not, and what came."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.desk_act import ActKind, DeskAct, Reason, Stage, SubmissionState
from bot.domain.desk_outcome import DeskArticle, Refused
from bot.domain.submission import MOST_A_DAY, MOST_WAITING
from bot.render.card import card
from bot.render.custom_ids import story_id
from bot.render.desk_ids import review_id
from bot.render.desk_refusals import DeskRefusalError
from bot.render.links import button_url
from bot.render.story import Item
from bot.render.text import escape
from bot.render.words import count, moment

_MAX_TITLE = 300
_MAX_URL = 300
_MAX_WHY = 400
_MAX_SERVER = 100
_WHAT = "A moderator decides whether it is published."


class NoAddressError(DeskRefusalError):
    """What was suggested is no address of a page."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"“{escape(typed, _MAX_URL)}” is no address that can be opened. It must begin with "
            "http:// or https://, such as https\\://example.com/news."
        )


class TooManySuggestionsError(DeskRefusalError):
    """The member has made as many suggestions today as they may; there is room again then."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(_too_many(again_at))


def suggested_card(number: int, state: SubmissionState) -> ui.LayoutView:
    """Return the confirmation of a suggestion, with the way to take it back."""
    told = " You get a message from me once that is done." if state.wants_news else ""
    text = f"## Suggested, thank you\n{_named(state)}\n-# {_WHAT}{told}"
    return card([ui.TextDisplay(text), ui.ActionRow(_withdraw(number))])


def _withdraw(number: int) -> ui.Button[Any]:
    return ui.Button(label="Withdraw", custom_id=review_id("withdraw", number))


def withdrawn_card(state: SubmissionState) -> ui.LayoutView:
    """Return what is left of a suggestion that its member took back."""
    return card([ui.TextDisplay(f"## Withdrawn\n{_named(state)}")])


def _named(state: SubmissionState) -> str:
    name = state.draft.title if state.draft else state.url
    return f"**{escape(name, _MAX_TITLE) or 'Untitled'}**"


def decided_card(state: SubmissionState | None) -> ui.LayoutView:
    """Return why a suggestion can't be taken back any more."""
    outcomes = {
        Stage.APPROVED: "It was published before you took it back, thank you.",
        Stage.REJECTED: "It was decided on before you took it back, and not published.",
        Stage.WITHDRAWN: "You have taken it back already.",
    }
    told = outcomes.get(state.stage) if state else None
    return card([ui.TextDisplay(told or "This suggestion is not there any more.")])


def not_taken_card(
    refused: Refused, *, member_id: int, again_at: datetime | None = None
) -> ui.LayoutView:
    """Return why the member's suggestion was not taken, and what they can do.

    `again_at` is when the day's number leaves room again, None where it does.
    """
    return card(_not_taken(refused, member_id, again_at))


def _not_taken(refused: Refused, member_id: int, again_at: datetime | None) -> Iterator[Item]:
    article = refused.article
    match refused.refusal.reason:
        case Reason.EXISTS if article is not None and not _is_hidden(article):
            title = escape(article.draft.title, _MAX_TITLE) or "Untitled"
            yield ui.TextDisplay(f"The archive has it already: **{title}**")
            yield ui.ActionRow(*_ways(article))
        case Reason.EXISTS:
            yield ui.TextDisplay("The moderators know this article, and decided against it.")
        case Reason.SAME:
            yield from _suggested_before(refused.refusal.act, member_id)
        case Reason.BLOCKED:
            yield ui.TextDisplay(
                "The moderators of this server take no suggestions from you at the moment. "
                "Ask them if you think that is a mistake."
            )
        case _:
            yield ui.TextDisplay(_too_many(again_at))


def _suggested_before(act: DeskAct | None, member_id: int) -> Iterator[Item]:
    is_own = act is not None and act.kind is ActKind.SUGGEST and act.press.by == member_id
    who = "You suggested it" if is_own else "It was suggested"
    when = f" {moment(act.press.at, 'R')}" if act and act.kind is ActKind.SUGGEST else ""
    yield ui.TextDisplay(f"{who}{when} already. {_WHAT}")
    if act is not None and is_own:
        yield ui.ActionRow(_withdraw(act.number))


def _is_hidden(article: DeskArticle) -> bool:
    return article.retraction is not None or article.is_removed


def _too_many(again_at: datetime | None) -> str:
    if again_at is not None:
        made = count(MOST_A_DAY, "suggestion")
        again = moment(again_at, "R")
        return f"Thank you: that makes {made} within a day. You can make the next one {again}."
    return (
        f"Thank you: {count(MOST_WAITING, 'suggestion')} of yours wait for a decision, which is as "
        "many as fit. Try again once one is decided on, or withdraw one."
    )


def _ways(article: DeskArticle) -> Iterator[ui.Button[Any]]:
    yield ui.Button(label="Open story", custom_id=story_id(article.id))
    if url := button_url(article.draft.url):
        yield ui.Button(label="Open", url=url, style=discord.ButtonStyle.link)


def outcome_card(state: SubmissionState, server: str) -> ui.LayoutView:
    """Return the message that tells a member what became of their suggestion.

    `server` is the server's name; the moderator who decided isn't named.
    """
    where = escape(server, _MAX_SERVER) or "the server"
    lines = [_named(state)]
    if state.stage is Stage.APPROVED:
        lines.insert(0, f"Your suggestion was published in **{where}**, thank you:")
    else:
        lines.insert(0, f"Your suggestion was not taken in **{where}**:")
        if reason := escape(state.reason, _MAX_WHY):
            lines.append(f"Reason: {reason}")
    url = button_url(state.url)
    text: ui.TextDisplay[Any] = ui.TextDisplay("\n".join(lines))
    items: Sequence[Item] = [text]
    if url is not None:
        items = [text, ui.ActionRow(ui.Button(label="Open", url=url))]
    return card(items)
