"""What was entered in a form, read from the interaction alone: forms outlive a restart so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import discord
from discord import ui

Entries = Mapping[str, Sequence[str]]


async def show_form(interaction: discord.Interaction[Any], form: ui.Modal) -> None:
    """Answer a press with a form; whoever knows its id answers it when it is sent."""
    await interaction.response.send_modal(form)
    # Remembered, it would stay in memory for ever.
    form.stop()


def form_sent(interaction: discord.Interaction[Any]) -> str | None:
    """The id of the form that was sent, None for anything else."""
    if interaction.type is not discord.InteractionType.modal_submit:
        return None
    return str(cast("dict[str, Any]", interaction.data).get("custom_id", ""))


def entries_of(interaction: discord.Interaction[Any]) -> Entries:
    """What was entered by the ids of the fields: several texts, or one, or none."""
    data = cast("dict[str, Any]", interaction.data or {})
    return dict(_entries(data.get("components", [])))


def _entries(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for component in components:
        if "custom_id" in component:
            values = component.get("values")
            value = component.get("value")
            given = [value] if values is None and value is not None else values or []
            yield str(component["custom_id"]), tuple(map(str, given))
        inner = component.get("component")
        yield from _entries([*component.get("components", []), *([inner] if inner else [])])


def text_of(entries: Entries, name: str) -> str:
    """The text of a field, "" where it was left empty."""
    return next(iter(entries.get(name, ())), "").strip()
