"""What moderators see once they have done something: what it was, with the way back."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.desk_act import DeskAct
from bot.domain.desk_outcome import DeskArticle, Done, Refused
from bot.render.act_words import done_sentence
from bot.render.card import card
from bot.render.custom_ids import story_id
from bot.render.desk_ids import history_id, undo_id
from bot.render.refusal_words import refusal_sentence
from bot.render.story import Item

Button = ui.Button[Any]


def act_card(
    done: Done, *, notes: Sequence[str] = (), buttons: Sequence[Button] = ()
) -> ui.LayoutView:
    """Return what was done, with Undo, Open story and History, behind up to two other buttons.

    Notes are lines of Markdown, together up to 2,500 characters.
    """
    text = "\n".join([done_sentence(done), *notes])
    return card(_with_row(text, [*buttons, *_own_buttons(done)]))


def refused_card(refused: Refused, *, buttons: Sequence[Button] = ()) -> ui.LayoutView:
    """Return why something was not done, with what can be done about it."""
    return card(_with_row(refusal_sentence(refused), [*buttons, *_ways(refused)]))


def _with_row(text: str, buttons: Sequence[Button]) -> Iterator[Item]:
    yield ui.TextDisplay(text)
    if buttons:
        yield ui.ActionRow(*buttons)


def _own_buttons(done: Done) -> Iterator[Button]:
    yield undo_button(done.desk_id, done.act)
    if done.article is not None:
        yield from _article_buttons(done.article)


def _ways(refused: Refused) -> Iterator[Button]:
    if refused.article is not None:
        yield from _article_buttons(refused.article)


def _article_buttons(article: DeskArticle) -> Iterator[Button]:
    if article.retraction is None and not article.is_removed:
        yield ui.Button(label="Open story", custom_id=story_id(article.id))
    yield ui.Button(label="History", custom_id=history_id(article.id))


def undo_button(desk_id: int, act: DeskAct, label: str = "Undo") -> Button:
    """The way back."""
    custom_id = undo_id(desk_id, act.number)
    return ui.Button(label=label, custom_id=custom_id, style=discord.ButtonStyle.danger)
