"""Take an act back; that is an act as well."""

from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.desk_state import Undo
from bot.domain.newsroom import Newsroom
from bot.services.carry_out import act_on_desk, desks_of
from bot.storage.store import Store


async def undo_act(
    store: Store, newsroom: Newsroom, desk_id: int, number: int, *, press: Press
) -> Outcome:
    """Undo the act of this number of the server's desk, or of the archive's where it is trusted.

    Refused with the act that stands on it, if one does.
    """
    if desk_id not in desks_of(newsroom):
        return Refused(newsroom.guild_id, Refusal(Reason.GONE))
    return await act_on_desk(store, newsroom, Undo(number), press=press, desk_id=desk_id)
