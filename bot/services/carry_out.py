"""Carry out what a moderator or member wants done: decide, record, and have all else follow."""

from collections.abc import Callable, Coroutine
from typing import Any

from bot.domain.desk_act import DeskAct, Press, Refusal, SubjectKind
from bot.domain.desk_outcome import Done, Outcome, Refused
from bot.domain.desk_reach import AnyDeed
from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.services.may_undo import act_beside
from bot.services.project_act import project_act
from bot.services.record_act import Part, record_act, record_both
from bot.services.view_article import view_article
from bot.storage.store import Store, Tables

_ON_ARTICLE = "article "


async def act_once(
    store: Store,
    newsroom: Newsroom,
    work: Callable[[Tables], Coroutine[Any, Any, Outcome]],
    *,
    press: Press,
) -> Outcome:
    """Do the work in one durable transaction; what the same press did before is only told again."""

    async def once(tables: Tables) -> Outcome:
        for desk_id in desks_of(newsroom):
            act = await tables.desk_acts.of_token(desk_id, press.token)
            if act is not None:
                return await outcome_of(tables, newsroom, desk_id, act)
        return await work(tables)

    return await store.write(once, is_durable=True)


async def act_on_desk(
    store: Store, newsroom: Newsroom, deed: AnyDeed, *, press: Press, desk_id: int | None = None
) -> Outcome:
    """Carry the deed out on a desk, the server's own if none is named, whatever is stated."""
    desk = newsroom.guild_id if desk_id is None else desk_id

    async def work(tables: Tables) -> Outcome:
        result = await carry_out(tables, newsroom, desk, deed, press=press)
        return await outcome_of(tables, newsroom, desk, result)

    return await act_once(store, newsroom, work, press=press)


async def carry_out(
    tables: Tables, newsroom: Newsroom, desk_id: int, deed: AnyDeed, *, press: Press
) -> DeskAct | Refusal:
    """The act, recorded and with all that follows from it, or why none was done.

    Runs inside a transaction.
    """
    before = await tables.desk_acts.last(desk_id)
    act = await record_act(tables, newsroom, desk_id, deed, press=press)
    if isinstance(act, DeskAct) and act.number > before:
        await project_act(tables, desk_id, act)
    return act


async def carry_out_both(
    tables: Tables, newsroom: Newsroom, one: Part, other: Part, *, press: Press
) -> tuple[int, DeskAct | Refusal]:
    """The first of two acts on two desks, recorded with all that follows from both; or neither.

    It comes with its desk, and a refusal with the desk that refuses. Runs inside a transaction.
    """
    acts = await record_both(tables, newsroom, one, other, press=press)
    if isinstance(acts, Refused):
        return acts.desk_id, acts.refusal
    for (desk_id, _), act in zip((one, other), acts, strict=True):
        await project_act(tables, desk_id, act)
    return one[0], acts[0]


async def outcome_of(
    tables: Tables,
    newsroom: Newsroom,
    desk_id: int,
    result: DeskAct | Refusal,
    *,
    key: str | None = None,
) -> Outcome:
    """What became of it, with the article of the key, or the one that the act was on, as it is."""
    act = result if isinstance(result, DeskAct) else None
    if key is None and act is not None:
        key = await _key_of(tables, act)
    view = None if key is None else await view_article(tables, newsroom, key)
    article = None if view is None else view.article
    if isinstance(result, Refusal):
        return Refused(desk_id, result, article)
    return Done(desk_id, result, article)


async def _key_of(tables: Tables, act: DeskAct) -> str | None:
    """The key of the article that the act was on, or else the one beside it."""
    key = article_key(act)
    beside = await act_beside(tables, act) if key is None else None
    return key if beside is None else article_key(beside)


def article_key(act: DeskAct) -> str | None:
    """The key of the article that the act was on, if it was on one."""
    for change in act.changes:
        if change.subject.kind is SubjectKind.ARTICLE:
            return change.subject.name
        if change.subject.kind is SubjectKind.WEIGHT:
            name = change.subject.name
            return name.removeprefix(_ON_ARTICLE) if name.startswith(_ON_ARTICLE) else None
    return None


def desks_of(newsroom: Newsroom) -> tuple[int, ...]:
    """The desks that the newsroom acts on, its own first."""
    if newsroom.is_trusted and newsroom.guild_id != ARCHIVE:
        return newsroom.guild_id, ARCHIVE
    return (newsroom.guild_id,)
