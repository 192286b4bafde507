"""Turn to a page of an answer that was given before."""

from collections.abc import Sequence

from bot.domain.search import ResultList, ResultPage, SearchHit, Story
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
    stories = results.stories[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    return ResultPage(results, number, pages, await _hits(store, stories, guild_id))


async def _hits(
    store: Store, stories: Sequence[Story], guild_id: int | None
) -> tuple[SearchHit, ...]:
    """The stories as far as the server still sees them; another may stand for the one shown."""
    ids = [i for story in stories for i in (story.article_id, *story.also)]
    shown = await store.articles.shown_ids(ids, guild_id=guild_id)
    now = [dict.fromkeys(shown.get(i, i) for i in (s.article_id, *s.also)) for s in stories]
    found = await store.articles.by_ids([i for story in now for i in story], guild_id=guild_id)
    by_id = {article.id: article for article in found}
    seen = [[by_id[i] for i in story if i in by_id] for story in now]
    return tuple(SearchHit(story[0], 0.0, also=tuple(story[1:])) for story in seen if story)


def count_pages(results: ResultList) -> int:
    """How many pages the answer has, at least one."""
    return max(1, -(-len(results.stories) // PAGE_SIZE))
