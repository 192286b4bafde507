"""Rule that articles are not the story that they were placed in."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.story_ruling import StoryRuling, Verdict
from bot.services.place_articles import place_articles
from bot.storage.store import Store, Tables


async def split_story(
    store: Store,
    article_ids: Iterable[int],
    *,
    guild_id: int | None,
    now: datetime,
    member_id: int | None = None,
) -> bool:
    """Take the articles out of their story, and keep them from all that stay; False if none can.

    They are of one story, of which something must stay. Whether they are one among themselves is
    left to the rule. Only members that the server sees are spoken of.
    """
    await store.index.catch_up()
    vocabulary = await store.index.vocabulary()

    async def split(tables: Tables) -> bool:
        parts = await _parts(tables, article_ids, guild_id)
        if parts is None:
            return False
        await tables.story_rulings.add(await _rulings(tables, *parts), now=now, member_id=member_id)
        both = [*parts[0], *parts[1]]
        await tables.unplaced.reconsider(both, old=both)
        await place_articles(tables, both, vocabulary)
        return True

    return await store.write(split)


async def _parts(
    tables: Tables, article_ids: Iterable[int], guild_id: int | None
) -> tuple[list[int], list[int]] | None:
    """Who goes and who stays, of one story."""
    go = [a.id for a in await tables.articles.by_ids([*article_ids], guild_id=guild_id)]
    stories = set((await tables.stories.of(go)).values())
    members = await tables.stories.members(stories, guild_id=guild_id)
    stay = [i for story in members.values() for i in story if i not in go]
    return (go, stay) if len(stories) == 1 and stay else None


async def _rulings(tables: Tables, go: list[int], stay: list[int]) -> list[StoryRuling]:
    keys = {row.article_id: row.key for row in await tables.reports.get([*go, *stay])}
    pairs = [(keys[one], keys[other]) for one in go for other in stay]
    return [StoryRuling(one, other, Verdict.APART) for one, other in pairs if one != other]
