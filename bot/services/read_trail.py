"""Read what was done to an article, by a member, or at a desk at all."""

from collections.abc import Iterable

from bot.domain.desk_act import Subject
from bot.domain.desk_article import article_subject
from bot.domain.desk_trail import TRAIL_SIZE, Trail, TrailEntry
from bot.domain.desk_weight import weight_subject
from bot.domain.newsroom import Newsroom
from bot.domain.submission import member_subject
from bot.services.carry_out import desks_of
from bot.services.may_undo import may_act_beside, may_undo
from bot.services.view_article import view_article_of
from bot.storage.store import Store, Tables


async def read_trail(
    store: Store,
    newsroom: Newsroom,
    *,
    article_id: int | None = None,
    member_id: int | None = None,
    page: int = 0,
) -> Trail:
    """The page of this number, from 0, of the acts on the article, or by and on the member.

    The newest come first. A trusted newsroom also sees those of the archive's desk. Without an
    article or a member it is all that was done.
    """
    return await store.at_once(_trail, store, newsroom, article_id, member_id, page)


async def _trail(
    tables: Tables,
    newsroom: Newsroom,
    article_id: int | None,
    member_id: int | None,
    page: int,
) -> Trail:
    subjects: set[Subject] | None = None if member_id is None else {member_subject(member_id)}
    article = None
    if article_id is not None:
        view = await view_article_of(tables, newsroom, article_id)
        row = await tables.desk_articles.get(article_id)
        if row is None or row.guild_id not in {0, newsroom.guild_id}:
            return Trail((), 0)
        keys = {row.key} if view is None else {row.key, view.key}
        subjects = {s for key in keys for s in _on_article(key)}
        subjects |= {*await tables.desk_records.pairs_of(newsroom.guild_id, keys)}
        article = None if view is None else view.article
    found = [
        (made_at, desk_id, number)
        for desk_id in desks_of(newsroom)
        for number, made_at in await tables.desk_subjects.acts(desk_id, subjects, member_id)
    ]
    found.sort(reverse=True)
    wanted = found[max(0, page) * TRAIL_SIZE :][:TRAIL_SIZE]
    places = [(desk_id, number) for _, desk_id, number in wanted]
    entries = await _entries(tables, newsroom, places)
    return Trail(entries, len(found), article)


def _on_article(key: str) -> tuple[Subject, Subject]:
    return article_subject(key), weight_subject("article", key)


async def _entries(
    tables: Tables, newsroom: Newsroom, wanted: Iterable[tuple[int, int]]
) -> tuple[TrailEntry, ...]:
    entries = []
    for desk_id, number in wanted:
        act = (await tables.desk_acts.get(desk_id, [number]))[number]
        is_free = may_act_beside(newsroom, act) and await may_undo(tables, desk_id, act)
        entries.append(TrailEntry(desk_id, act, is_free))
    return tuple(entries)
