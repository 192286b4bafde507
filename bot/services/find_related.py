"""Find what is known to be related to an article."""

from bot.domain.search import RelatedNews
from bot.storage.store import Store


async def find_related(
    store: Store, article_id: int, *, guild_id: int | None, limit: int = 5
) -> RelatedNews | None:
    """The article with its related list, then articles that list it; None if it isn't visible."""
    articles = await store.articles.by_ids([article_id], guild_id=guild_id)
    if not articles:
        return None
    related = await store.articles.related_to(article_id, guild_id=guild_id, limit=limit)
    if len(related) < limit:
        listing = await store.articles.listing(article_id, guild_id=guild_id, limit=limit)
        seen = {article.id for article in related}
        related += [article for article in listing if article.id not in seen]
    return RelatedNews(articles[0], tuple(related[:limit]))
