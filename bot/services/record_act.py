"""Decide on what somebody wants done, and append the act to the desk's log."""

from dataclasses import replace

from bot.domain.desk_act import ActPlace, DeskAct, Press, Refusal
from bot.domain.desk_outcome import Refused
from bot.domain.desk_reach import AnyDeed, reach
from bot.domain.desk_state import Desk, Undo, apply_act, decide
from bot.domain.newsroom import Newsroom
from bot.storage.store import Tables

# An approval leads on from the submission to its article, an undo from the act to what it changed.
_ROUNDS = 2


Part = tuple[int, AnyDeed]


async def record_act(
    tables: Tables, newsroom: Newsroom, desk_id: int, deed: AnyDeed, *, press: Press
) -> DeskAct | Refusal:
    """The act that comes of it, stored with the records that it makes; or why none does.

    A press that was taken before gives the act of then, and stores nothing. Runs inside a
    transaction, as part of `carry_out`, which has follow what is made of the records.
    """
    desk, act = await _decide(tables, desk_id, deed, press)
    if isinstance(act, DeskAct) and act.number > desk.last:
        await _append(tables, newsroom, desk_id, desk, act)
    return act


async def record_both(
    tables: Tables, newsroom: Newsroom, one: Part, other: Part, *, press: Press
) -> tuple[DeskAct, DeskAct] | Refused:
    """The acts that come of deeds on two desks, each beside the other; or neither.

    Each deed comes with its desk. The press must not have been taken before. Runs inside a
    transaction, as part of `carry_out_both`.
    """
    desk, act = await _decide(tables, *one, press)
    if isinstance(act, Refusal):
        return Refused(one[0], act)
    other_desk, other_act = await _decide(tables, *other, press)
    if isinstance(other_act, Refusal):
        return Refused(other[0], other_act)
    acts = (
        replace(act, beside=ActPlace(other[0], other_act.number)),
        replace(other_act, beside=ActPlace(one[0], act.number)),
    )
    await _append(tables, newsroom, one[0], desk, acts[0])
    await _append(tables, newsroom, other[0], other_desk, acts[1])
    return acts


async def _decide(
    tables: Tables, desk_id: int, deed: AnyDeed, press: Press
) -> tuple[Desk, DeskAct | Refusal]:
    press = replace(press, at=press.at.replace(microsecond=0))
    desk = await _read(tables, desk_id, deed, press)
    return desk, decide(desk, deed, press)


async def _append(
    tables: Tables, newsroom: Newsroom, desk_id: int, desk: Desk, act: DeskAct
) -> None:
    after = apply_act(desk, act)
    await tables.desk_acts.add(desk_id, act, made_in=newsroom.guild_id)
    await tables.desk_subjects.add(desk_id, act)
    await tables.desk_records.put(
        desk_id, {c.subject: after.record(c.subject) for c in act.changes}
    )


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
