"""Open an article as the moderators of a server have it before them."""

from bot.domain.desk_outcome import DeskArticle
from bot.domain.newsroom import Newsroom
from bot.services.view_article import view_article_of, view_at_address
from bot.storage.store import Store, Tables


async def open_article(store: Store, newsroom: Newsroom, article_id: int) -> DeskArticle | None:
    """The article of this id, also a retracted one; of a hidden one the server's own version."""
    return await store.at_once(_of_id, store, newsroom, article_id)


async def find_desk_article(store: Store, newsroom: Newsroom, url_key: str) -> DeskArticle | None:
    """The article of this key, or the one that an article or AMP copy of this key belongs to.

    Else one to which a desk gave the address of this key.
    """
    return await store.at_once(_of_key, store, newsroom, url_key)


async def _of_id(tables: Tables, newsroom: Newsroom, article_id: int) -> DeskArticle | None:
    view = await view_article_of(tables, newsroom, article_id)
    return None if view is None else view.article


async def _of_key(tables: Tables, newsroom: Newsroom, key: str) -> DeskArticle | None:
    return (await view_at_address(tables, newsroom, key)).article
