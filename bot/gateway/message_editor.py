"""Edits posted messages whose stories were retracted or corrected: after posts, at their pace.

Claimed durably, then edited, then recorded; what has no outcome when the process ends is read
before it is touched again.
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.domain.delivery import SEND_SECONDS
from bot.domain.edited_part import ClaimedEdit
from bot.domain.failure import Cause, Failure, Remedy, remedy_for
from bot.domain.message_edit import EditEvent, EditState, Heeded, NotEdited
from bot.domain.pace import CALLS_PER_SECOND
from bot.errors import StorageError
from bot.gateway.attempt import Clock
from bot.gateway.client import Newsdesk
from bot.gateway.editing_message import edit_message
from bot.gateway.turns import Rests, take_turns
from bot.render.edition_edit import edit_part
from bot.services.claim_message_edits import claim_message_edits
from bot.services.record_edit import record_edit
from bot.services.recover_edits import recover_edits
from bot.storage.store import Store

log = logging.getLogger(__name__)

STOP_SECONDS = 20.0
# A post that comes up waits for the edits that were claimed before it, so they are few.
_AHEAD_SECONDS = 0.5
_MOST_UNDER_WAY = 100
_BUSY_SECONDS = 0.25
_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 5.0
_HALT = timedelta(minutes=10)


@asynccontextmanager
async def running_editor(client: Newsdesk, store: Store) -> AsyncIterator[None]:
    """Edit while the block lasts; then what is being edited is waited for."""
    editor = MessageEditor(client, store, clock=partial(datetime.now, UTC))
    running = asyncio.create_task(editor.run(), name="message editor")
    try:
        yield
    finally:
        await editor.stop()
        await running


class MessageEditor:
    """Edits messages until it is stopped; one a database. `clock` tells the time in UTC."""

    def __init__(self, client: Newsdesk, store: Store, *, clock: Clock) -> None:
        self._client = client
        self._store = store
        self._clock = clock
        self._stopping = asyncio.Event()
        self._has_ended = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._unrecorded: list[tuple[int, EditEvent]] = []
        self._is_recovered = False
        self._halted_until: datetime | None = None

    async def run(self) -> None:
        """Edit until `stop`; trouble is logged and waited out."""
        try:
            rests = Rests(_BUSY_SECONDS, _IDLE_SECONDS, _TROUBLE_SECONDS)
            await take_turns(self._claim, self._stopping, rests, "message editor")
        finally:
            self._has_ended.set()

    async def stop(self) -> None:
        """Claim nothing more, and wait for what is being edited; the rest is in doubt."""
        self._stopping.set()
        await self._has_ended.wait()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=STOP_SECONDS)
        cut = set(self._under_way)
        for task in cut:
            task.cancel()
        await asyncio.gather(*cut, return_exceptions=True)
        try:
            await self._record_rest()
        except StorageError as error:
            # They are found at the next start, and read.
            log.warning("edits could not be recorded: %s", error)

    async def _claim(self) -> int:
        """Claim and start; how many edits that were."""
        if not self._is_recovered:
            await recover_edits(self._store, now=self._clock())
            self._is_recovered = True
        await self._record_rest()
        if (room := self._room()) <= 0:
            return 0
        deadline = asyncio.get_running_loop().time() + SEND_SECONDS
        taken = await claim_message_edits(self._store, edit_part, now=self._clock(), limit=room)
        for claimed in taken:
            task = asyncio.create_task(self._edit(claimed, deadline))
            self._under_way.add(task)
            task.add_done_callback(self._settle)
        return len(taken)

    def _settle(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("an edit failed", exc_info=error)

    def _room(self) -> int:
        """How many messages may be claimed now."""
        governor = self._client.governor
        if governor.is_paused:
            return 0
        if self._halted_until is not None:
            return int(self._clock() >= self._halted_until and not self._under_way)
        ahead = int((_AHEAD_SECONDS - governor.backlog) * CALLS_PER_SECOND)
        return min(ahead, _MOST_UNDER_WAY - len(self._under_way))

    async def _edit(self, claimed: ClaimedEdit, deadline: float) -> None:
        answer = await edit_message(self._client, claimed, deadline=deadline)
        event = self._event(claimed, answer)
        outbox_id = claimed.target.edit.outbox_id
        try:
            state = await record_edit(self._store, outbox_id, event)
        except StorageError as error:
            log.warning("edit of post %d is recorded later: %s", outbox_id, error)
            self._unrecorded.append((outbox_id, event))
        else:
            self._note(claimed, answer, state)

    def _event(self, claimed: ClaimedEdit, answer: int | Failure) -> EditEvent:
        now = self._clock()
        if isinstance(answer, Failure):
            chance = random.random()  # noqa: S311 - spreads repeats, no secret
            return NotEdited(claimed.number, answer, now, chance)
        return Heeded(claimed.number, answer, claimed.shown, now)

    async def _record_rest(self) -> None:
        while self._unrecorded:
            await record_edit(self._store, *self._unrecorded[0])
            del self._unrecorded[0]

    def _note(self, claimed: ClaimedEdit, answer: int | Failure, state: EditState) -> None:
        """Tell the operator what must not go on, and heed it."""
        if not isinstance(answer, Failure):
            self._halted_until = None
            return
        target = claimed.target
        where = f"message {target.message_id} in channel {target.channel_id}"
        if remedy_for(answer.cause) is Remedy.HALT:
            self._halted_until = self._clock() + _HALT
            log.error("Discord refuses the token; nothing is edited until it takes it again")
        elif answer.cause is Cause.BAD_PAYLOAD:
            log.error("Discord can't read the edit of %s: %s", where, answer)
        else:
            log.info("the edit of %s is %s: %s", where, state, answer)
