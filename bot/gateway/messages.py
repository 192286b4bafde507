"""What a message says, wherever in it that stands."""

from collections.abc import Iterator
from typing import Any

import discord

# Longer ones Discord doesn't deliver; what many embeds repeat tells nothing new.
_MOST = 8_000


def message_text(message: discord.Message) -> str:
    """The texts and addresses of a message: its content, embeds and components, a line each."""
    return "\n".join(part for part in _parts(message) if part)[:_MOST]


def _parts(message: discord.Message) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from (embed.url or "", embed.title or "", embed.description or "")
    for component in message.components:
        yield from _of_component(component.to_dict())
    for snapshot in message.message_snapshots:
        yield snapshot.content


def _of_component(component: Any) -> Iterator[str]:
    yield component.get("content") or ""
    yield component.get("url") or ""
    for part in (*component.get("components", ()), component.get("accessory") or {}):
        if part:
            yield from _of_component(part)
