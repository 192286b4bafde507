"""Show an article as it would be, before anything of it is stored."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.article_draft import LONGEST_TOPIC, MOST_TOPICS, ArticleDraft
from bot.domain.article_preview import Preview
from bot.domain.newsroom import Newsroom
from bot.domain.topic import TopicNames
from bot.services.find_tellings import find_tellings
from bot.services.suggest_topics import suggest_topics
from bot.storage.store import Tables

# A select has 25 options.
_MOST_OFFERED = 25
_SUGGESTED = 8
# What is chosen unasked: publishers name many keywords, and readers are served by few topics.
_MOST_CHOSEN = 5


async def preview_article(
    tables: Tables, newsroom: Newsroom, draft: ArticleDraft, *, keywords: Iterable[str] = ()
) -> Preview:
    """The draft with the topics that it may be on, and what the archive has of the same.

    Where it has no topics it gets the likely ones, and those of the `keywords` that are topics of
    the archive. Stores nothing.
    """
    return await tables.at_once(_preview, tables, newsroom, draft, tuple(keywords))


async def _preview(
    tables: Tables, newsroom: Newsroom, draft: ArticleDraft, keywords: tuple[str, ...]
) -> Preview:
    guild_id = newsroom.guild_id
    suggestions = await suggest_topics(
        tables, draft.title, draft.excerpt, guild_id=guild_id, limit=_SUGGESTED
    )
    names = await tables.known_topics.names(guild_id=guild_id)
    known, unknown = _sorted_out(names, keywords)
    likely = [one.name for one in suggestions if one.is_likely]
    chosen = draft.topics or tuple(dict.fromkeys((*likely, *known)))[:_MOST_CHOSEN]
    offered = dict.fromkeys((*chosen, *known, *(one.name for one in suggestions), *unknown))
    tellings = await find_tellings(tables, draft, guild_id=guild_id)
    return Preview(
        replace(draft, topics=chosen[:MOST_TOPICS]),
        tuple(offered)[:_MOST_OFFERED],
        tellings.copies,
        tellings.coverage,
    )


def _sorted_out(names: TopicNames, keywords: Iterable[str]) -> tuple[list[str], list[str]]:
    """The keywords that are topics of the archive, by the names readers see, and the others.

    A misspelling is none here: what a page means is its own business.
    """
    known, unknown = [], []
    for keyword in keywords:
        match = names.find(keyword)
        if match is not None and match.how != "spelling":
            known.append(match.name)
        elif 0 < len(keyword) <= LONGEST_TOPIC:
            unknown.append(keyword)
    return known, unknown
