"""Complete what a member is typing into an option."""

from datetime import UTC, datetime

from bot.domain.names import complete_names
from bot.domain.search import SearchQuery, Tally
from bot.services.search_news import search_news
from bot.storage.store import Store

# Discord shows 25 choices at most.
_CHOICES = 25
_TOPICS = 5
# Completions are ordered by text alone; any fixed time gives the same order.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


async def complete_query(store: Store, text: str, *, guild_id: int | None) -> tuple[str, ...]:
    """Topics, then titles that what was typed completes to; the newest titles on empty text."""
    if not text.strip():
        newest = await store.articles.newest_titles(guild_id=guild_id, limit=_CHOICES)
        return tuple(dict.fromkeys(newest))
    tallies = await store.topics.tallies(guild_id=guild_id)
    topics = complete_names(text, tallies, limit=_TOPICS)
    found = await search_news(
        store, SearchQuery(text), guild_id=guild_id, limit=_CHOICES, now=_EPOCH
    )
    names = [topic.name for topic in topics] + [hit.article.title for hit in found.hits]
    return tuple(dict.fromkeys(names))[:_CHOICES]


async def complete_topic(store: Store, text: str, *, guild_id: int | None) -> tuple[Tally, ...]:
    """Topics that what was typed completes to, or is near to; the largest on empty text."""
    tallies = await store.topics.tallies(guild_id=guild_id)
    return complete_names(text, tallies, limit=_CHOICES)


async def complete_source(store: Store, text: str, *, guild_id: int | None) -> tuple[Tally, ...]:
    """Sources likewise."""
    sources = await store.topics.sources(guild_id=guild_id)
    return complete_names(text, sources, limit=_CHOICES)
