"""Foresee why a suggestion would be refused, so that no page is read for one that is."""

from bot.domain.desk_act import Press, Refusal
from bot.domain.desk_outcome import Refused
from bot.domain.desk_reach import reach
from bot.domain.desk_state import Desk
from bot.domain.newsroom import Newsroom
from bot.domain.submission import Suggest
from bot.domain.url import Address
from bot.services.suggest_article import read_allowance
from bot.services.view_article import view_at_address
from bot.storage.store import Store, Tables


async def check_suggestion(
    store: Store, newsroom: Newsroom, address: Address, *, press: Press, is_limited: bool = True
) -> Refused | None:
    """Why the address can't be suggested now, if that is so; stores nothing.

    Its page may have another address, so that the suggestion may be refused all the same.
    """
    return await store.at_once(_check, store, newsroom, address, press, is_limited)


async def _check(
    tables: Tables, newsroom: Newsroom, address: Address, press: Press, is_limited: bool
) -> Refused | None:
    desk_id = newsroom.guild_id
    view = await view_at_address(tables, newsroom, address.key)
    allowance = await read_allowance(tables, desk_id, press, is_limited=is_limited)
    waiting = await tables.submissions.waiting_for(desk_id, {address.key})
    deed = Suggest(address, allowance, None, view.known, waiting)
    plan = deed.plan(await _desk(tables, desk_id, deed, press), press)
    return Refused(desk_id, plan, view.article) if isinstance(plan, Refusal) else None


async def _desk(tables: Tables, desk_id: int, deed: Suggest, press: Press) -> Desk:
    records = await tables.desk_records.get(desk_id, reach(deed, press, Desk()))
    acts = await tables.desk_acts.get(desk_id, {record.touched for record in records.values()})
    return Desk(records, acts)
