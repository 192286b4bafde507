"""List articles of a newsroom that can be restored, and such that files contradict."""

from collections.abc import Iterable

from bot.domain.article_choice import ArticleChoice
from bot.domain.desk_outcome import DeskArticle
from bot.domain.newsroom import Newsroom
from bot.domain.words import fold
from bot.services.carry_out import desks_of
from bot.services.view_article import view_article
from bot.storage.store import Store, Tables


async def list_retracted(
    store: Store, newsroom: Newsroom, text: str, limit: int
) -> tuple[ArticleChoice, ...]:
    """Articles that the newsroom retracted whose titles hold the text, the latest first."""
    return await store.at_once(find_retracted, store, newsroom, text, limit, desks_of(newsroom))


async def list_conflicts(store: Store, newsroom: Newsroom) -> tuple[DeskArticle, ...]:
    """Articles of which files now state something else than when a desk wrote over them.

    Those of the server's desk come first, the latest before others; after those of a desk what has
    a double at the address that the desk gave it.
    """
    return await store.at_once(_conflicts, store, newsroom)


async def find_retracted(
    tables: Tables, newsroom: Newsroom, text: str, limit: int, desks: Iterable[int]
) -> tuple[ArticleChoice, ...]:
    """The same of what these desks retracted, as the newsroom has it."""
    wanted = fold(text).strip()
    choices: dict[int, ArticleChoice] = {}
    for desk_id in desks:
        for key, title in await tables.desk_records.retracted(desk_id):
            if len(choices) >= limit:
                return tuple(choices.values())
            choice = await _choice(tables, newsroom, key) if wanted in fold(title) else None
            if choice is not None:
                choices.setdefault(choice.id, choice)
    return tuple(choices.values())


async def _choice(tables: Tables, newsroom: Newsroom, key: str) -> ArticleChoice | None:
    """The article if it is retracted as the newsroom has it."""
    article = (await view_article(tables, newsroom, key)).article
    if article is None or article.retraction is None:
        return None
    draft = article.draft
    return ArticleChoice(article.id, draft.title, draft.provider or draft.domain, draft.published)


async def _conflicts(tables: Tables, newsroom: Newsroom) -> tuple[DeskArticle, ...]:
    articles: dict[int, DeskArticle] = {}
    for desk_id in desks_of(newsroom):
        contradicted = await tables.desk_conflicts.of(desk_id)
        for key in (*contradicted, *await tables.desk_addresses.taken(desk_id)):
            article = (await view_article(tables, newsroom, key)).article
            if article is not None and (article.conflicts or article.double):
                articles.setdefault(article.id, article)
    return tuple(articles.values())
