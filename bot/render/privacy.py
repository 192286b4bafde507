"""What a member is shown of what is stored about them, and how it is deleted."""

from collections.abc import Iterator, Mapping
from typing import Any

import discord
from discord import ui

from bot.domain.member_traces import TRACES_SIZE, MemberTraces
from bot.domain.newsroom import ARCHIVE
from bot.render.card import card, note
from bot.render.desk_ids import privacy_id, privacy_page_id
from bot.render.story import Item
from bot.render.text import escape
from bot.render.trail import act_lines
from bot.render.words import count, listed

_MAX_NAME = 40
_MOST_NAMED = 3
_NOTHING = (
    "## What I store about you\n"
    "Nothing. I keep no messages, no names and no lists of members; only what is done at a "
    "server's desk is logged with who did it."
)


def privacy_card(
    traces: MemberTraces,
    names: Mapping[int, str],
    page: int,
    titles: Mapping[str, str] | None = None,
) -> ui.LayoutView:
    """Return a page (from 0) of what is stored.

    `names` are those of servers by their ids, `titles` those of articles by their keys. At most 19
    components, and 3,900 characters.
    """
    if not traces.can_be_deleted and not traces.blocked_in:
        return note(_NOTHING)
    return card(_items(traces, names, page, titles or {}))


def _items(
    traces: MemberTraces, names: Mapping[int, str], page: int, titles: Mapping[str, str]
) -> Iterator[Item]:
    last = max(0, (traces.total - 1) // TRACES_SIZE)
    place = [f"-# page {page + 1:,} of {last + 1:,}, the newest first"] if last else []
    lines = ["## What I store about you", *place, *_summary(traces, names)]
    yield ui.TextDisplay("\n".join(lines))
    for desk_id, act in traces.acts:
        yield ui.TextDisplay("\n".join(act_lines(act, _place(desk_id, names), titles)))
    if last:
        yield ui.ActionRow(
            _turn("Newer", max(page - 1, 0), is_off=page <= 0),
            _turn("Older", min(page + 1, last), is_off=page >= last),
        )
    if traces.can_be_deleted:
        style = discord.ButtonStyle.danger
        yield ui.ActionRow(
            ui.Button(label="Delete…", custom_id=privacy_id("ask"), style=style),
        )


def _summary(traces: MemberTraces, names: Mapping[int, str]) -> Iterator[str]:
    if traces.total:
        of = f", {count(traces.suggestions, 'suggestion')} among them" if traces.suggestions else ""
        yield f"- {count(traces.total, 'act')} of yours{of}: {_places(traces.desks, names)}"
    if traces.blocked_in:
        yield f"- No suggestions are taken from you: {_places(traces.blocked_in, names)}"
    if traces.once_blocked_in:
        yield f"- No suggestions were taken for a while: {_places(traces.once_blocked_in, names)}"
    if traces.feedback:
        yield f"- You found {count(traces.feedback, 'edition')} of no use"
    if traces.searches:
        yield (
            f"- {count(traces.searches, 'answer')} of the last week that you asked for, under a "
            "mark from which nobody can read who you are"
        )


def _places(desk_ids: tuple[int, ...], names: Mapping[int, str]) -> str:
    return listed([_place(desk_id, names) for desk_id in desk_ids], most=_MOST_NAMED)


def _place(desk_id: int, names: Mapping[int, str]) -> str:
    if desk_id == ARCHIVE:
        return "for all servers"
    name = escape(names.get(desk_id, ""), _MAX_NAME)
    return f"in **{name}**" if name else "in a server that I am no longer in"


def _turn(label: str, page: int, *, is_off: bool) -> ui.Button[Any]:
    style = discord.ButtonStyle.primary
    return ui.Button(label=label, custom_id=privacy_page_id(page), style=style, disabled=is_off)


def deletion_card() -> ui.LayoutView:
    """Ask whether it is to be deleted, and say what that means."""
    text = (
        "## Delete what I store about you, in all servers?\n"
        "- What you did at desks stays done, and the log keeps it, but no longer says that it was "
        "you. Reasons that you gave as a moderator stay.\n"
        "- Your suggestions stay without your name and without what you wrote; I don't tell you "
        "what becomes of them.\n"
        "- What you found of no use, and the marks of what you asked, are deleted.\n"
        "- Where a server takes no suggestions from you, that stays: it holds only as long as it "
        "says whom.\n"
        "- Backups that whoever runs me has made keep it until they are replaced by newer ones.\n"
        "- This can't be undone."
    )
    delete: ui.Button[Any] = ui.Button(
        label="Delete it", custom_id=privacy_id("delete"), style=discord.ButtonStyle.danger
    )
    keep: ui.Button[Any] = ui.Button(label="Keep it", custom_id=privacy_id("keep"))
    return card([ui.TextDisplay(text), ui.ActionRow(delete, keep)])


def deleted_card(acts: int) -> ui.LayoutView:
    """Say that it is deleted."""
    return note(
        f"Deleted: your name was taken out of {count(acts, 'act')}. Nothing that I store says who "
        "you are, but for blocks."
    )
