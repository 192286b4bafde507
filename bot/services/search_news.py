"""Search the archive: from typed text to ranked hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.names import find_name, nearest_names
from bot.domain.query import QueryWords
from bot.domain.ranking import NEARLY, RankedCandidate, Ranking
from bot.domain.search import SearchHit, SearchQuery, SearchResult
from bot.domain.selection import Selection
from bot.domain.words import fold
from bot.storage.index import Filters
from bot.storage.store import Tables

# With fewer articles that hold every word, a word may have been understood wrongly.
_FEW = 5
# As many as are ranked.
MOST_HITS = 100
_RANKED = 50
_LACKING = 40
_SUGGESTIONS = 5
_TRIED = 15


@dataclass(frozen=True, slots=True)
class _Found:
    words: QueryWords
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
    found = _Found(words, (), 0)
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
        corrected=found.words.corrected([w.alternative for w in found.ranked[0].terms.words]),
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
    return Filters(topics, providers, after=query.since)


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
    occurrences = await tables.index.occurrences(words.spelt())
    selection = Selection(words.words, occurrences)
    full = selection.anywhere()
    if not full.ids:
        vocabulary = await tables.index.vocabulary()
        doubted = QueryWords.understood(words.text, vocabulary, is_doubted=True)
        if doubted.words != words.words:
            words = doubted
            occurrences = await tables.index.occurrences(words.spelt())
            selection = Selection(words.words, occurrences)
            full = selection.anywhere()
    in_titles = selection.in_titles().ids
    chosen = selection.likeliest(in_titles, limit=MOST_HITS)
    if len(chosen) < MOST_HITS and len(full.ids) > len(in_titles):
        chosen += selection.likeliest(full.ids - in_titles, limit=MOST_HITS - len(chosen))
    if not full.ids or (full.total < _FEW and words.is_doubtful):
        lacking = selection.lacking(nearly=NEARLY, limit=_LACKING)
        chosen += [i for i in lacking if i not in full.ids]
    candidates = await tables.index.candidates(chosen[:_RANKED], words.typed, guild_id=guild_id)
    ranked = Ranking(words.words, occurrences, now=now).order(candidates)
    more = sum(r.candidate.article_id not in full.ids for r in ranked)
    return _Found(words, ranked[:MOST_HITS], full.total + more)


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
        spellings=words.spellings(vocabulary, limit=_SUGGESTIONS),
        topics=nearest_names(wanted, topics, limit=_SUGGESTIONS) or tuple(topics[:_SUGGESTIONS]),
    )
