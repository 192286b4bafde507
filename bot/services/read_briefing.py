"""Read a page of a briefing: its stories as the server sees them now."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.article import Article
from bot.domain.briefing import BriefedStory, Briefing, BriefingPage, StoryMark
from bot.domain.gist import gist
from bot.services.find_follow_ups import find_follow_ups
from bot.services.read_weighting import read_weighting
from bot.storage.store import Tables

# A card names few of them and counts the rest.
_MOST_ALSO = 40


async def read_briefing(
    tables: Tables, briefing: Briefing, number: int, *, guild_id: int | None, now: datetime
) -> BriefingPage:
    """Page `number`, from 0, or the nearest there is.

    What was retracted since is left out, and what is muted now.
    """
    return await tables.at_once(_read, tables, briefing, number, guild_id, now)


async def _read(
    tables: Tables, briefing: Briefing, number: int, guild_id: int | None, now: datetime
) -> BriefingPage:
    weighting = await read_weighting(tables, guild_id=guild_id, now=now)
    number = min(max(number, 0), len(briefing.pages) - 1)
    marks = briefing.pages[number]
    members = await tables.stories.members({m.story_id for m in marks}, guild_id=guild_id)
    chosen = [i for mark in marks for i in (mark.article_id, *mark.also)]
    shown = await tables.articles.shown_ids(chosen, guild_id=guild_id)
    wanted = {m.story_id: _ids(m, members.get(m.story_id, ()), shown) for m in marks}
    ids = {i for told in wanted.values() for i in told}
    articles = await tables.articles.by_ids(sorted(ids), guild_id=guild_id)
    by_id = {article.id: article for article in weighting.allowed(articles)}
    stories = tuple(s for mark in marks if (s := _story(mark, wanted[mark.story_id], by_id)))
    follow_ups = await find_follow_ups(
        tables,
        [story.article for story in stories],
        told={mark.article_id for page in briefing.pages for mark in page},
        weighting=weighting,
        guild_id=guild_id,
    )
    return BriefingPage(briefing, number, stories, follow_ups)


def _ids(mark: StoryMark, members: Sequence[int], shown: Mapping[int, int]) -> list[int]:
    """Who tells the story, the one that was chosen first; by the ids that are shown now."""
    named = (mark.article_id, *members, *mark.also)
    return list(dict.fromkeys(shown.get(i, i) for i in named))[: 1 + _MOST_ALSO]


def _story(
    mark: StoryMark, ids: Sequence[int], by_id: Mapping[int, Article]
) -> BriefedStory | None:
    """The story as it is still seen; another article may stand for the one that was chosen."""
    told = [by_id[i] for i in ids if i in by_id]
    if not told:
        return None
    pin = mark.pin if told[0].id == mark.article_id else None
    return BriefedStory(told[0], tuple(told[1:]), gist(told[0]), mark.heat, pin)
