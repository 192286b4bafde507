"""Retract an article, or restore one."""

from functools import partial

from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_article import Restore, Retract
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.services.view_article import view_article_of
from bot.storage.store import Store, Tables


async def retract_article(
    store: Store, newsroom: Newsroom, article_id: int, *, press: Press
) -> Outcome:
    """Take it out of everything at once; the press tells why."""
    work = partial(_act, newsroom=newsroom, article_id=article_id, press=press, kind=Retract)
    return await act_once(store, newsroom, work, press=press)


async def restore_article(
    store: Store, newsroom: Newsroom, article_id: int, *, press: Press
) -> Outcome:
    """Bring back what was retracted, as it was."""
    work = partial(_act, newsroom=newsroom, article_id=article_id, press=press, kind=Restore)
    return await act_once(store, newsroom, work, press=press)


async def _act(
    tables: Tables,
    *,
    newsroom: Newsroom,
    article_id: int,
    press: Press,
    kind: type[Retract | Restore],
) -> Outcome:
    view = await view_article_of(tables, newsroom, article_id)
    if view is None:
        return Refused(newsroom.guild_id, Refusal(Reason.GONE))
    deed = kind(view.key, view.stated)
    result = await carry_out(tables, newsroom, view.desk_id, deed, press=press)
    return await outcome_of(tables, newsroom, view.desk_id, result, key=view.key)
