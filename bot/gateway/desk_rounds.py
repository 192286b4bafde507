"""What is done at the desk beside the presses: cards brought up to date, members told."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.gateway.client import Newsdesk
from bot.gateway.notices import tell_outcomes
from bot.gateway.review_cards import tend_review_cards
from bot.gateway.turns import Rests, take_turns

_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 10.0
# How long a stop waits for what is under way. What is cut off is looked up at the next start.
_STOP_SECONDS = 10.0


@asynccontextmanager
async def running_desk_rounds(client: Newsdesk) -> AsyncIterator[None]:
    """Go the rounds while the block lasts; it must end before the store is closed."""

    async def tend() -> int:
        return await tend_review_cards(client, now=datetime.now(UTC))

    async def tell() -> int:
        return await tell_outcomes(client)

    stopping = asyncio.Event()
    rests = Rests(0.0, _IDLE_SECONDS, _TROUBLE_SECONDS)
    going = [
        asyncio.create_task(take_turns(each, stopping, rests, "desk")) for each in (tend, tell)
    ]
    try:
        yield
    finally:
        stopping.set()
        _, late = await asyncio.wait(going, timeout=_STOP_SECONDS)
        for each in late:
            each.cancel()
        await asyncio.gather(*going, return_exceptions=True)
