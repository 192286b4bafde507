"""Foresee whether an act may be undone, and which one is undone with it."""

from bot.domain.desk_act import DeskAct
from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.storage.store import Tables


async def may_undo(tables: Tables, desk_id: int, act: DeskAct) -> bool:
    """Whether nothing stands on what the act made, nor on what the one beside it did."""
    if not await _stands(tables, desk_id, act):
        return False
    if act.beside is None:
        return True
    other = await act_beside(tables, act)
    return other is not None and await _stands(tables, act.beside.desk_id, other)


async def act_beside(tables: Tables, act: DeskAct) -> DeskAct | None:
    """The act that the same press made on another desk, if it made one."""
    place = act.beside
    if place is None:
        return None
    return (await tables.desk_acts.get(place.desk_id, [place.number])).get(place.number)


def may_act_beside(newsroom: Newsroom, act: DeskAct) -> bool:
    """Whether the newsroom may undo what was done beside the act: what is for all takes trust."""
    is_for_all = act.beside is not None and act.beside.desk_id == ARCHIVE
    return not is_for_all or newsroom.is_trusted


async def _stands(tables: Tables, desk_id: int, act: DeskAct) -> bool:
    records = await tables.desk_records.get(desk_id, [change.subject for change in act.changes])
    return all(
        records[change.subject].version == change.becomes
        for change in act.changes
        if change.subject in records
    )
