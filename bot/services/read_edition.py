"""Read what a posted edition told, for the buttons under it."""

from bot.domain.posted_edition import PostedEdition
from bot.storage.store import Store, Tables


async def read_edition(
    store: Store, edition_id: int, part: int, *, guild_id: int | None
) -> PostedEdition | None:
    """A part (from 0) of the server's edition; None if the server has no such edition."""
    return await store.at_once(_read, store, edition_id, part, guild_id)


async def _read(
    tables: Tables, edition_id: int, part: int, guild_id: int | None
) -> PostedEdition | None:
    entry = await tables.editions.get(edition_id)
    if entry is None or guild_id is None:
        return None
    subscription = await tables.subscriptions.get(entry.subscription_id, guild_id=guild_id)
    if subscription is None:
        return None
    stories = await tables.compositions.stories_of(edition_id)
    shown = [story.article_ids[0] for story in stories if story.part == part and story.article_ids]
    now = await tables.articles.shown_ids(shown, guild_id=guild_id)
    shown = list(dict.fromkeys(now.get(i, i) for i in shown))
    found = {a.id: a for a in await tables.articles.by_ids(sorted(shown), guild_id=guild_id)}
    return PostedEdition(edition_id, subscription, tuple(found[i] for i in shown if i in found))
