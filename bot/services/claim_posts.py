"""Takes the posts whose time has come, each for one poster and for good."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.domain.claimed_post import LOOK_LEASE, ClaimedPost, StoredPost
from bot.domain.delivery import NONCE_TRUST, Step, advance, next_step
from bot.domain.delivery_event import Claimed, GivenUp
from bot.domain.failure import Cause
from bot.services.advance_post import advance_post
from bot.services.claim_message_edits import RenderPart
from bot.storage.store import Store, Tables

# After a long outage most are given up; so many times others are looked at instead.
_ROUNDS = 10


async def claim_posts(
    store: Store, *, now: datetime, limit: int, render: RenderPart | None = None
) -> list[ClaimedPost]:
    """Take up to so many posts, to be sent or looked for; once this returns, they stay taken.

    Even if power fails. One to be looked for (Step.LOOK) stays pending, and isn't handed out again
    for LOOK_LEASE. Posts that come too late are given up. `render` makes anew what was retracted or
    corrected since it was composed.
    """
    if not await store.outbox.ready(now, limit=1):
        return []
    return await store.write(partial(_claim, now=now, limit=limit, render=render), is_durable=True)


async def _claim(
    tables: Tables, *, now: datetime, limit: int, render: RenderPart | None
) -> list[ClaimedPost]:
    steps: dict[int, Step] = {}
    for _ in range(_ROUNDS):
        ready = await tables.outbox.ready(now, limit=limit - len(steps))
        sorted_out = [(stored, next_step(stored.post, now)) for stored in ready]
        await _take(tables, sorted_out, now)
        steps |= {s.id: step for s, step in sorted_out if step in (Step.SEND, Step.LOOK)}
        if not ready or len(steps) == limit:
            break
    claimed = await tables.claims.of(steps.items())
    return claimed if render is None else await _edited(tables, claimed, render)


async def _edited(
    tables: Tables, claimed: list[ClaimedPost], render: RenderPart
) -> list[ClaimedPost]:
    """The posts as they should be now."""
    wanted = await tables.message_edits.wanted(each.id for each in claimed)
    payloads = {i: render(await tables.edited_parts.composed(i)) for i in wanted}
    return [
        replace(each, payload=payloads[each.id], edit=wanted[each.id])
        if each.id in wanted
        else each
        for each in claimed
    ]


async def _take(tables: Tables, posts: Sequence[tuple[StoredPost, Step]], now: datetime) -> None:
    """Do what each calls for, so that none of them is ready any more."""
    await tables.outbox.put(
        (stored.id, advance(stored.post, Claimed(now)))
        for stored, step in posts
        if step is Step.SEND
    )
    for stored, step in posts:
        match step:
            case Step.LOOK:
                await tables.outbox.postpone(stored.id, now + LOOK_LEASE)
            case Step.GIVE_UP:
                await advance_post(tables, stored, GivenUp(Cause.LATE), now=now)
            case Step.NOTHING:
                # What was sent a moment ago may still arrive; until then others come first.
                attempted = stored.post.attempted or now
                await tables.outbox.postpone(stored.id, max(now, attempted) + NONCE_TRUST)
            case Step.SEND:
                pass
