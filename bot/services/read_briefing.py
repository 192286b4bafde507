"""Read a page of a briefing: its stories as the server sees them now."""

from collections.abc import Mapping, Sequence

from bot.domain.article import Article
from bot.domain.briefing import BriefedStory, Briefing, BriefingPage, FollowUp, StoryMark
from bot.domain.gist import gist
from bot.storage.store import Tables

# A card names few of them and counts the rest.
_MOST_ALSO = 40
_MOST_FOLLOW_UPS = 3


async def read_briefing(
    tables: Tables, briefing: Briefing, number: int, *, guild_id: int | None
) -> BriefingPage:
    """Page `number`, from 0, or the nearest there is; what was retracted since is left out."""
    return await tables.at_once(_read, tables, briefing, number, guild_id)


async def _read(
    tables: Tables, briefing: Briefing, number: int, guild_id: int | None
) -> BriefingPage:
    number = min(max(number, 0), len(briefing.pages) - 1)
    marks = briefing.pages[number]
    members = await tables.stories.members({m.story_id for m in marks}, guild_id=guild_id)
    wanted = {mark.story_id: _ids(mark, members.get(mark.story_id, ())) for mark in marks}
    ids = {i for told in wanted.values() for i in told}
    shown = {mark.article_id for mark in marks}
    follows = [mark for mark in briefing.follow_ups if mark.article_id in shown]
    ids.update(mark.earlier_id for mark in follows)
    articles = await tables.articles.by_ids(sorted(ids), guild_id=guild_id)
    by_id = {article.id: article for article in articles}
    stories = (_story(mark, wanted[mark.story_id], by_id) for mark in marks)
    return BriefingPage(
        briefing,
        number,
        tuple(story for story in stories if story),
        tuple(
            FollowUp(by_id[mark.article_id], by_id[mark.earlier_id])
            for mark in follows
            if mark.article_id in by_id and mark.earlier_id in by_id
        )[:_MOST_FOLLOW_UPS],
    )


def _ids(mark: StoryMark, members: Sequence[int]) -> list[int]:
    """Who tells the story, the one that was chosen first."""
    return list(dict.fromkeys((mark.article_id, *members, *mark.also)))[: 1 + _MOST_ALSO]


def _story(
    mark: StoryMark, ids: Sequence[int], by_id: Mapping[int, Article]
) -> BriefedStory | None:
    """The story as it is still seen; another article may stand for the one that was chosen."""
    told = [by_id[i] for i in ids if i in by_id]
    if not told:
        return None
    return BriefedStory(told[0], tuple(told[1:]), gist(told[0]), mark.heat)
