"""Explain the order of an answer that was given before."""

from dataclasses import replace
from datetime import datetime

from bot.domain.query_text import read_query
from bot.domain.search import ResultPage
from bot.domain.words import fold_words
from bot.services.find_news import Finder
from bot.services.limit_news import limits_of
from bot.services.turn_page import turn_page
from bot.storage.store import Store


async def explain_page(
    store: Store, list_id: str, number: int, *, guild_id: int | None, now: datetime
) -> ResultPage | None:
    """The page with the terms of each hit, as of now; None once the answer is forgotten.

    A hit has no terms where nothing was ranked, as for a pasted address.
    """
    return await store.at_once(_explain_page, store, list_id, number, guild_id, now)


async def _explain_page(
    store: Store, list_id: str, number: int, guild_id: int | None, now: datetime
) -> ResultPage | None:
    page = await turn_page(store, list_id, number, guild_id=guild_id)
    if page is None:
        return None
    query = page.results.query
    text = read_query(query.text, now=now)
    limits = await limits_of(store, query, text, guild_id=guild_id)
    is_pasted = text.key and await store.articles.id_of(text.key, guild_id=guild_id)
    if limits is None or is_pasted or not fold_words(text.words):
        return page
    finder = Finder(store, guild_id, now)
    found = await finder.find(text, limits, is_literal=query.is_literal)
    ids = [hit.article.id for hit in page.hits]
    terms = {
        r.candidate.article_id: r.terms
        for r in await finder.rank(found.words, found.occurrences, ids, limits)
    }
    hits = (replace(hit, terms=terms.get(hit.article.id)) for hit in page.hits)
    return replace(page, hits=tuple(hits))
