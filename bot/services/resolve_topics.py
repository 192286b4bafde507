"""Find out which topics several texts mean, and complete the last one of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.listed_names import split_last
from bot.domain.search import Tally
from bot.services.complete import complete_topic
from bot.services.resolve_topic import resolve_topic
from bot.storage.store import Store, Tables

_NEAR = 3
_CHOICES = 25


@dataclass(frozen=True, slots=True)
class ResolvedTopics:
    """The topics by the names readers see, each once; `unknown` has the texts that mean none."""

    names: tuple[str, ...]
    unknown: tuple[str, ...]


async def resolve_topics(
    store: Store, texts: Iterable[str], *, guild_id: int | None
) -> ResolvedTopics:
    """The topics that the texts name, also by an alias or misspelt."""
    return await store.at_once(_resolve, store, tuple(texts), guild_id)


async def _resolve(tables: Tables, texts: tuple[str, ...], guild_id: int | None) -> ResolvedTopics:
    names: dict[str, None] = {}
    unknown = []
    for text in texts:
        match = await resolve_topic(tables, text, guild_id=guild_id)
        if match is None:
            unknown.append(text)
        else:
            names[match.name] = None
    return ResolvedTopics(tuple(names), tuple(unknown))


async def near_topics(store: Store, text: str, *, guild_id: int | None) -> tuple[str, ...]:
    """Topics that may be meant by a text that names none."""
    found = await complete_topic(store, text, guild_id=guild_id)
    return tuple(tally.name for tally in found[:_NEAR])


async def complete_topics(
    store: Store, typed: str, *, guild_id: int | None
) -> tuple[tuple[str, Tally], ...]:
    """Lists of topics that what was typed completes to, each with the topic that was added.

    Before a comma stands what was chosen; it is not offered again.
    """
    done, begun = split_last(typed)
    chosen = {name.casefold() for name in done}
    found = await complete_topic(store, begun, guild_id=guild_id)
    return tuple(
        (", ".join((*done, tally.name)), tally)
        for tally in found
        if tally.name.casefold() not in chosen
    )[:_CHOICES]
