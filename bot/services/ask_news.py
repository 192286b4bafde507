"""Answer `/news`: search, and remember the answer for the buttons under it."""

import secrets
from datetime import datetime

from bot.domain.search import ResultList, ResultPage, SearchQuery, SearchResult
from bot.services.search_news import search_news
from bot.services.turn_page import cut_page
from bot.storage.store import Store

_REMEMBERED = 100
_ID_BYTES = 9


async def ask_news(
    store: Store, query: SearchQuery, *, guild_id: int | None, now: datetime
) -> ResultPage | SearchResult:
    """The first page of the answer; the SearchResult itself, with suggestions, if it is empty."""
    result = await search_news(store, query, guild_id=guild_id, limit=_REMEMBERED, now=now)
    if not result.hits:
        return result
    results = ResultList(
        id=secrets.token_urlsafe(_ID_BYTES),
        query=query,
        corrected=result.corrected,
        total=result.total,
        article_ids=tuple(hit.article.id for hit in result.hits),
    )
    async with store.writing() as tables:
        await tables.result_lists.add(results, guild_id=guild_id, now=now)
    return await cut_page(store, results, 0, guild_id=guild_id)
