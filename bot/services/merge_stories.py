"""Rule that two stories are one."""

from datetime import datetime

from bot.domain.story_ruling import StoryRuling, Verdict
from bot.services.place_articles import place_articles
from bot.storage.store import Store, Tables

_TWO = 2


async def merge_stories(
    store: Store,
    article_id: int,
    other_id: int,
    *,
    guild_id: int | None,
    now: datetime,
    member_id: int | None = None,
) -> bool:
    """Make one story of those that the two articles are in; False where there is nothing to do.

    Only members that the server sees are spoken of. It holds from now on, whatever is loaded, and
    for those who come to be the same story as any of them.
    """
    await store.index.catch_up()
    vocabulary = await store.index.vocabulary()

    async def merge(tables: Tables) -> bool:
        members = await stories_of(tables, [article_id, other_id], guild_id=guild_id)
        if len(members) < _TWO:
            return False
        one, *others = (i for story in members for i in story)
        await _rule(tables, one, others, now=now, member_id=member_id)
        await tables.unplaced.reconsider([one, *others], old=[one, *others])
        await place_articles(tables, [one, *others], vocabulary)
        return True

    return await store.write(merge)


async def _rule(
    tables: Tables, one: int, others: list[int], *, now: datetime, member_id: int | None
) -> None:
    keys = {row.article_id: row.key for row in await tables.reports.get([one, *others])}
    rulings = [
        StoryRuling(keys[one], keys[other], Verdict.SAME)
        for other in others
        if keys[other] != keys[one]
    ]
    await tables.story_rulings.add(rulings, now=now, member_id=member_id)


async def stories_of(
    tables: Tables, article_ids: list[int], *, guild_id: int | None
) -> list[list[int]]:
    """The stories of visible articles, each once, by the members that the server sees, best first.

    An article that waits is a story by itself.
    """
    seen = [a.id for a in await tables.articles.by_ids(article_ids, guild_id=guild_id)]
    stories = await tables.stories.of(seen)
    members = await tables.stories.members(stories.values(), guild_id=guild_id)
    of = {i: tuple(members[stories[i]]) if i in stories else (i,) for i in seen}
    return [list(story) for story in dict.fromkeys(of.values())]
