"""One article from all that is stated of it, the same whatever the order of files."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.domain.article import MergedArticle, Section, Statement

_NEVER = datetime.min.replace(tzinfo=UTC)
# What says which article this is, and flags, stay the winner's; the rest is filled where empty.
_IDENTITY = frozenset(
    {"key", "url", "title", "published", "is_own", "is_featured", "is_removed", "twins"}
)
_FILLED = tuple(f.name for f in fields(Statement) if f.name not in _IDENTITY)


def merge_statements(
    statements: Sequence[Statement],
    *,
    key: str,
    parent_topics: Iterable[str] = (),
    attached_body: tuple[Section, ...] = (),
) -> MergedArticle:
    """The article under `key`, of at least one statement.

    A file's own statement beats a related entry; then the later `updated`, then the fuller one.
    Empty fields are filled from the next best. Any statement that is removed hides the article,
    an entry's only where no file of its own speaks for it. Without topics of its own it takes
    those of `parent_topics`, marked as inferred.
    """
    ranked = sorted(statements, key=_rank, reverse=True) if len(statements) > 1 else statements
    best = ranked[0]
    empty = [name for name in _FILLED if not getattr(best, name)] if len(ranked) > 1 else []
    filled: dict[str, Any] = {name: _first(ranked, name) for name in empty}
    own_topics = filled.get("topics", best.topics)
    filled["topics"] = own_topics or tuple(dict.fromkeys(parent_topics))
    filled["body"] = filled.get("body", best.body) or attached_body
    filled["is_removed"] = any(s.is_removed for s in ranked if s.is_own == best.is_own)
    filled |= {"key": key, "twins": ()}
    # To make anew what nothing else was stated of takes a fifth of the time of a large load.
    is_same = all(getattr(best, name) == value for name, value in filled.items())
    merged = best if is_same else replace(best, **filled)
    return MergedArticle(merged, not own_topics and bool(merged.topics))


def _rank(statement: Statement) -> tuple[bool, datetime, int, int, bytes]:
    return (
        statement.is_own,
        statement.updated or _NEVER,
        sum(bool(getattr(statement, name)) for name in _FILLED),
        len(statement.title) + len(statement.excerpt),
        # Alike so far: what they say decides, so that no order of files can.
        msgspec.json.encode(statement),
    )


def _first(ranked: Sequence[Statement], name: str) -> Any:
    values = [getattr(statement, name) for statement in ranked]
    return next((value for value in values if value), values[0])
