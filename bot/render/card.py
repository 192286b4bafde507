"""The frame all messages share: one Components V2 container within Discord's limits."""

from collections.abc import Iterable
from typing import Any

from discord import Colour, ui

from bot.render.story import Item

# One quiet colour for every card: none of them means anything by it.
_ACCENT = Colour(0x3B6EA5)


def card(items: Iterable[Item]) -> ui.LayoutView:
    """Put `items` into one container; discord.py refuses more than 40 nested components."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container[Any](*items, accent_colour=_ACCENT))
    return view


def note(text: str) -> ui.LayoutView:
    """Return a card that only says `text` (Markdown, at most 4,000 characters)."""
    return card([ui.TextDisplay(text)])
