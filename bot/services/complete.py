"""Complete what a member is typing into an option."""

from datetime import datetime
from itertools import islice

from bot.domain.names import complete_names, nearest_beginnings
from bot.domain.query_text import QueryText
from bot.domain.search import Suggestion, Tally
from bot.domain.slips import mend_slips
from bot.domain.words import fold_words
from bot.services.find_news import Finder
from bot.services.limit_news import Limits
from bot.services.understand import Reader
from bot.storage.filters import Filters
from bot.storage.index import Wording
from bot.storage.store import Store

# Discord shows 25 choices at most.
_CHOICES = 25
_TOPICS = 3
_POPULAR = 3
# As many titles that begin with what was typed are enough; nobody looks through more.
_ENOUGH = 10
# So many ways in which a beginning may be misspelt are tried.
_BEGINNINGS = 8
_LOOKED_THROUGH = 200
# Of what a search finds ten are shown, at every key.
_RANKED = 16
# Beginnings of one or two letters are looked for among the newest titles alone.
_SHORT = 2


async def complete_query(
    store: Store, text: str, *, guild_id: int | None, now: datetime
) -> tuple[Suggestion, ...]:
    """Popular searches, topics and titles that what was typed completes to, or is near to.

    On empty text what this server searched most, and the newest titles.
    """
    return await store.at_once(_complete_query, store, text, guild_id, now)


async def _complete_query(
    store: Store, text: str, guild_id: int | None, now: datetime
) -> tuple[Suggestion, ...]:
    words = fold_words(text)
    typed = " ".join(words) + (" " if words and text[-1].isspace() else "")
    offered = [
        *await _popular(store, typed, guild_id, now),
        *(await _topics(store, text, guild_id) if typed else ()),
        *(Suggestion(title, "title") for title in await _titles(store, typed, guild_id, now)),
    ]
    distinct: dict[str, Suggestion] = {}
    for suggestion in offered:
        distinct.setdefault(suggestion.text.casefold(), suggestion)
    return tuple(distinct.values())[:_CHOICES]


async def _popular(
    store: Store, typed: str, guild_id: int | None, now: datetime
) -> list[Suggestion]:
    popular = await store.result_lists.popular(guild_id=guild_id, now=now)
    begun = (t for t in popular if " ".join(fold_words(t.name)).startswith(typed))
    most = _POPULAR if typed else 2 * _POPULAR
    return [Suggestion(t.name, "popular", t.count) for t in islice(begun, most)]


async def _topics(store: Store, typed: str, guild_id: int | None) -> list[Suggestion]:
    names = await store.known_topics.names(guild_id=guild_id)
    begun = names.begun(typed, limit=_TOPICS)
    return [Suggestion(tally.name, "topic", tally.count) for tally in begun]


async def _titles(store: Store, typed: str, guild_id: int | None, now: datetime) -> list[str]:
    if not typed:
        return await store.titles.newest(guild_id=guild_id, limit=_CHOICES)
    titles: list[str] = []
    if len(typed) <= _SHORT:
        titles = await store.titles.newest_with(typed, guild_id=guild_id, limit=_CHOICES)
    if len(titles) < _ENOUGH:
        titles += await store.titles.starting([typed], guild_id=guild_id, limit=_CHOICES)
    if not titles:
        titles = await _misspelt(store, typed, guild_id)
    if len(titles) < _ENOUGH and len(typed) > _SHORT:
        titles += await _found(store, typed, guild_id, now)
    return titles


async def _misspelt(store: Store, typed: str, guild_id: int | None) -> list[str]:
    """Titles that begin with what may be meant."""
    words, _ = await Reader(store, guild_id).understand(typed)
    starts = words.beginnings(limit=_BEGINNINGS)
    if len(typed) > _SHORT:
        starts += await store.titles.begun(mend_slips(typed))
    starts = list(dict.fromkeys(starts))[: 2 * _BEGINNINGS]
    titles = await store.titles.starting(starts, guild_id=guild_id, limit=_CHOICES)
    if titles:
        return titles
    # The last word is the likeliest to be wrong: it has just been typed, and is not finished.
    finished, _, last = typed.rpartition(" ")
    start = f"{finished} {last[:1]}".lstrip()
    near = await store.titles.starting([start], guild_id=guild_id, limit=_LOOKED_THROUGH)
    return nearest_beginnings(typed, near, limit=_CHOICES)


async def _found(store: Store, typed: str, guild_id: int | None, now: datetime) -> list[str]:
    """Titles that a search finds."""
    limits = Limits(store, guild_id, Filters(), Wording())
    found = await Finder(store, guild_id, now, _RANKED).find(QueryText(typed), limits)
    ids = [r.candidate.article_id for r in found.ranked] + list(found.others)
    return await store.titles.of(ids[:_CHOICES], guild_id=guild_id)


async def complete_topic(store: Store, text: str, *, guild_id: int | None) -> tuple[Tally, ...]:
    """Topics that what was typed completes to, or is near to; the largest on empty text."""
    names = await store.known_topics.names(guild_id=guild_id)
    return names.complete(text, limit=_CHOICES)


async def complete_source(store: Store, text: str, *, guild_id: int | None) -> tuple[Tally, ...]:
    """Sources likewise."""
    sources = await store.topics.sources(guild_id=guild_id)
    return complete_names(text, sources, limit=_CHOICES)
