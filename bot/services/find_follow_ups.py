"""Find which stories of a briefing go on with earlier ones."""

from collections.abc import Sequence

from bot.domain.article import Article
from bot.domain.briefing import FollowUpMark
from bot.domain.follow_up import earlier_story
from bot.domain.lead import Lead
from bot.domain.vocabulary import Vocabulary
from bot.domain.words import fold_words
from bot.storage.store import Tables

_MOST = 6
# The stories of two pages are enough to find some.
_LOOKED_AT = 12
_RELATED = 25
# A word in more articles than this, and than this part of all, names no event.
_COMMON, _COMMON_SHARE = 25, 0.02


async def find_follow_ups(
    tables: Tables, leads: Sequence[Lead], *, guild_id: int | None
) -> tuple[FollowUpMark, ...]:
    """Those of the first stories that follow an older one, with it; no older one twice."""
    vocabulary = await tables.index.vocabulary()
    return await tables.at_once(_follow_ups, tables, leads, vocabulary, guild_id)


async def _follow_ups(
    tables: Tables, leads: Sequence[Lead], vocabulary: Vocabulary, guild_id: int | None
) -> tuple[FollowUpMark, ...]:
    most = max(_COMMON, _COMMON_SHARE * vocabulary.size)
    own = {lead.story_id for lead in leads}
    marks: dict[int, FollowUpMark] = {}
    for lead in leads[:_LOOKED_AT]:
        article = lead.article
        related = await _related(tables, article.id, guild_id)
        stories = await tables.stories.of(other.id for other in related)
        others = [other for other in related if stories.get(other.id, other.id) not in own]
        words = {word for one in (article, *others) for word in fold_words(one.title)}
        common = {word for word in words if vocabulary.documents(word) > most}
        earlier = earlier_story(article, others, common=common)
        if earlier is not None:
            told = stories.get(earlier.id, earlier.id)
            marks.setdefault(told, FollowUpMark(article.id, earlier.id))
    return tuple(marks.values())[:_MOST]


async def _related(tables: Tables, article_id: int, guild_id: int | None) -> list[Article]:
    """What is stored as related, either way."""
    listed = await tables.articles.related_to(article_id, guild_id=guild_id, limit=_RELATED)
    listing = await tables.articles.listing(article_id, guild_id=guild_id, limit=_RELATED)
    return list({article.id: article for article in (*listed, *listing)}.values())
