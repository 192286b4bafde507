"""Makes the editions that are due soon, ready for the poster."""

from datetime import datetime

from bot.render.edition import render_edition
from bot.services.freeze_editions import freeze_editions
from bot.services.plan_digests import plan_digests
from bot.storage.store import Store


async def make_editions(store: Store, *, now: datetime, zone_data: str) -> None:
    """Plan what is due in a moment, and compose, render and store all that is planned.

    `zone_data` is the fingerprint of the time zones.
    """
    await plan_digests(store, now=now, zone_data=zone_data)
    while await freeze_editions(store, render_edition, now=now):
        pass
