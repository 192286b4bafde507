"""Answer `/news`: search, and remember the answer for the buttons under it."""

import asyncio
import hashlib
import logging
import secrets
from dataclasses import replace
from datetime import datetime

from bot.domain.query_text import QueryText, read_query
from bot.domain.search import ResultList, ResultPage, SearchQuery, SearchResult
from bot.errors import StorageError
from bot.services.resolve_topic import resolve_topic
from bot.services.search_news import search_news
from bot.services.turn_page import PAGE_SIZE, count_pages
from bot.storage.store import Store

log = logging.getLogger(__name__)

_REMEMBERED = 100
_ID_BYTES = 9
# Discord takes a first answer for 3 s. A load in this or another process may write for longer.
_PATIENCE_SECONDS = 1.5
# What is longer was pasted, and nobody else will ask for it.
_MOST_OFFERED = 60
# Around words it makes no other question; within them ("covid-19") and as signs ("c++") it may.
_PUNCTUATION = ".,;:!?…\"'“”‘’()[]{}<>*"


async def ask_news(
    store: Store,
    query: SearchQuery,
    *,
    guild_id: int | None,
    member_id: int | None = None,
    now: datetime,
) -> ResultPage | SearchResult:
    """The first page of the answer; the SearchResult itself, with suggestions, if it is empty.

    A topic that was named by another name, or misspelt, is answered under the one it has here.
    Where the answer can't be remembered, because another writes for long or the storage is full,
    it is given all the same, without an id.
    """
    result = await search_news(
        store, query, guild_id=guild_id, limit=PAGE_SIZE, now=now, collapses=True
    )
    if not result.hits:
        return result
    results = ResultList(
        id=secrets.token_urlsafe(_ID_BYTES),
        query=replace(query, topic=await _topic(store, query.topic, guild_id)),
        corrected=result.corrected,
        total=result.total,
        is_more=result.is_more,
        stories=result.stories[:_REMEMBERED],
        words=result.words,
    )
    if not await _remember(store, results, guild_id, member_id, now):
        results = replace(results, id=None)
    return ResultPage(results, 0, count_pages(results), result.hits)


async def _topic(store: Store, typed: str | None, guild_id: int | None) -> str | None:
    """The name of the topic that was understood, where what was typed is another one."""
    meant = await resolve_topic(store, typed, guild_id=guild_id) if typed else None
    return typed if meant is None or meant.how == "exact" else meant.name


async def ask_literally(
    store: Store, list_id: str, *, guild_id: int | None, member_id: int | None, now: datetime
) -> ResultPage | SearchResult | None:
    """A remembered question once more, as it was typed; None once it is forgotten."""
    results = await store.result_lists.get(list_id, guild_id=guild_id)
    if results is None:
        return None
    query = replace(results.query, is_literal=True)
    return await ask_news(store, query, guild_id=guild_id, member_id=member_id, now=now)


async def _remember(
    store: Store,
    results: ResultList,
    guild_id: int | None,
    member_id: int | None,
    now: datetime,
) -> bool:
    asked = "" if member_id is None else _offered(results, now)
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await store.write(
                lambda tables: tables.result_lists.add(
                    results,
                    guild_id=guild_id,
                    now=now,
                    asked=asked,
                    asker=asker_mark(member_id, asked),
                )
            )
    except (TimeoutError, StorageError) as error:
        log.warning("an answer was not remembered: %r", error)
        return False
    return True


def _offered(results: ResultList, now: datetime) -> str:
    """What others may be offered of a question: its words alone, as they were understood."""
    query = results.query
    said = read_query(query.text, now=now)
    if said != QueryText(said.words) or query != SearchQuery(query.text):
        return ""
    meant = (results.corrected or said.words).lower().split()
    words = " ".join(word for part in meant if (word := part.strip(_PUNCTUATION)))
    return words if len(words) <= _MOST_OFFERED else ""


def asker_mark(member_id: int | None, asked: str) -> bytes:
    """Tells members apart for one text; marks of different texts can't be brought together."""
    return hashlib.blake2b(f"{member_id}:{asked}".encode(), digest_size=8).digest()
