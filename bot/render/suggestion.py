"""What a member is told of a suggestion of theirs: that it was taken, or why not, and what came."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from discord import ui

from bot.domain.desk_act import Reason, Stage, SubmissionState
from bot.domain.desk_outcome import Refused
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A suggestion as its member has it before them."""

    number: int
    state: SubmissionState


class NoAddressError(DeskRefusalError):
    """What was suggested is no address of a page."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"“{escape(typed, _MAX_URL)}” is no address that can be opened. It must begin with "
            "http:// or https://, such as https\\://example.com/news."
        )


def suggested_card(kept: Kept) -> ui.LayoutView:
    """Return the confirmation of a suggestion, with the way to take it back."""
    told = "You get a message from me once that is done." if kept.state.wants_news else ""
    lines = ("## Suggested, thank you", _named(kept.state), f"-# {_WHAT} {told}".rstrip())
    withdraw: ui.Button[Any] = ui.Button(
        label="Withdraw", custom_id=review_id("withdraw", kept.number)
    )
    return card([ui.TextDisplay("\n".join(lines)), ui.ActionRow(withdraw)])


def withdrawn_card(state: SubmissionState) -> ui.LayoutView:
    """Return what is left of a suggestion that its member took back."""
    return card([ui.TextDisplay(f"## Withdrawn\n{_named(state)}")])


def _named(state: SubmissionState) -> str:
    name = state.draft.title if state.draft else state.url
    return f"**{escape(name, _MAX_TITLE) or 'Untitled'}**"


def not_taken_card(
    refused: Refused, *, again_at: datetime | None = None, is_moderator: bool = False
) -> ui.LayoutView:
    """Return why a suggestion was not taken, and what the member can do.

    `again_at` is when the day's number leaves room again, None where it does.
    """
    return card(_not_taken(refused, again_at, is_moderator))


def _not_taken(refused: Refused, again_at: datetime | None, is_moderator: bool) -> Iterator[Item]:
    article, act = refused.article, refused.refusal.act
    match refused.refusal.reason:
        case Reason.EXISTS if article is not None and not _is_hidden(refused):
            title = escape(article.draft.title, _MAX_TITLE) or "Untitled"
            yield ui.TextDisplay(f"The archive has it already: **{title}**.")
            yield ui.ActionRow(*_ways(article.id, article.draft.url))
        case Reason.EXISTS:
            yield ui.TextDisplay("The moderators know this article, and decided against it.")
        case Reason.SAME:
            when = f" {moment(act.press.at, 'R')}" if act else ""
            yield ui.TextDisplay(f"It was suggested{when} already. {_WHAT}")
        case Reason.BLOCKED:
            yield ui.TextDisplay(
                "The moderators of this server take no suggestions from you at the moment. "
                "Ask them if you think that is a mistake."
            )
        case _:
            yield ui.TextDisplay(_too_many(again_at))
    if is_moderator:
        yield ui.TextDisplay("-# As a moderator you can publish it at once with /article add.")


def _is_hidden(refused: Refused) -> bool:
    article = refused.article
    return article is not None and (article.retraction is not None or article.is_removed)


def _too_many(again_at: datetime | None) -> str:
    if again_at is not None:
        made = count(MOST_A_DAY, "suggestion")
        again = moment(again_at, "R")
        return f"Thank you: that were {made} within a day. You can make the next one {again}."
    return (
        f"Thank you: {count(MOST_WAITING, 'suggestion')} of yours wait for a decision, which is as "
        "many as fit. Try again once one is decided on, or withdraw one."
    )


def _ways(article_id: int, address: str) -> Iterator[ui.Button[Any]]:
    yield ui.Button(label="Open story", custom_id=story_id(article_id))
    if url := button_url(address):
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
