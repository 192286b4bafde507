"""Merge what files state into articles, desks over it, and keep the index in step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.article import MergedArticle
from bot.domain.newsroom import ARCHIVE
from bot.services.index_entry import index_entry
from bot.services.lay_desks_over import Laid, lay_desks_over
from bot.services.merge_versions import merge_versions
from bot.services.read_stated import Stated, read_stated
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.articles import KnownArticle
from bot.storage.store import Tables


@dataclass(slots=True)
class MergedIds:
    """The ids of visible shared articles that a merge added or changed.

    `touched` are all that changed or went, also of servers' own.
    """

    added: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)


async def merge_articles(
    tables: Tables, keys: Iterable[str], *, now: datetime, desk_id: int = ARCHIVE
) -> MergedIds:
    """Merge anew the articles that the keys belong to; what nobody states goes.

    Desks' records are laid over what files state, servers' versions are made anew, and where a
    file now contradicts a desk is noted as of now. `desk_id` is that of the server whose desk alone
    has changed since it was done last. Runs inside a transaction, in its connection's thread: it
    may take seconds.
    """
    stated = await read_stated(tables, keys)
    desks = None if desk_id == ARCHIVE else (ARCHIVE, desk_id)
    records = await tables.desk_records.of_articles(stated.roots, desk_ids=desks)
    laid = lay_desks_over(stated, records)
    numbered = numbered_articles(laid.shared, stated.known, await tables.articles.next_id())
    changes = _changes(numbered, stated.known)
    await _store(tables, numbered, stated)
    gone = {article.id for key, article in stated.known.items() if key not in laid.shared}
    kept = {record.key for record in records if not record.desk_id}
    await _forget(tables, gone, {stated.known[key].id for key in kept & stated.known.keys()})
    changes.touched |= gone
    if records:
        shared_ids = {a.merged.statement.key: a.id for a in numbered}
        changes.touched |= await merge_versions(tables, records, laid, shared_ids)
        await _note_conflicts(tables, {r[:2] for r in records}, laid, now)
    return changes


def numbered_articles(
    merged: Mapping[str, MergedArticle], known: Mapping[str, KnownArticle], next_id: int
) -> list[NumberedArticle]:
    """Each under the id that it has, or the next."""
    numbered = []
    # New articles are numbered in the order they came out: the index offers the latest first.
    for key in sorted(merged, key=lambda key: (merged[key].statement.published, key)):
        article = merged[key]
        if key in known:
            article_id = known[key].id
        else:
            article_id, next_id = next_id, next_id + 1
        numbered.append(NumberedArticle(article_id, article, article_digest(article)))
    return numbered


async def _store(tables: Tables, numbered: Sequence[NumberedArticle], stated: Stated) -> None:
    changed = [a for a in numbered if _is_changed(a, _before(a, stated.known))]
    await tables.articles.put(changed)
    await tables.statements.assign(
        (a.id, s.id)
        for a in numbered
        for s in stated.groups.get(a.merged.statement.key, ())
        if s.article_id != a.id
    )
    shown = [a for a in changed if not a.merged.statement.is_removed]
    await tables.indexing.put(index_entry(a.id, a.merged.statement) for a in shown)
    await tables.indexing.delete(a.id for a in changed if a.merged.statement.is_removed)


async def _forget(tables: Tables, gone: set[int], kept: set[int]) -> None:
    """Take articles away that nobody states; `kept` are those that a desk may bring back."""
    if gone:
        await tables.indexing.delete(gone)
        await tables.desk_articles.remove(gone & kept)
        await tables.articles.delete(gone - kept)


async def _note_conflicts(
    tables: Tables, looked_at: set[tuple[int, str]], laid: Laid, now: datetime
) -> None:
    await tables.desk_conflicts.settle(looked_at - laid.conflicts)
    await tables.desk_conflicts.note(sorted(laid.conflicts), now=now)


def _before(article: NumberedArticle, known: Mapping[str, KnownArticle]) -> KnownArticle | None:
    return known.get(article.merged.statement.key)


def _is_changed(article: NumberedArticle, before: KnownArticle | None) -> bool:
    return before is None or before.digest != article.digest


def _changes(numbered: Sequence[NumberedArticle], known: Mapping[str, KnownArticle]) -> MergedIds:
    changes = MergedIds()
    for article in numbered:
        before = _before(article, known)
        if not _is_changed(article, before):
            continue
        changes.touched.add(article.id)
        if article.merged.statement.is_removed:
            continue
        if before is None or before.is_removed:
            changes.added.add(article.id)
        else:
            changes.updated.add(article.id)
    return changes
