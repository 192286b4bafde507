"""Read all that is known of a story: its sources, what is related, what came before and after."""

from bot.domain.related import StoryPage, in_order_of_time
from bot.services.find_related import find_related
from bot.storage.store import Tables

# Lists have up to 179 entries.
_MOST_RELATED = 200


async def read_story(tables: Tables, article_id: int, *, guild_id: int | None) -> StoryPage | None:
    """The story that the article tells; None where the server doesn't see the article."""
    return await tables.at_once(_read_story, tables, article_id, guild_id)


async def _read_story(tables: Tables, article_id: int, guild_id: int | None) -> StoryPage | None:
    news = await find_related(tables, article_id, guild_id=guild_id, limit=_MOST_RELATED + 1)
    if news is None:
        return None
    article_id = news.article.id
    placed = await tables.stories.of([article_id], guild_id=guild_id)
    story = placed.get(article_id, article_id)
    members = (await tables.stories.members([story], guild_id=guild_id)).get(story, [article_id])
    sources = await tables.articles.by_ids(members, guild_id=guild_id)
    head = next((source for source in sources if source.id == story), sources[0])
    others = tuple(hit for hit in news.related if hit.reason.relation != "same_story")
    return StoryPage(news.article, head, in_order_of_time(sources), others)
