"""The trail of a desk: who did what, when and why, what was before and after, each with Undo."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
from discord import ui

from bot.domain.desk_act import ActKind, DeskAct
from bot.domain.desk_trail import TRAIL_SIZE, Trail, TrailEntry
from bot.render.act_card import undo_button
from bot.render.card import card
from bot.render.change_words import change_lines
from bot.render.desk_ids import TrailOf, trail_id
from bot.render.desk_words import DEEDS, reach_of, thing, title, who
from bot.render.story import Item
from bot.render.text import escape
from bot.render.words import SEPARATOR, count, moment

_MAX_THING = 100
_MAX_WHY = 120
_EMPTY = "Nothing was done yet that I keep a trail of."


@dataclass(frozen=True, slots=True)
class TrailNotes:
    """Titles of articles by their keys, and how many articles files contradict moderators on."""

    names: Mapping[str, str] = field(default_factory=dict)
    contradicted: int = 0


_NO_NOTES = TrailNotes()


def trail_card(
    trail: Trail, of: TrailOf, of_id: int, page: int, notes: TrailNotes = _NO_NOTES
) -> ui.LayoutView:
    """Return a page (from 0) of the acts on an article, of a member, or of all.

    At most 25 components, and 3,950 characters.
    """
    return card(_items(trail, of, of_id, page, notes))


def _items(trail: Trail, of: TrailOf, of_id: int, page: int, notes: TrailNotes) -> Iterator[Item]:
    last = max(0, (trail.total - 1) // TRAIL_SIZE)
    place = [f"page {page + 1:,} of {last + 1:,}"] if last else []
    about = SEPARATOR.join([count(trail.total, "act"), *place])
    heading = _heading(trail, of, of_id)
    if not trail.entries:
        yield ui.TextDisplay(f"{heading}\n{_EMPTY}")
    else:
        yield ui.TextDisplay(f"{heading}\n-# {about}, the newest first")
    for entry in trail.entries:
        yield _entry(entry, notes.names)
    if notes.contradicted:
        articles = count(notes.contradicted, "article")
        yield ui.TextDisplay(f"-# Files contradict {articles}: /article edit offers them first.")
    if last:
        yield ui.ActionRow(
            _turn("Newer", of, of_id, max(page - 1, 0), is_off=page <= 0),
            _turn("Older", of, of_id, min(page + 1, last), is_off=page >= last),
        )


def _heading(trail: Trail, of: TrailOf, of_id: int) -> str:
    if of == "member":
        return f"## What {who(of_id)} did"
    if trail.article is not None:
        return f"## History of {title(trail.article, _MAX_THING)}"
    return "## History"


def _entry(entry: TrailEntry, names: Mapping[str, str]) -> Item:
    text = "\n".join(act_lines(entry.act, reach_of(entry.desk_id, entry.act), names))
    shown: ui.TextDisplay[Any] = ui.TextDisplay(text)
    if not entry.may_undo:
        return shown
    return ui.Section(shown, accessory=undo_button(entry.desk_id, entry.act))


def act_lines(act: DeskAct, where: str, names: Mapping[str, str]) -> Iterator[str]:
    """An act in some 750 characters at most; `where` is Markdown, `names` titles by key."""
    on = thing(act, limit=_MAX_THING, names=names)
    yield f"**{act.number}.** {who(act.press.by)} {_deed(act)} {on}"
    yield f"-# {moment(act.press.at, 'f')}{SEPARATOR}{where}"
    yield from change_lines(act)
    if why := escape(act.press.why, _MAX_WHY):
        yield f"-# Reason: {why}"


def _deed(act: DeskAct) -> str:
    return f"undid act {act.undoes}, on" if act.kind is ActKind.UNDO else DEEDS[act.kind]


def _turn(label: str, of: TrailOf, of_id: int, page: int, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    custom_id = trail_id(of, of_id, page)
    return ui.Button(label=label, custom_id=custom_id, style=style, disabled=is_off)
