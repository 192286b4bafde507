"""Lay what desks wrote over what files state: the archive's desk first, servers' over that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.article import MergedArticle
from bot.domain.article_draft import ArticleDraft
from bot.domain.body import Sections
from bot.domain.desk_act import ArticleState
from bot.domain.desk_overlay import draft_of, find_conflicts, lay_over
from bot.domain.newsroom import ARCHIVE
from bot.services.read_stated import Stated
from bot.storage.desk_records import DeskArticleRecord


@dataclass(frozen=True, slots=True)
class Laid:
    """Articles with the desks over them.

    `shared` are by the key of the article, as in Stated; `own` by server and the key under which
    its desk has them. `hidden` are server and key of what a server has a version of, or retracted;
    `conflicts` desk and its key of what changed under it. `roots` as in Stated.
    """

    roots: Mapping[str, str]
    shared: Mapping[str, MergedArticle]
    own: Mapping[tuple[int, str], MergedArticle]
    hidden: frozenset[tuple[int, str]]
    conflicts: frozenset[tuple[int, str]]


def lay_desks_over(stated: Stated, records: Iterable[DeskArticleRecord]) -> Laid:
    """What readers of all servers and of each are told."""
    standing = [
        (desk_id, root, record.key, record.state)
        for (desk_id, root), record in records_by_article(stated.roots, records).items()
        if record.state is not None
    ]
    shared = _shared(stated, [s for s in standing if s[0] == ARCHIVE])
    own: dict[tuple[int, str], MergedArticle] = {}
    hidden, conflicts = set(), set()
    for desk_id, root, key, state in standing:
        below = (stated.merged if desk_id == ARCHIVE else shared).get(root)
        if find_conflicts(state, draft_below(below)):
            conflicts.add((desk_id, key))
        if desk_id != ARCHIVE and below is not None:
            hidden.add((desk_id, root))
        version = None if state.draft is None else lay_state_over(below, state)
        if desk_id != ARCHIVE and version is not None:
            own[desk_id, key] = _keyed(version, key)
    return Laid(stated.roots, shared, own, frozenset(hidden), frozenset(conflicts))


def records_by_article(
    roots: Mapping[str, str], records: Iterable[DeskArticleRecord]
) -> dict[tuple[int, str], DeskArticleRecord]:
    """Each desk's record of each article, by the key that the article has now.

    Files may join articles under another key than the one that a desk knows: then its record is
    that of the article, if it has none under the key of now. Of several the first counts.
    """
    chosen: dict[tuple[int, str], DeskArticleRecord] = {}
    for record in sorted(records, key=lambda r: (r.state is None, r.key != roots[r.key], r.key)):
        chosen.setdefault((record.desk_id, roots[record.key]), record)
    return chosen


def draft_below(merged: MergedArticle | None) -> ArticleDraft | None:
    """What lies below a desk, as it would write it."""
    return None if merged is None else draft_of(merged.statement)


def _shared(
    stated: Stated, standing: Iterable[tuple[int, str, str, ArticleState]]
) -> dict[str, MergedArticle]:
    shared = dict(stated.merged)
    for _, root, _, state in standing:
        laid = lay_state_over(shared.get(root), state)
        if laid is not None:
            shared[root] = _keyed(laid, root, stated.bodies.get(root, ()))
    return shared


def lay_state_over(merged: MergedArticle | None, state: ArticleState) -> MergedArticle | None:
    """The article with a desk's state over it; None where neither has the article."""
    statement = lay_over(None if merged is None else merged.statement, state)
    if statement is None:
        return None
    is_inferred = merged is not None and merged.topics_inferred and "topics" not in state.fields
    return MergedArticle(statement, is_inferred)


def _keyed(merged: MergedArticle, key: str, body: Sections = ()) -> MergedArticle:
    statement = merged.statement
    body = statement.body or body
    return replace(merged, statement=replace(statement, key=key, body=body, twins=()))
