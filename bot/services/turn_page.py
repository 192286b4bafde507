"""Turn to a page of an answer that was given before."""

from bot.domain.search import ResultList, ResultPage
from bot.storage.store import Store

# Five stories are what fits one Discord message with pictures and buttons (40 components).
PAGE_SIZE = 5


async def turn_page(
    store: Store, list_id: str, number: int, *, guild_id: int | None
) -> ResultPage | None:
    """Page `number` (from 0; the nearest there is) of the answer; None once it is forgotten."""
    results = await store.result_lists.get(list_id, guild_id=guild_id)
    if results is None:
        return None
    pages = count_pages(results)
    number = min(max(number, 0), pages - 1)
    ids = results.article_ids[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    articles = await store.articles.by_ids(ids, guild_id=guild_id)
    return ResultPage(results, number, pages, tuple(articles))


def count_pages(results: ResultList) -> int:
    """How many pages the answer has, at least one."""
    return max(1, -(-len(results.article_ids) // PAGE_SIZE))
