"""Place articles that wait in stories, in batches that are transactions of their own."""

from collections.abc import Callable

from bot.domain.vocabulary import Vocabulary
from bot.services.place_articles import place_articles, place_own
from bot.storage.store import Store, Tables

# So many take some 100 ms, for which other writers wait; what is placed at a time is read once, so
# that more at a time take half as long each.
BATCH = 100
MANY = 500

OnArticles = Callable[[int, int], None]


async def group_stories(
    store: Store, *, batch: int = BATCH, on_articles: OnArticles | None = None
) -> int:
    """Place every article that waits; how many did. `on_articles` is told how many of how many.

    First for all, then for servers that made stories of their own. A process that ends in between
    has lost nothing: the rest waits for the next.
    """
    total = left = await store.unplaced.total()
    own = await store.own_stories.total()
    if left or own:
        await store.index.catch_up()
        vocabulary = await store.index.vocabulary()
    while left:
        left = await store.write(lambda tables: _place_some(tables, batch, vocabulary))
        if on_articles is not None:
            on_articles(max(0, total - left), total)
    while (own or total) and await store.write(lambda tables: _place_own(tables, batch)):
        pass
    return total


async def _place_some(tables: Tables, batch: int, vocabulary: Vocabulary) -> int:
    """How many wait still."""
    waiting = await tables.unplaced.waiting(limit=batch)
    await place_articles(tables, waiting, vocabulary)
    return await tables.unplaced.total()


async def _place_own(tables: Tables, batch: int) -> bool:
    """Whether any waited."""
    waiting = await tables.own_stories.waiting(limit=batch)
    if waiting is not None:
        # As acts of the desk count words, so that both decide the same.
        await place_own(tables, *waiting)
    return waiting is not None
