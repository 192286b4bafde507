"""Merge what files state into articles, and keep the index in step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.article import MergedArticle
from bot.domain.body import Sections
from bot.domain.merge import merge_statements
from bot.domain.twins import group_keys
from bot.services.index_entry import index_entry
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.articles import KnownArticle
from bot.storage.statements import StoredStatement
from bot.storage.store import Tables


@dataclass(slots=True)
class MergedIds:
    """The ids of visible articles that a merge added or changed."""

    added: set[int] = field(default_factory=set)
    updated: set[int] = field(default_factory=set)


async def merge_articles(tables: Tables, keys: Iterable[str]) -> MergedIds:
    """Merge anew the articles that the keys belong to; articles without a statement go.

    Runs inside a transaction, in its connection's thread: it may take seconds.
    """
    roots = await _roots(tables, set(keys))
    stored = await tables.statements.of_keys(roots)
    groups: dict[str, list[StoredStatement]] = {}
    for statement in stored:
        groups.setdefault(roots[statement.statement.key], []).append(statement)
    known = await tables.articles.known(roots)
    merged = await _merge(tables, groups, known)
    next_id = await tables.articles.next_id()
    numbered = _numbered(merged, known, next_id)
    await _store(tables, numbered, groups, known)
    await _forget_orphans(tables, known)
    return _changes(numbered, known)


async def _roots(tables: Tables, keys: set[str]) -> dict[str, str]:
    """Each key, and those that AMP copies join to it, with the key of its article."""
    pairs: set[tuple[str, str]] = set()
    frontier = keys
    while frontier:
        found = await tables.statements.twins_of(frontier)
        pairs |= found
        frontier = {key for pair in found for key in pair} - keys
        keys |= frontier
    return group_keys(keys, sorted(pairs))


async def _merge(
    tables: Tables,
    groups: Mapping[str, Sequence[StoredStatement]],
    known: Mapping[str, KnownArticle],
) -> dict[str, MergedArticle]:
    nested = [s.id for group in groups.values() for s in group if not s.statement.is_own]
    topics = await tables.statements.parent_topics(nested)
    bodies = await tables.bodies.of_articles(article.id for article in known.values())
    bodies_by_key = {key: bodies[a.id] for key, a in known.items() if a.id in bodies}
    return _merged(groups, topics, bodies_by_key)


def _merged(
    groups: Mapping[str, Sequence[StoredStatement]],
    topics: Mapping[int, Sequence[str]],
    bodies: Mapping[str, Sections],
) -> dict[str, MergedArticle]:
    return {
        key: merge_statements(
            [s.statement for s in group],
            key=key,
            parent_topics=sorted({name for s in group for name in topics.get(s.id, ())}),
            attached_body=bodies.get(key, ()),
        )
        for key, group in groups.items()
    }


def _numbered(
    merged: Mapping[str, MergedArticle], known: Mapping[str, KnownArticle], next_id: int
) -> list[NumberedArticle]:
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


async def _store(
    tables: Tables,
    numbered: Sequence[NumberedArticle],
    groups: Mapping[str, Sequence[StoredStatement]],
    known: Mapping[str, KnownArticle],
) -> None:
    changed = [a for a in numbered if _is_changed(a, _before(a, known))]
    await tables.articles.put(changed)
    await tables.statements.assign(
        (a.id, s.id)
        for a in numbered
        for s in groups[a.merged.statement.key]
        if s.article_id != a.id
    )
    shown = [a for a in changed if not a.merged.statement.is_removed]
    await tables.indexing.put(index_entry(a.id, a.merged.statement) for a in shown)
    await tables.indexing.delete(a.id for a in changed if a.merged.statement.is_removed)


async def _forget_orphans(tables: Tables, known: Mapping[str, KnownArticle]) -> None:
    orphans = await tables.articles.without_statements(article.id for article in known.values())
    if orphans:
        await tables.indexing.delete(orphans)
        await tables.articles.delete(orphans)


def _before(article: NumberedArticle, known: Mapping[str, KnownArticle]) -> KnownArticle | None:
    return known.get(article.merged.statement.key)


def _is_changed(article: NumberedArticle, before: KnownArticle | None) -> bool:
    return before is None or before.digest != article.digest


def _changes(numbered: Sequence[NumberedArticle], known: Mapping[str, KnownArticle]) -> MergedIds:
    changes = MergedIds()
    for article in numbered:
        before = _before(article, known)
        if article.merged.statement.is_removed:
            continue
        if before is None or before.is_removed:
            changes.added.add(article.id)
        elif _is_changed(article, before):
            changes.updated.add(article.id)
    return changes
