"""Read what the desk of the archive, or of a server, makes of articles, as documents state it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.domain.article import MergedArticle, Statement
from bot.domain.desk_act import ArticleState, SubjectKind
from bot.domain.newsroom import ARCHIVE
from bot.services.lay_desks_over import Laid, lay_desks_over, records_by_article
from bot.services.read_stated import Stated, read_stated
from bot.storage.store import Tables

_BATCH = 100


@dataclass(frozen=True, slots=True)
class Overlay:
    """An article with the archive's desk over what files state; `state` is what lies over it."""

    merged: MergedArticle
    state: ArticleState

    def over(self, statement: Statement) -> Statement:
        """What a file is to state in place of one of the article's statements.

        All say the same, whichever a merge would choose: a date that was corrected chooses others.
        What belongs to the file stays: its address, its copies, and its text.
        """
        return replace(
            self.merged.statement,
            key=statement.key,
            url=self.merged.statement.url if "url" in self.state.fields else statement.url,
            is_own=statement.is_own,
            topics=() if self.merged.topics_inferred else self.merged.statement.topics,
            twins=statement.twins,
            body=statement.body,
        )


async def read_overlay(tables: Tables) -> dict[str, Overlay]:
    """What the archive's desk has of articles that files state, by the keys of the articles."""
    overlay: dict[str, Overlay] = {}
    for keys in _batches(await _keys(tables, ARCHIVE)):
        stated = await read_stated(tables, keys)
        records = await tables.desk_records.of_articles(stated.roots, desk_ids=[ARCHIVE])
        laid = lay_desks_over(stated, records)
        for (_, root), record in records_by_article(stated.roots, records).items():
            if record.state is not None and root in stated.merged:
                overlay[root] = Overlay(laid.shared[root], record.state)
    return overlay


async def own_statements(tables: Tables, desk_id: int) -> AsyncIterator[Sequence[Statement]]:
    """What a desk alone states, some at a time: its articles, and what is retracted as removed.

    Of the archive's desk that is what no file states; of a server's also its versions of what all
    share, and what it retracted of that.
    """
    for keys in _batches(await _keys(tables, desk_id)):
        stated = await read_stated(tables, keys)
        desks = {ARCHIVE, desk_id}
        records = await tables.desk_records.of_articles(stated.roots, desk_ids=desks)
        laid = lay_desks_over(stated, records)
        yield _unfiled(stated, laid) if desk_id == ARCHIVE else _of_server(laid, desk_id)


async def _keys(tables: Tables, desk_id: int) -> list[str]:
    records = await tables.desk_records.all(desk_id, SubjectKind.ARTICLE)
    return sorted(subject.name for subject, record in records.items() if record.state is not None)


def _unfiled(stated: Stated, laid: Laid) -> list[Statement]:
    return [
        merged.statement for key, merged in sorted(laid.shared.items()) if key not in stated.merged
    ]


def _of_server(laid: Laid, desk_id: int) -> list[Statement]:
    own = {key: merged.statement for (guild, key), merged in laid.own.items() if guild == desk_id}
    versions = {laid.roots[key] for key in own}
    hidden = {key for guild, key in laid.hidden if guild == desk_id} - versions
    retracted = _retracted(laid.shared, hidden) if hidden else {}
    return [statement for _, statement in sorted({**own, **retracted}.items())]


def _retracted(shared: Mapping[str, MergedArticle], keys: set[str]) -> dict[str, Statement]:
    return {key: replace(shared[key].statement, is_removed=True) for key in keys if key in shared}


def _batches(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _BATCH] for start in range(0, len(keys), _BATCH)]
