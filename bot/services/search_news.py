"""Search the archive: from a question to its answer."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.collapse import collapse
from bot.domain.names import nearest_names
from bot.domain.query import QueryWords
from bot.domain.query_text import QueryText, read_query
from bot.domain.ranking import Terms
from bot.domain.search import SearchHit, SearchQuery, SearchResult, Story
from bot.services.find_news import MOST_HITS, Finder, Found
from bot.services.limit_news import Limits, limits_of
from bot.storage.index import Filters
from bot.storage.store import Tables

_SUGGESTIONS = 5
_NEWEST = 3


async def search_news(
    tables: Tables,
    query: SearchQuery,
    *,
    guild_id: int | None,
    limit: int,
    now: datetime,
    collapses: bool = False,
) -> SearchResult:
    """The best `limit` (at most 100) articles for the query that this server may see.

    With `collapses` articles of one story are one hit. Anything typed is valid; a text without
    words finds what its limits leave, the newest first, or nothing without limits.
    """
    text = read_query(query.text, now=now)
    pasted = await _pasted(tables, text, guild_id)
    if pasted is not None:
        return await _answer(
            tables, query, Found(_NO_WORDS, others=[pasted], total=1), guild_id, limit
        )
    limits = await limits_of(tables, query, text, guild_id=guild_id)
    found = Found(_NO_WORDS)
    if limits is not None:
        found = await _find(Finder(tables, guild_id, now), query, text, limits)
    if not found.total:
        return await _nothing(tables, query, text, found, guild_id)
    return await _answer(tables, query, found, guild_id, limit, collapses=collapses)


_NO_WORDS = QueryWords("", ())


async def _pasted(tables: Tables, text: QueryText, guild_id: int | None) -> int | None:
    """The article whose address the text is, if the archive has it."""
    return None if text.key is None else await tables.articles.id_of(text.key, guild_id=guild_id)


async def _find(finder: Finder, query: SearchQuery, text: QueryText, limits: Limits) -> Found:
    if text.words.strip():
        return await finder.find(text, limits, by_date=query.by_date, is_literal=query.is_literal)
    if not limits.filters:
        return Found(_NO_WORDS)
    index, guild_id = finder.tables.index, finder.guild_id
    newest = await index.newest(limits.filters, guild_id=guild_id, limit=MOST_HITS + 1)
    kept, _ = await limits.keep(newest)
    ids = [i for i in newest if i in kept][:MOST_HITS]
    return Found(_NO_WORDS, others=ids, total=len(ids), is_more=len(newest) > MOST_HITS)


async def _answer(
    tables: Tables,
    query: SearchQuery,
    found: Found,
    guild_id: int | None,
    limit: int,
    *,
    collapses: bool = False,
) -> SearchResult:
    stories = _stories(found, collapses=collapses)
    return SearchResult(
        query=query,
        total=found.total,
        is_more=found.is_more,
        hits=await _hits(tables, stories[:limit], found, guild_id),
        stories=stories,
        corrected=_corrected(found),
        words=_matched_words(found),
    )


def _stories(found: Found, *, collapses: bool) -> tuple[Story, ...]:
    ranked = [r.candidate for r in found.ranked]
    stories = collapse(ranked) if collapses else [Story(c.article_id) for c in ranked]
    return (*stories, *map(Story, found.others))


async def _hits(
    tables: Tables, stories: Sequence[Story], found: Found, guild_id: int | None
) -> tuple[SearchHit, ...]:
    ids = [i for story in stories for i in (story.article_id, *story.also)]
    articles = await tables.articles.by_ids(ids, guild_id=guild_id)
    by_id = {article.id: article for article in articles}
    terms = {r.candidate.article_id: r.terms for r in found.ranked}
    return tuple(
        SearchHit(
            by_id[story.article_id],
            _score(terms.get(story.article_id)),
            terms.get(story.article_id),
            tuple(by_id[i] for i in story.also if i in by_id),
        )
        for story in stories
        if story.article_id in by_id
    )


def _score(terms: Terms | None) -> float:
    return 0.0 if terms is None else round(terms.score, 4)


def _corrected(found: Found) -> str | None:
    if not found.ranked:
        return None
    return found.words.corrected([w.alternative for w in found.ranked[0].terms.words])


def _matched_words(found: Found) -> tuple[str, ...]:
    matched = (w.alternative for r in found.ranked for w in r.terms.words)
    return tuple(dict.fromkeys(word for a in matched if a is not None for word in a.words))


async def _nothing(
    tables: Tables, query: SearchQuery, text: QueryText, found: Found, guild_id: int | None
) -> SearchResult:
    topics = [tally.name for tally in await tables.topics.tallies(guild_id=guild_id)]
    wanted = query.topic or text.topic or text.words or query.text
    nearest = nearest_names(wanted, topics, limit=_SUGGESTIONS)
    newest: list[int] = []
    if nearest:
        filters = Filters(topic=nearest[0])
        newest = await tables.index.newest(filters, guild_id=guild_id, limit=_NEWEST)
    return SearchResult(
        query=query,
        total=0,
        hits=(),
        spellings=await _spellings(tables, found.words, guild_id),
        topics=nearest or tuple(topics[:_SUGGESTIONS]),
        newest=tuple(await tables.articles.by_ids(newest, guild_id=guild_id)),
    )


async def _spellings(tables: Tables, words: QueryWords, guild_id: int | None) -> tuple[str, ...]:
    """Near words that stand in an article which the server sees: others tell of others."""
    vocabulary = await tables.index.vocabulary()
    near = words.spellings(vocabulary, limit=3 * _SUGGESTIONS)
    return await tables.index.seen(near, guild_id=guild_id, limit=_SUGGESTIONS)
