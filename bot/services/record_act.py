"""Decide on what somebody wants done, and append the act to the desk's log."""

from dataclasses import replace

from bot.domain.desk_act import DeskAct, Press, Refusal
from bot.domain.desk_reach import AnyDeed, reach
from bot.domain.desk_state import Desk, Undo, apply_act, decide
from bot.domain.newsroom import Newsroom
from bot.storage.store import Tables

# An approval leads on from the submission to its article, an undo from the act to what it changed.
_ROUNDS = 2


async def record_act(
    tables: Tables, newsroom: Newsroom, desk_id: int, deed: AnyDeed, *, press: Press
) -> DeskAct | Refusal:
    """The act that comes of it, stored with the records that it makes; or why none does.

    A press that was taken before gives the act of then, and stores nothing. Runs inside a
    transaction, as part of `carry_out`, which has follow what is made of the records.
    """
    press = replace(press, at=press.at.replace(microsecond=0))
    desk = await _read(tables, desk_id, deed, press)
    act = decide(desk, deed, press)
    if isinstance(act, Refusal) or act.number <= desk.last:
        return act
    after = apply_act(desk, act)
    await tables.desk_acts.add(desk_id, act, made_in=newsroom.guild_id)
    await tables.desk_subjects.add(desk_id, act)
    await tables.desk_records.put(
        desk_id, {c.subject: after.record(c.subject) for c in act.changes}
    )
    return act


async def _read(tables: Tables, desk_id: int, deed: AnyDeed, press: Press) -> Desk:
    """As much of the desk as the decision looks at."""
    last = await tables.desk_acts.last(desk_id)
    known: dict[int, DeskAct] = {}
    taken = await tables.desk_acts.of_token(desk_id, press.token)
    if taken is not None:
        known[taken.number] = taken
    if isinstance(deed, Undo):
        known |= await tables.desk_acts.get(desk_id, [deed.number])
    desk = Desk({}, known, last)
    for _ in range(_ROUNDS):
        records = await tables.desk_records.get(desk_id, reach(deed, press, desk))
        touched = {record.touched for record in records.values()} - known.keys()
        known |= await tables.desk_acts.get(desk_id, touched)
        desk = Desk(records, known, last)
    return desk
