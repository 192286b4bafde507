"""List the newest acts of a desk, as the operator reads them."""

from bot.domain.desk_figures import ListedAct
from bot.services.may_undo import may_undo
from bot.storage.store import Tables


async def list_acts(tables: Tables, desk_id: int, *, limit: int) -> tuple[ListedAct, ...]:
    """The desk's newest acts, the newest first."""
    acts = await tables.desk_acts.newest(desk_id, limit=limit)
    places = await tables.desk_acts.places(desk_id, [act.number for act in acts])
    return tuple(
        [ListedAct(act, places[act.number], await may_undo(tables, desk_id, act)) for act in acts]
    )
