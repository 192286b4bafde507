"""Read what files state of articles, merged, without what any desk wrote over it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import MergedArticle
from bot.domain.body import Sections
from bot.domain.merge import merge_statements
from bot.domain.twins import group_keys
from bot.storage.articles import KnownArticle
from bot.storage.statements import StoredStatement
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class Stated:
    """What files state of some articles.

    `roots` has for each key the one of its article, which `groups`, `merged` and `bodies` are by;
    `known` are the shared articles that are stored under any of these keys.
    """

    roots: Mapping[str, str]
    groups: Mapping[str, Sequence[StoredStatement]]
    merged: Mapping[str, MergedArticle]
    known: Mapping[str, KnownArticle]
    bodies: Mapping[str, Sections]


async def read_stated(tables: Tables, keys: Iterable[str]) -> Stated:
    """The articles that the keys belong to, with all that is stated of them."""
    roots = await _roots(tables, set(keys))
    stored = await tables.statements.of_keys(roots)
    groups: dict[str, list[StoredStatement]] = {}
    for statement in stored:
        groups.setdefault(roots[statement.statement.key], []).append(statement)
    known = await tables.articles.known(roots)
    nested = [s.id for group in groups.values() for s in group if not s.statement.is_own]
    topics = await tables.statements.parent_topics(nested)
    of_ids = await tables.bodies.of_articles(article.id for article in known.values())
    bodies = {key: of_ids[article.id] for key, article in known.items() if article.id in of_ids}
    return Stated(roots, groups, _merged(groups, topics, bodies), known, bodies)


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
