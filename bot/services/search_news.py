"""Search the archive: from typed text to ranked hits."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from bot.domain.names import find_name, nearest_names
from bot.domain.query import QueryWords, Words, relaxations
from bot.domain.ranking import Candidate, RankedCandidate, rank
from bot.domain.search import SearchHit, SearchQuery, SearchResult
from bot.domain.words import fold
from bot.storage.index import Filters, Wanted
from bot.storage.store import Tables

# With fewer articles that hold every word, a word may have been understood wrongly.
_FEW = 5
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
        article_ids=tuple(r.candidate.article_id for r in found.ranked),
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
    """What holds all words that the archive knows; where that is little, also what lacks some."""
    known = [word for word in words.words if word.alternatives]
    if not known:
        return _Found((), 0)
    full = await _holding([known], tables, filters, guild_id)
    total = len(full)
    if total >= MOST_HITS:
        total = await tables.index.count(_wanted([known]), filters, guild_id=guild_id)
    partial: dict[int, Candidate] = {}
    if total < _FEW:
        partial = await _lacking(known, tables, filters, guild_id)
    candidates = [*full.values(), *(c for i, c in partial.items() if i not in full)]
    ranked = rank(candidates, words.words, now=now)
    return _Found(ranked, total + sum(not r.candidate.is_full for r in ranked))


async def _holding(
    combinations: Sequence[Words], tables: Tables, filters: Filters, guild_id: int | None
) -> dict[int, Candidate]:
    """Articles that hold one of the combinations, those that do in their title before others."""
    found: dict[int, Candidate] = {}
    for in_title in (True, False):
        wanted = _wanted(combinations, in_title=in_title)
        candidates = await tables.index.candidates(
            wanted, filters, guild_id=guild_id, limit=MOST_HITS
        )
        found |= {c.article_id: c for c in candidates if c.article_id not in found}
        if len(found) >= MOST_HITS:
            break
    return dict(islice(found.items(), MOST_HITS))


async def _lacking(
    known: Words, tables: Tables, filters: Filters, guild_id: int | None
) -> dict[int, Candidate]:
    """Articles that lack as few of the words as any do."""
    for combinations in relaxations(known):
        found = await _holding(combinations, tables, filters, guild_id)
        if found:
            return {i: replace(candidate, is_full=False) for i, candidate in found.items()}
    return {}


def _wanted(combinations: Sequence[Words], *, in_title: bool = False) -> Wanted:
    return Wanted(
        [[[a.words for a in word.alternatives] for word in words] for words in combinations],
        in_title=in_title,
    )


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
    seen: list[str] = []
    for word in words:
        if len(seen) == _SUGGESTIONS:
            break
        if await tables.index.count(Wanted([[[(word,)]]]), Filters(), guild_id=guild_id):
            seen.append(word)
    return tuple(seen)
