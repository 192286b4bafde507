"""Find out what a briefing is to be on: a topic, else what has the words, else everything."""

import asyncio
import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.briefing import Subject
from bot.domain.occurrences import Occurrences
from bot.domain.query import QueryWords
from bot.domain.query_text import QueryText, read_query
from bot.domain.scope import Scope
from bot.domain.search import SearchQuery
from bot.domain.selection import Selection
from bot.domain.topic import TopicNames
from bot.domain.words import fold_words
from bot.services.limit_news import Limits, limits_of
from bot.services.understand import Reader
from bot.storage.store import Tables

# Of what more articles have, the newest are looked at.
_MOST_IDS = 20_000
_MOST_LIMITED = 150_000
_EVERYTHING = frozenset({"", "all", "everything", "anything", "news", "*"})


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """What a briefing is on, with its articles at any time, and which have its words as title."""

    subject: Subject
    scope: Scope
    titled: frozenset[int] = frozenset()


async def find_subject(
    tables: Tables, about: str, *, guild_id: int | None, now: datetime
) -> FoundSubject | None:
    """The topic that the text names, else what it finds; None where nothing has to do with it."""
    if about.strip().casefold() in _EVERYTHING:
        return FoundSubject(Subject("everything", ""), Scope())
    names = await tables.known_topics.names(guild_id=guild_id)
    topic = names.find(about) or names.find(_begun(about, names))
    if topic is not None:
        subject = Subject("topic", topic.name, is_corrected=topic.how == "spelling")
        return FoundSubject(subject, Scope(topics=topic.names))
    return await _search(tables, read_query(about, now=now), about, guild_id)


def _begun(about: str, names: TopicNames) -> str:
    """The one topic that begins with these words, "" without: "natural language" has one."""
    typed = " ".join(fold_words(about)) + " "
    begun = [t.name for t in names.topics if " ".join(fold_words(t.name)).startswith(typed)]
    return begun[0] if len(begun) == 1 and typed.strip() else ""


async def _search(
    tables: Tables, text: QueryText, about: str, guild_id: int | None
) -> FoundSubject | None:
    limits = await limits_of(tables, SearchQuery(about), text, guild_id=guild_id)
    if limits is None:
        return None
    if not fold_words(text.words):
        newest = await tables.filtered.newest(limits.filters, guild_id=guild_id, limit=_MOST_IDS)
        return _found(about, newest, ()) if limits.filters and newest else None
    for is_doubted in (False, True):
        words, ids, titled = await _select(tables, text, limits, is_doubted=is_doubted)
        if limits and ids:
            ids, _ = await limits.keep(ids)
        if ids:
            name = _understood(words) or about
            # Of frequent words there are hundreds of thousands.
            newest = await asyncio.to_thread(_newest, ids)
            return _found(name, newest, titled, is_corrected=name != about)
    return None


async def _select(
    tables: Tables, text: QueryText, limits: Limits, *, is_doubted: bool
) -> tuple[QueryWords, set[int], set[int]]:
    """The words as understood, what holds every one, and what has them in its title."""
    phrased = {word for phrase in text.phrases for word in phrase}
    reader = Reader(tables, limits.guild_id, is_thorough=bool(limits))
    # A space says that the last word is finished.
    words, occurrences = await reader.understand(
        f"{text.words} ", exact=phrased, is_doubted=is_doubted
    )
    return words, *await asyncio.to_thread(_holding, words, occurrences)


def _holding(
    words: QueryWords, occurrences: Mapping[str, Occurrences]
) -> tuple[set[int], set[int]]:
    selection = Selection(words.words, occurrences, most=_MOST_LIMITED)
    return selection.anywhere.ids, selection.in_titles.ids


def _newest(ids: Collection[int]) -> list[int]:
    """The newest of them by id, in order, if they are very many."""
    return sorted(ids if len(ids) <= _MOST_IDS else heapq.nlargest(_MOST_IDS, ids))


def _understood(words: QueryWords) -> str | None:
    """The text as it was understood, where that isn't as it was typed."""
    return words.corrected([next(iter(word.alternatives), None) for word in words.words])


def _found(
    name: str, ids: Sequence[int], titled: Collection[int], *, is_corrected: bool = False
) -> FoundSubject:
    subject = Subject("words", name, is_corrected=is_corrected)
    return FoundSubject(subject, Scope(ids=tuple(ids)), frozenset(titled).intersection(ids))
