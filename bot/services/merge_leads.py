"""Bring leads of one story together where it hasn't been placed yet."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.collapse import collapse
from bot.domain.lead import Lead
from bot.domain.ranking import Candidate
from bot.domain.words import fold_words
from bot.storage.store import Tables


async def merge_leads(tables: Tables, leads: Sequence[Lead], *, guild_id: int | None) -> list[Lead]:
    """The leads, but for those that wait to be placed and say what a hotter one says.

    What is placed is told apart from other stories for good, whatever its title.
    """
    placed = await tables.stories.of((lead.article.id for lead in leads), guild_id=guild_id)
    if len(placed) == len(leads):
        return list(leads)
    hottest = sorted(leads, key=lambda one: (-one.tier, -one.heat.total, one.article.id))
    also: dict[int, tuple[int, ...]] = {}
    merged: set[int] = set()
    for story in collapse([_candidate(lead) for lead in hottest]):
        also[story.article_id] = tuple(i for i in story.also if i not in placed)
        merged.update(also[story.article_id])
    return [
        replace(lead, also=also.get(lead.article.id, ()))
        for lead in hottest
        if lead.article.id not in merged
    ]


def _candidate(lead: Lead) -> Candidate:
    article = lead.article
    return Candidate(
        article_id=article.id,
        title=fold_words(article.title),
        excerpt=(),
        topics=(),
        published=article.published,
        quality=article.quality,
        has_file=article.has_file,
    )
