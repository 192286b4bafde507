"""Complete the title of an article that a member is typing, so that it can be acted on."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.article_choice import ArticleChoice
from bot.domain.words import fold_words
from bot.services.complete import complete_query
from bot.storage.store import Store, Tables

# Discord shows 25 choices; so many of one title can be told apart by source and date.
_CHOICES = 25
_OF_ONE_TITLE = 5


async def complete_articles(
    store: Store, text: str, *, guild_id: int, now: datetime
) -> tuple[ArticleChoice, ...]:
    """The articles whose titles what was typed completes to or is near to; the newest without."""
    found = await complete_query(store, text, guild_id=guild_id, now=now)
    titles = [each.text for each in found if each.kind == "title"]
    return await store.at_once(_choices, store, titles, guild_id)


async def find_titled(store: Store, title: str, *, guild_id: int) -> tuple[ArticleChoice, ...]:
    """The articles of just this title, whatever its case and signs."""
    return await store.at_once(_choices, store, [title], guild_id)


async def _choices(
    tables: Tables, titles: Sequence[str], guild_id: int
) -> tuple[ArticleChoice, ...]:
    ids: dict[int, None] = {}
    for title in titles:
        if len(ids) >= _CHOICES:
            break
        ids.update(dict.fromkeys(await _titled(tables, title, guild_id)))
    articles = await tables.articles.by_ids([*ids][:_CHOICES], guild_id=guild_id)
    return tuple(
        ArticleChoice(each.id, each.title, each.provider or each.domain, each.published)
        for each in articles
    )


async def _titled(tables: Tables, title: str, guild_id: int) -> list[int]:
    """The articles of this title; how it begins is what they are looked up by."""
    folded = fold_words(title)
    if not folded:
        return []
    begun = await tables.titles.titled(" ".join(folded), guild_id=guild_id, limit=_OF_ONE_TITLE)
    return [article_id for article_id, known in begun.items() if fold_words(known) == folded]
