"""Answer `/news`: search, and remember the answer for the buttons under it."""

import asyncio
import logging
import secrets
from dataclasses import replace
from datetime import datetime

from bot.domain.search import ResultList, ResultPage, SearchQuery, SearchResult
from bot.errors import StorageError
from bot.services.search_news import search_news
from bot.services.turn_page import PAGE_SIZE, count_pages
from bot.storage.store import Store

log = logging.getLogger(__name__)

_REMEMBERED = 100
_ID_BYTES = 9
# Discord takes a first answer for 3 s. A load in this or another process may write for longer.
_PATIENCE_SECONDS = 1.5


async def ask_news(
    store: Store, query: SearchQuery, *, guild_id: int | None, now: datetime
) -> ResultPage | SearchResult:
    """The first page of the answer; the SearchResult itself, with suggestions, if it is empty.

    Where the answer can't be remembered, because another writes for long or the storage is full,
    it is given all the same, without an id.
    """
    result = await search_news(store, query, guild_id=guild_id, limit=PAGE_SIZE, now=now)
    if not result.hits:
        return result
    results = ResultList(
        id=secrets.token_urlsafe(_ID_BYTES),
        query=query,
        corrected=result.corrected,
        total=result.total,
        article_ids=result.article_ids[:_REMEMBERED],
    )
    if not await _remember(store, results, guild_id, now):
        results = replace(results, id=None)
    return ResultPage(results, 0, count_pages(results), tuple(h.article for h in result.hits))


async def _remember(store: Store, results: ResultList, guild_id: int | None, now: datetime) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), store.writing() as tables:
            await tables.result_lists.add(results, guild_id=guild_id, now=now)
    except (TimeoutError, StorageError) as error:
        log.warning("an answer was not remembered: %r", error)
        return False
    return True
