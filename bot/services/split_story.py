"""Rule that articles are not the story that they were placed in."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.story_ruling import StoryRuling, Verdict
from bot.services.place_articles import place_articles
from bot.storage.store import Store


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
    async with store.writing() as tables:
        seen = [a.id for a in await tables.articles.by_ids([*article_ids], guild_id=guild_id)]
        stories = set((await tables.stories.of(seen)).values())
        members = await tables.stories.members(stories, guild_id=guild_id)
        stay = [i for story in members.values() for i in story if i not in seen]
        if len(stories) != 1 or not stay:
            return False
        keys = {row.article_id: row.key for row in await tables.reports.get([*seen, *stay])}
        pairs = [(keys[i], keys[other]) for i in seen for other in stay if keys[i] != keys[other]]
        rulings = [StoryRuling(one, other, Verdict.APART) for one, other in pairs]
        await tables.story_rulings.add(rulings, now=now, member_id=member_id)
        await tables.unplaced.reconsider([*seen, *stay], old=[*seen, *stay])
        await place_articles(store, tables, [*seen, *stay])
    return True
