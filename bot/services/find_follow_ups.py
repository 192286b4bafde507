"""Find which stories go on with earlier ones."""

from collections.abc import Collection, Sequence

from bot.domain.article import Article
from bot.domain.briefing import FollowUp
from bot.domain.weighting import Weighting
from bot.domain.words import fold_words
from bot.services.find_related import find_related
from bot.storage.store import Tables

_MOST = 3
# To find what is related takes some 6 ms each.
_LOOKED_AT = 3
_RELATED = 6
# What is less like the story, and in no list with it, is rather of another event.
_LEAST = 0.2


async def find_follow_ups(
    tables: Tables,
    articles: Sequence[Article],
    *,
    told: Collection[int],
    weighting: Weighting,
    guild_id: int | None,
) -> tuple[FollowUp, ...]:
    """Those of the first articles that follow an earlier story, with it; no earlier one twice.

    The stories of the `told` articles are none that they follow, nor is what is muted.
    """
    own = set((await tables.stories.of(told, guild_id=guild_id)).values()) | {*told}
    found: list[FollowUp] = []
    for article in articles[:_LOOKED_AT]:
        news = await find_related(tables, article.id, guild_id=guild_id, limit=_RELATED)
        for related in news.related if news else ():
            earlier = related.article
            if related.reason.relation != "earlier" or related.score < _LEAST:
                continue
            if weighting.mute(earlier) is not None:
                continue
            if fold_words(earlier.title) == fold_words(article.title):
                continue
            stories = await tables.stories.of([earlier.id], guild_id=guild_id)
            story_id = stories.get(earlier.id, earlier.id)
            if story_id not in own:
                own.add(story_id)
                found.append(FollowUp(article, earlier))
                break
        if len(found) == _MOST:
            break
    return tuple(found)
