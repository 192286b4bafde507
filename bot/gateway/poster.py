"""Posts what is due: claims posts, has them sent at Discord's pace, records what became of them.

Whatever fails here is decided on by the domain; this only keeps the order: claimed durably, then
sent, then recorded, and nothing claimed while something is not recorded.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from bot.domain.claimed_post import ClaimedPost
from bot.domain.delivery import SEND_SECONDS, Post, State, Step
from bot.domain.delivery_event import Accepted, Event, Failed, Found
from bot.domain.failure import Cause, Remedy, remedy_for
from bot.domain.pace import CALLS_PER_SECOND
from bot.errors import StorageError
from bot.gateway.attempt import Clock, attempt, lost
from bot.gateway.client import Newsdesk
from bot.gateway.follow_ups import follow_up
from bot.gateway.turns import Rests, take_turns
from bot.render.edition_edit import edit_part
from bot.services.claim_posts import claim_posts
from bot.services.record_outcome import record_outcome
from bot.services.recover_posts import recover_posts
from bot.storage.store import Store

log = logging.getLogger(__name__)

# How long a stop waits for what is being sent.
STOP_SECONDS = 20.0
# So many seconds' calls may wait for their turn; more would only be claimed too early.
_AHEAD_SECONDS = 1.0
_MOST_UNDER_WAY = 500
_BUSY_SECONDS = 0.25
_IDLE_SECONDS = 0.5
_TROUBLE_SECONDS = 5.0
# Discord no longer takes the token: one post is tried after so long, until one goes through.
_HALT = timedelta(minutes=10)
_OUTCOMES = {State.SENT: "sent", State.DEAD: "failed", State.UNKNOWN: "unknown"}


@asynccontextmanager
async def running_poster(client: Newsdesk, store: Store) -> AsyncIterator[None]:
    """Post while the block lasts; then what is being sent is waited for."""
    poster = Poster(client, store, clock=partial(datetime.now, UTC))
    running = asyncio.create_task(poster.run(), name="poster")
    try:
        yield
    finally:
        await poster.stop()
        await running


class Poster:
    """Posts until it is stopped; one a database. `clock` tells the time in UTC."""

    def __init__(self, client: Newsdesk, store: Store, *, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._stopping = asyncio.Event()
        self._has_ended = asyncio.Event()
        self._under_way: dict[asyncio.Task[None], ClaimedPost] = {}
        self._follow_ups: set[asyncio.Task[None]] = set()
        self._unrecorded: list[tuple[ClaimedPost, Event]] = []
        self._is_recovered = False
        self._halted_until: datetime | None = None

    async def run(self) -> None:
        """Post until `stop`; trouble is logged and waited out."""
        try:
            rests = Rests(_BUSY_SECONDS, _IDLE_SECONDS, _TROUBLE_SECONDS)
            await take_turns(self._claim, self._stopping, rests, "poster")
        finally:
            self._has_ended.set()

    async def stop(self) -> None:
        """Claim nothing more, wait for what is being sent, and record the rest as lost."""
        self._stopping.set()
        await self._has_ended.wait()
        await self._finish(STOP_SECONDS)
        cut = dict(self._under_way)
        for task in (*cut, *self._follow_ups):
            task.cancel()
        await asyncio.gather(*cut, *self._follow_ups, return_exceptions=True)
        sent = [claimed for claimed in cut.values() if claimed.step is Step.SEND]
        self._unrecorded += [(claimed, lost(self._clock)) for claimed in sent]
        try:
            for claimed, event in self._unrecorded:
                await record_outcome(self._store, claimed.id, event)
        except StorageError as error:
            # They are found as interrupted at the next start.
            log.warning("posts could not be recorded: %s", error)

    async def _finish(self, seconds: float) -> None:
        """Wait so long for what is under way; each post is followed up in its turn."""
        try:
            async with asyncio.timeout(seconds):
                while waited := {*self._under_way, *self._follow_ups}:
                    await asyncio.wait(waited)
        except TimeoutError:
            log.warning("%d posts are cut off", len(self._under_way))

    async def _claim(self) -> int:
        """Claim and start; how many posts that were."""
        if not self._is_recovered:
            await recover_posts(self._store, now=self._clock())
            self._is_recovered = True
        await self._record_rest()
        if (room := self._room()) <= 0:
            return 0
        deadline = asyncio.get_running_loop().time() + SEND_SECONDS
        taken = await claim_posts(self._store, now=self._clock(), limit=room, render=edit_part)
        for claimed in taken:
            task = self._start(self._post(claimed, deadline))
            self._under_way[task] = claimed
            task.add_done_callback(self._under_way.pop)
        return len(taken)

    def _room(self) -> int:
        """How many posts may be claimed now."""
        governor = self._client.governor
        if governor.is_paused:
            return 0
        if self._halted_until is not None:
            return int(self._clock() >= self._halted_until and not self._under_way)
        ahead = int((_AHEAD_SECONDS - governor.backlog) * CALLS_PER_SECOND)
        return min(ahead, _MOST_UNDER_WAY - len(self._under_way))

    async def _post(self, claimed: ClaimedPost, deadline: float) -> None:
        event = await attempt(self._client, claimed, clock=self._clock, deadline=deadline)
        self._note(claimed, event)
        try:
            await self._record(claimed, event)
        except StorageError as error:
            log.warning("post %d is recorded later: %s", claimed.id, error)
            self._unrecorded.append((claimed, event))

    async def _record_rest(self) -> None:
        while self._unrecorded:
            await self._record(*self._unrecorded[0])
            del self._unrecorded[0]

    async def _record(self, claimed: ClaimedPost, event: Event) -> None:
        post = await record_outcome(self._store, claimed.id, event)
        self._count(claimed, post)
        if isinstance(event, Accepted | Found):
            task = self._start(
                follow_up(
                    self._client,
                    self._store,
                    claimed,
                    event.message_id,
                    stopping=self._stopping,
                )
            )
            self._follow_ups.add(task)
            task.add_done_callback(self._follow_ups.discard)

    def _count(self, claimed: ClaimedPost, post: Post) -> None:
        """Tell the operator how a post ended."""
        outcome = _OUTCOMES.get(post.state)
        if outcome is not None:
            self._client.metrics.posts.labels(outcome).inc()
            about = {"edition": claimed.edition_id, "part": claimed.part, "guild": claimed.guild_id}
            log.info("post %s", outcome, extra=about)

    def _note(self, claimed: ClaimedPost, event: Event) -> None:
        """Tell the operator what must not go on, and heed it."""
        if isinstance(event, Accepted):
            self._halted_until = None
        if not isinstance(event, Failed):
            return
        cause = event.failure.cause
        where = f"part {claimed.part} of edition {claimed.edition_id}"
        if remedy_for(cause) is Remedy.HALT:
            self._halted_until = event.now + _HALT
            log.error("Discord refuses the token; nothing is posted until it takes it again")
        elif cause is Cause.BAD_PAYLOAD:
            log.error("Discord can't read %s: %s", where, event.failure)
        else:
            log.info("%s was not taken: %s", where, event.failure)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(_log_fault)
        return task


def _log_fault(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()):
        log.error("a task of the poster failed", exc_info=error)
