"""Bring an archive whose index an older Newsdesk made up to date."""

from collections.abc import Callable

from bot.services.reindex import OnArticles, reindex
from bot.storage.store import Store


async def renew_index(
    store: Store, *, on_outdated: Callable[[], None], on_articles: OnArticles | None = None
) -> None:
    """Make the index anew where it isn't made as this version does; tells so before it begins."""
    if not await store.indexing.is_current():
        on_outdated()
        await reindex(store, on_articles=on_articles)
