"""Takes the posts whose time has come, each for one poster and for good."""

from datetime import datetime
from functools import partial

from bot.domain.claimed_post import LOOK_LEASE, ClaimedPost, StoredPost
from bot.domain.delivery import NONCE_TRUST, Step, advance, next_step
from bot.domain.delivery_event import Claimed, GivenUp
from bot.domain.failure import Cause
from bot.services.advance_post import advance_post
from bot.storage.store import Store, Tables

# So many are looked at for those to send: after a long outage most of them are given up.
_LOOKED_AT = 500


async def claim_posts(store: Store, *, now: datetime, limit: int) -> list[ClaimedPost]:
    """Take up to so many posts, to be sent or looked for; once this returns, they stay taken.

    Even if power fails. One to be looked for (Step.LOOK) stays pending, and isn't handed out again
    for LOOK_LEASE. Posts that come too late are given up.
    """
    if not await store.outbox.ready(now, limit=1):
        return []
    return await store.write(partial(_claim, now=now, limit=limit), is_durable=True)


async def _claim(tables: Tables, *, now: datetime, limit: int) -> list[ClaimedPost]:
    steps: dict[int, Step] = {}
    for stored in await tables.outbox.ready(now, limit=_LOOKED_AT):
        if len(steps) == limit:
            break
        step = next_step(stored.post, now)
        if step in (Step.SEND, Step.LOOK):
            steps[stored.id] = step
        await _take(tables, stored, step, now)
    return await tables.claims.of(steps.items())


async def _take(tables: Tables, stored: StoredPost, step: Step, now: datetime) -> None:
    post = stored.post
    match step:
        case Step.SEND:
            await tables.outbox.put([(stored.id, advance(post, Claimed(now)))])
        case Step.LOOK:
            await tables.outbox.postpone(stored.id, now + LOOK_LEASE)
        case Step.GIVE_UP:
            await advance_post(tables, stored, GivenUp(Cause.LATE), now=now)
        case Step.NOTHING:
            # What was sent a moment ago may still arrive; until then others come first.
            await tables.outbox.postpone(stored.id, (post.attempted or now) + NONCE_TRUST)
