"""Take an act back; that is an act as well."""

from bot.domain.desk_act import ActPlace, DeskAct, Press, Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.desk_state import Undo
from bot.domain.newsroom import Newsroom
from bot.services.carry_out import act_once, carry_out, carry_out_both, desks_of, outcome_of
from bot.services.may_undo import may_act_beside
from bot.storage.store import Store, Tables


async def undo_act(
    store: Store, newsroom: Newsroom, desk_id: int, number: int, *, press: Press
) -> Outcome:
    """Undo the act of this number of the server's desk, or of the archive's where it is trusted.

    With an act that was made for all the one beside it is undone. Refused with the act that stands
    on either, if one does.
    """
    if desk_id not in desks_of(newsroom):
        return Refused(newsroom.guild_id, Refusal(Reason.GONE))

    async def work(tables: Tables) -> Outcome:
        act = (await tables.desk_acts.get(desk_id, [number])).get(number)
        if act is not None and act.beside is not None:
            return await _undo_both(tables, newsroom, desk_id, act, act.beside, press=press)
        result = await carry_out(tables, newsroom, desk_id, Undo(number), press=press)
        return await outcome_of(tables, newsroom, desk_id, result)

    return await act_once(store, newsroom, work, press=press)


async def _undo_both(
    tables: Tables,
    newsroom: Newsroom,
    desk_id: int,
    act: DeskAct,
    beside: ActPlace,
    *,
    press: Press,
) -> Outcome:
    if not may_act_beside(newsroom, act):
        return Refused(desk_id, Refusal(Reason.NOT_TRUSTED))
    one, two = (desk_id, Undo(act.number)), (beside.desk_id, Undo(beside.number))
    at, result = await carry_out_both(tables, newsroom, one, two, press=press)
    return await outcome_of(tables, newsroom, at, result)
