"""Search the archive: from a question to its answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.collapse import collapse
from bot.domain.names import nearest_names
from bot.domain.query import QueryWords
from bot.domain.query_text import QueryText, read_query
from bot.domain.search import SearchHit, SearchQuery, SearchResult, Story
from bot.domain.terms import Terms
from bot.domain.words import fold, fold_words
from bot.services.find_news import MOST_HITS, Finder, Found
from bot.services.limit_news import MOST_READ, Limits, limits_of, time_limits
from bot.services.understand import Reader
from bot.storage.store import Tables

_SUGGESTIONS = 5
_NEWEST = 3
_MOST_TITLED = 5
# The score of a title that is the question, which is not weighed word by word.
_TITLED = 2.0


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
    return await tables.at_once(_search, tables, query, guild_id, limit, now, collapses=collapses)


async def _search(
    tables: Tables,
    query: SearchQuery,
    guild_id: int | None,
    limit: int,
    now: datetime,
    *,
    collapses: bool,
) -> SearchResult:
    text = read_query(query.text, now=now)
    found = await _find(Finder(tables, guild_id, now), query, text)
    if titled := await _titled(tables, query, text, guild_id):
        found = found.led_by(titled)
    if not found.total:
        return await _nothing(tables, query, text, found, guild_id)
    return await _answer(tables, query, found, guild_id, limit, collapses=collapses)


_NO_WORDS = QueryWords("", ())


async def _find(finder: Finder, query: SearchQuery, text: QueryText) -> Found:
    tables, guild_id = finder.tables, finder.guild_id
    if text.key is not None:
        pasted = await tables.articles.id_of(text.key, guild_id=guild_id)
        if pasted is not None:
            return Found(_NO_WORDS, others=[pasted], total=1)
    limits = await limits_of(tables, query, text, guild_id=guild_id)
    if limits is None:
        return Found(_NO_WORDS)
    if fold_words(text.words):
        return await finder.find(text, limits, by_date=query.by_date, is_literal=query.is_literal)
    return await _newest(limits)


async def _newest(limits: Limits) -> Found:
    """The newest of what is within the limits; nothing without limits."""
    if not (limits.filters or limits.wording):
        return Found(_NO_WORDS)
    if limits.wording:
        await limits.tables.index.catch_up()
    most = MOST_READ if limits.wording else MOST_HITS + 1
    newest = await limits.tables.filtered.newest(
        limits.filters, guild_id=limits.guild_id, limit=most
    )
    kept, _ = await limits.keep(newest)
    ids = [i for i in newest if i in kept]
    total = min(len(ids), most - 1)
    return Found(_NO_WORDS, others=ids[:MOST_HITS], total=total, is_more=len(newest) == most)


async def _titled(
    tables: Tables, query: SearchQuery, text: QueryText, guild_id: int | None
) -> list[int]:
    """The articles titled as was typed, sign by sign, where signs were taken for more than words.

    "-zebra" leaves "Zebra" out, but finds what is titled "-Zebra". Other than by its text the
    question may be limited all the same.
    """
    words = fold_words(query.text)
    if query.by_date or words == fold_words(text.words):
        return []
    titles = await tables.titles.titled(" ".join(words), guild_id=guild_id, limit=MOST_READ)
    typed = fold(query.text).split()
    same = [i for i, title in titles.items() if fold(title).split() == typed]
    limits = await limits_of(tables, query, QueryText(""), guild_id=guild_id) if same else None
    if limits is None:
        return []
    kept, _ = await limits.keep(same)
    return [i for i in same if i in kept][:_MOST_TITLED]


async def _answer(
    tables: Tables,
    query: SearchQuery,
    found: Found,
    guild_id: int | None,
    limit: int,
    *,
    collapses: bool = False,
) -> SearchResult:
    stories = await _collapsed(tables, found, guild_id) if collapses else _each(found)
    return SearchResult(
        query=query,
        total=found.total,
        is_more=found.is_more,
        hits=await _hits(tables, stories[:limit], found, guild_id),
        stories=stories,
        corrected=_corrected(found),
        words=_matched_words(found),
    )


def _each(found: Found) -> tuple[Story, ...]:
    ranked = (r.candidate.article_id for r in found.ranked)
    return tuple(map(Story, (*found.titled, *ranked, *found.others)))


async def _collapsed(tables: Tables, found: Found, guild_id: int | None) -> tuple[Story, ...]:
    ranked = [r.candidate for r in found.ranked]
    ids = [*found.titled, *(candidate.article_id for candidate in ranked), *found.others]
    placed = await tables.stories.of(ids, guild_id=guild_id)
    return collapse([*found.titled, *ranked, *found.others], placed)


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
            _TITLED if story.article_id in found.titled else _score(terms.get(story.article_id)),
            terms.get(story.article_id),
            tuple(by_id[i] for i in story.also if i in by_id),
        )
        for story in stories
        if story.article_id in by_id
    )


def _score(terms: Terms | None) -> float:
    return 0.0 if terms is None else round(terms.score, 4)


def _corrected(found: Found) -> str | None:
    if found.titled or not found.ranked:
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
        filters = replace(time_limits(query, text), topics=(nearest[0],))
        newest = await tables.filtered.newest(filters, guild_id=guild_id, limit=_NEWEST)
    return SearchResult(
        query=query,
        total=0,
        hits=(),
        spellings=await Reader(tables, guild_id).spellings(found.words, limit=_SUGGESTIONS),
        topics=nearest or tuple(topics[:_SUGGESTIONS]),
        newest=tuple(await tables.articles.by_ids(newest, guild_id=guild_id)),
    )
