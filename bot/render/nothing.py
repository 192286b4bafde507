"""The answer when nothing was found: what was looked for, and what comes near."""

from collections.abc import Iterable, Iterator
from typing import Any

from discord import ui

from bot.domain.search import SearchResult
from bot.render.card import card
from bot.render.custom_ids import retry_id
from bot.render.question import option_phrases, quoted
from bot.render.story import Item
from bot.render.text import clip, escape, plain
from bot.render.words import SEPARATOR

# https://discord.com/developers/docs/components/reference: five buttons a row, labels of 80.
_MAX_BUTTONS = 5
_MAX_LABEL = 80
_MAX_LIST = 300


def nothing_card(result: SearchResult) -> ui.LayoutView:
    """Say that nothing was found and offer near spellings and topics, as buttons where they fit."""
    lines = [f"## Nothing found for {quoted(result.query.text)}".removesuffix(" for ")]
    limits = option_phrases(result.query)
    if limits:
        lines.append(f"-# Limited to {SEPARATOR.join(limits)}: try without.")
    return card([ui.TextDisplay("\n".join(lines)), *_offers(result)])


def _offers(result: SearchResult) -> Iterator[Item]:
    spellings = _distinct(result.spellings, ())
    topics = _distinct(result.topics, spellings)
    if not spellings and not topics:
        yield ui.TextDisplay("Try fewer or other words, or one of the topics that /news offers.")
    if spellings:
        yield from _offer("Did you mean:", spellings)
    if topics:
        yield from _offer("Nearest topics:", topics)


def _distinct(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Clean `names`, each once and none of `taken`: custom ids must differ within a message."""
    seen = dict.fromkeys(taken)
    fresh = {name: None for name in map(plain, names) if name and name not in seen}
    return list(fresh)[:_MAX_BUTTONS]


def _offer(lead: str, names: list[str]) -> Iterator[Item]:
    buttons = [button for button in map(_retry_button, names) if button]
    rest = [name for name in names if retry_id(name) is None]
    yield ui.TextDisplay(f"{lead} {escape(', '.join(rest), _MAX_LIST)}".rstrip())
    if buttons:
        yield ui.ActionRow(*buttons)


def _retry_button(name: str) -> ui.Button[Any] | None:
    custom_id = retry_id(name)
    return ui.Button(label=clip(name, _MAX_LABEL), custom_id=custom_id) if custom_id else None
