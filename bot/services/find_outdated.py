"""Finds composed editions that tell of what was retracted or corrected while they were made."""

from collections.abc import Collection, Iterator

from bot.domain.article import Article
from bot.domain.edition import Edition
from bot.services.read_planned import PlannedEdition
from bot.storage.store import Tables


async def find_outdated(
    tables: Tables, composed: Collection[tuple[PlannedEdition, Edition]]
) -> set[int]:
    """The ids of those editions; inside the transaction that stores the others.

    Once an edition is stored, an act finds the messages that show its article.
    """
    told = {id(edition): tuple(_told(edition)) for _, edition in composed}
    articles = [article for shown in told.values() for article in shown]
    changed = await tables.shown_articles.changed(articles)
    guilds = {planned.id: planned.subscription.guild_id for planned, _ in composed}
    ids = {article.id for article in articles}
    hidden = await tables.shown_articles.hidden(set(guilds.values()), ids)
    return {
        planned.id
        for planned, edition in composed
        if any(
            article.id in changed or (guilds[planned.id], article.id) in hidden
            for article in told[id(edition)]
        )
    }


def _told(edition: Edition) -> Iterator[Article]:
    for story in edition.stories:
        yield story.article
        yield from story.related
