"""Simulate the digests of some days: each edition from what had arrived by then, nothing later."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.commission import Commission
from bot.domain.edition import Edition
from bot.domain.simulation import SimulatedDay, Simulation
from bot.services.compose_edition import compose
from bot.services.replay_arrivals import Replay
from bot.storage.store import Store, Tables


async def simulate_digests(
    archive: Tables, store: Store, simulation: Simulation
) -> AsyncIterator[SimulatedDay]:
    """The editions in turn, as a subscription made before the first one would get them.

    The archive is only read; `store` is an empty one, into which articles arrive as they came out.
    """
    replay, ledger = Replay(archive, store), _Ledger()
    previous: datetime | None = None
    watermark = 0
    for slot in simulation.slots():
        await replay.advance(slot.due)
        commission = Commission(
            guild_id=None,
            policy=simulation.policy,
            slot=slot.local_date.isoformat(),
            due=slot.due,
            watermark=watermark,
            previous=previous,
        )
        edition = await compose(store, commission, ledger, most_left_out=None)
        ledger.note(edition)
        previous, watermark = slot.due, edition.watermark
        yield SimulatedDay(slot, simulation.policy.topics, edition)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """What the editions so far have told."""

    told: dict[int, datetime] = field(default_factory=dict)
    led: dict[int, datetime] = field(default_factory=dict)

    async def sent(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """When an edition was due that showed it, for those of the articles that one did."""
        return {i: self.told[i] for i in article_ids if i in self.told}

    async def led_since(self, moment: datetime) -> dict[int, datetime]:
        """The articles that led stories of editions due after the moment, and when they were."""
        return {i: due for i, due in self.led.items() if due > moment}

    def note(self, edition: Edition) -> None:
        """Remember what an edition tells."""
        for story in edition.stories:
            self.led[story.article.id] = edition.due
            for article in (story.article, *story.also, *story.related):
                self.told[article.id] = edition.due
