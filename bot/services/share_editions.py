"""Composes and renders editions, once for all channels that get the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.domain.edition import Edition
from bot.domain.edition_part import Part
from bot.domain.subscription import Subscription
from bot.services.compose_edition import compose_edition
from bot.services.read_planned import PlannedEdition
from bot.services.store_editions import ReadyEdition
from bot.storage.store import Store

Render = Callable[[Edition, Subscription], tuple[Part, ...]]
# So many are kept in memory, some 100 KiB each.
_MOST_KEPT = 128


@dataclass(slots=True)
class _Composed:
    """An edition, and what it looks like for each that looks differently."""

    edition: Edition
    looks: dict[object, tuple[Part, ...]] = field(default_factory=dict)


class SharedEditions:
    """What was composed of late; to live no longer than one run over all planned editions."""

    def __init__(self, store: Store, render: Render) -> None:
        self._store = store
        self._render = render
        self._composed: dict[object, _Composed] = {}

    async def make(self, group: Sequence[PlannedEdition]) -> list[ReadyEdition]:
        """The editions of subscriptions that are told the same."""
        composed = await self._compose(group[0])
        return [ReadyEdition(each, composed.edition, self._parts(composed, each)) for each in group]

    async def _compose(self, planned: PlannedEdition) -> _Composed:
        key = planned.told_like
        known = self._composed.pop(key, None)
        if known is None:
            known = _Composed(
                await compose_edition(
                    self._store, planned.subscription, slot=planned.slot, due=planned.due
                )
            )
        self._composed[key] = known
        if len(self._composed) > _MOST_KEPT:
            del self._composed[next(iter(self._composed))]
        return known

    def _parts(self, composed: _Composed, planned: PlannedEdition) -> tuple[Part, ...]:
        """The edition as it looks in the channel; no part if there is nothing to tell."""
        if not composed.edition.stories:
            return ()
        parts = composed.looks.get(planned.looks_like)
        if parts is None:
            parts = self._render(composed.edition, planned.subscription)
            composed.looks[planned.looks_like] = parts
        return parts
