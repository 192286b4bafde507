"""How a desk's article lies over what files state, and where a file that changed contradicts it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.article import Statement
from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import ArticleState

# What a desk may write over; the key says which article it is, and stays.
FIELDS = (
    "url",
    "title",
    "published",
    "excerpt",
    "provider",
    "domain",
    "topics",
    "kind",
    "locale",
    "image",
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of which files now state something else than when a desk wrote over it.

    `base` is what they stated then, None where nothing did; `value` is the desk's, which holds.
    """

    field: str
    base: Any
    value: Any
    stated: Any


def draft_of(statement: Statement) -> ArticleDraft:
    """What a statement says, as a desk would write it; of its images the first."""
    return ArticleDraft(
        key=statement.key,
        url=statement.url,
        title=statement.title,
        published=statement.published,
        excerpt=statement.excerpt,
        provider=statement.provider,
        domain=statement.domain,
        topics=statement.topics,
        kind=statement.kind,
        locale=statement.locale,
        image=statement.images[0] if statement.images else None,
        twins=statement.twins,
    )


def draft_statement(draft: ArticleDraft) -> Statement:
    """What a desk's own article states."""
    return Statement(
        key=draft.key,
        url=draft.url,
        title=draft.title,
        published=draft.published,
        is_own=True,
        excerpt=draft.excerpt,
        provider=draft.provider,
        domain=draft.domain,
        kind=draft.kind,
        locale=draft.locale,
        topics=draft.topics,
        images=() if draft.image is None else (draft.image,),
        twins=draft.twins,
    )


def lay_over(statement: Statement | None, state: ArticleState) -> Statement | None:
    """What readers are told; None where neither a file nor the desk has the article.

    Laid over all statements of an article before they are merged, or over the merged one, it makes
    the same in every field of the state. What is retracted is removed.
    """
    if statement is None:
        return None if state.draft is None else _retracted(draft_statement(state.draft), state)
    if state.draft is None:
        return _retracted(statement, state)
    return _retracted(replace(statement, **_written(state.draft, statement, state.fields)), state)


def _written(draft: ArticleDraft, statement: Statement, fields: Iterable[str]) -> dict[str, Any]:
    written = {name: getattr(draft, name) for name in fields if name != "image"}
    if "image" in fields:
        # Only the first is shown; the others would come to its place where it is taken away.
        written["images"] = () if draft.image is None else (draft.image, *statement.images[1:])
    return written


def _retracted(statement: Statement, state: ArticleState) -> Statement:
    return statement if state.retraction is None else replace(statement, is_removed=True)


def effective(stated: ArticleDraft | None, state: ArticleState | None) -> ArticleDraft | None:
    """The article as it is shown, of what files state and what lies over it."""
    if state is None or state.draft is None:
        return stated
    if stated is None:
        return state.draft
    return replace(stated, **{name: getattr(state.draft, name) for name in state.fields})


def find_conflicts(state: ArticleState, stated: ArticleDraft | None) -> tuple[Conflict, ...]:
    """The fields that a file has changed under the desk's, to something else than the desk's."""
    if stated is None or state.draft is None:
        return ()
    conflicts = []
    for name in state.fields:
        value, now = getattr(state.draft, name), getattr(stated, name)
        base = None if state.base is None else getattr(state.base, name)
        has_moved = state.base is None or now != base
        if has_moved and now != value:
            conflicts.append(Conflict(name, base, value, now))
    return tuple(conflicts)
