"""Search the archive: from typed text to ranked hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.names import find_name, nearest_names
from bot.domain.query import QueryWords, relaxations
from bot.domain.ranking import RankedCandidate, rank
from bot.domain.search import SearchHit, SearchQuery, SearchResult
from bot.domain.words import fold
from bot.storage.index import Filters
from bot.storage.store import Tables

# As many as the ranking looks at, and so the most hits of one search.
MOST_HITS = 200
_SUGGESTIONS = 5
_TRIED = 15


@dataclass(frozen=True, slots=True)
class _Found:
    ranked: Sequence[RankedCandidate]
    total: int


async def search_news(
    tables: Tables, query: SearchQuery, *, guild_id: int | None, limit: int, now: datetime
) -> SearchResult:
    """The best `limit` (at most 200) articles for the query that this server may see.

    Anything typed is valid; a text without words finds nothing.
    """
    vocabulary = await tables.index.vocabulary()
    words = QueryWords.understood(query.text, vocabulary)
    filters = await _filters(tables, query, guild_id)
    found = _Found((), 0)
    if filters is not None:
        found = await _find(tables, words, filters, guild_id, now)
    if not found.ranked:
        return await _nothing(tables, query, words, guild_id)
    best = found.ranked[:limit]
    articles = await tables.articles.by_ids(
        [r.candidate.article_id for r in best], guild_id=guild_id
    )
    by_id = {article.id: article for article in articles}
    return SearchResult(
        query=query,
        total=found.total,
        hits=tuple(
            SearchHit(by_id[r.candidate.article_id], round(r.score, 4))
            for r in best
            if r.candidate.article_id in by_id
        ),
        corrected=words.corrected(found.ranked[0].matched),
    )


async def _filters(tables: Tables, query: SearchQuery, guild_id: int | None) -> Filters | None:
    """The exact names behind the query's options; None where nothing bears such a name."""
    topics = providers = None
    if query.topic and query.topic.strip():
        names = [tally.name for tally in await tables.topics.tallies(guild_id=guild_id)]
        name = find_name(query.topic, names)
        topics = () if name is None else (name,)
    if query.source and query.source.strip():
        providers = await _providers(tables, query.source, guild_id)
    if topics == () or providers == ():
        return None
    return Filters(topics, providers, query.since)


async def _providers(tables: Tables, typed: str, guild_id: int | None) -> tuple[str, ...]:
    named = await tables.topics.providers_of_domain(fold(typed).strip(), guild_id=guild_id)
    if named:
        return named
    names = [tally.name for tally in await tables.topics.sources(guild_id=guild_id)]
    name = find_name(typed, names)
    return () if name is None else (name,)


async def _find(
    tables: Tables, words: QueryWords, filters: Filters, guild_id: int | None, now: datetime
) -> _Found:
    """What holds all words; where nothing does, what holds all but the least telling ones."""
    for kept in relaxations(words.words):
        groups = [[a.word for a in word.alternatives] for word in kept]
        candidates = await tables.index.candidates(
            groups, filters, guild_id=guild_id, limit=MOST_HITS
        )
        if candidates:
            total = len(candidates)
            if total == MOST_HITS:
                total = await tables.index.count(groups, filters, guild_id=guild_id)
            return _Found(rank(candidates, words.words, now=now), total)
    return _Found((), 0)


async def _nothing(
    tables: Tables, query: SearchQuery, words: QueryWords, guild_id: int | None
) -> SearchResult:
    vocabulary = await tables.index.vocabulary()
    topics = [tally.name for tally in await tables.topics.tallies(guild_id=guild_id)]
    wanted = query.topic or query.text
    return SearchResult(
        query=query,
        total=0,
        hits=(),
        spellings=await _visible(tables, words.spellings(vocabulary, limit=_TRIED), guild_id),
        topics=nearest_names(wanted, topics, limit=_SUGGESTIONS) or tuple(topics[:_SUGGESTIONS]),
    )


async def _visible(tables: Tables, words: Sequence[str], guild_id: int | None) -> tuple[str, ...]:
    """Those of the words that stand in an article which the server sees: others tell of others."""
    seen = [
        word for word in words if await tables.index.count([[word]], Filters(), guild_id=guild_id)
    ]
    return tuple(seen[:_SUGGESTIONS])
