"""Make the index anew from the articles, as where another version of Newsdesk made it."""

from collections.abc import AsyncIterator, Callable, Iterator

from bot.services.index_entry import index_entry
from bot.storage.indexing import IndexEntry
from bot.storage.store import Store, Tables

# As many are read in 10 ms; a serving event loop waits as long.
_BATCH = 200

OnArticles = Callable[[int, int], None]


async def reindex(store: Store, *, on_articles: OnArticles | None = None) -> int:
    """Index every article that isn't removed, of all servers; how many they are.

    The counts of topics and sources are made anew too, and every article waits to be placed in a
    story, which `group_stories` does. In one transaction: until its end, who
    reads finds the index as it was. `on_articles` is told how many articles are done, of how many.
    """
    return await store.write(lambda tables: _reindex(tables, on_articles))


async def _reindex(tables: Tables, on_articles: OnArticles | None) -> int:
    await tables.tallies.recount()
    await tables.unplaced.regroup()
    return await tables.indexing.rebuild(_entries(tables, on_articles))


async def _entries(
    tables: Tables, on_articles: OnArticles | None
) -> AsyncIterator[Iterator[IndexEntry]]:
    total, done, last = await tables.articles.total(), 0, 0
    while articles := await tables.articles.after(last, limit=_BATCH):
        yield (index_entry(article.id, article) for article in articles)
        last = articles[-1].id
        done += len(articles)
        if on_articles is not None:
            on_articles(done, total)
