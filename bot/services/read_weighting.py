"""Read what a server's moderators put forward or leave out at a time."""

from datetime import UTC, datetime

from bot.domain.desk_act import Weight
from bot.domain.mark import Mark
from bot.domain.topic import TopicNames
from bot.domain.weighting import Weighting, folded_provider
from bot.storage.articles import SHARED
from bot.storage.store import Tables
from bot.storage.weights import StoredWeight


async def read_weighting(tables: Tables, *, guild_id: int | None, now: datetime) -> Weighting:
    """The server's pins, boosts and mutes that hold then; none for the archive itself."""
    if guild_id is None:
        return Weighting()
    stored = await tables.weights.holding(guild_id, now=now)
    if not stored:
        return Weighting()
    topics = [each for each in stored if each.target == "topic"]
    return Weighting(
        await _articles(tables, {e.name: e for e in stored if e.target == "article"}, guild_id),
        {folded_provider(e.name): _provider(e) for e in stored if e.target == "provider"},
        _topics(topics, await tables.known_topics.names(guild_id=guild_id)) if topics else {},
    )


async def _articles(
    tables: Tables, stored: dict[str, StoredWeight], guild_id: int
) -> dict[int, Mark]:
    """By ids: a key is that of a shared article and of the server's version of it."""
    marks: dict[int, Mark] = {}
    for guild in (SHARED, guild_id):
        known = await tables.articles.known(stored, guild) if stored else {}
        for key, one in known.items():
            mark = stored[key]
            marks[one.id] = Mark(Weight(mark.weight), "article", key, _until(mark))
    return marks


def _provider(stored: StoredWeight) -> Mark:
    return Mark(Weight(stored.weight), "provider", stored.name, _until(stored))


def _topics(stored: list[StoredWeight], names: TopicNames) -> dict[str, Mark]:
    """By every name that articles bear for the topic; a name that is merely near is another one."""
    marks: dict[str, Mark] = {}
    for each in stored:
        match = names.find(each.name)
        known = (each.name,) if match is None or match.how == "spelling" else match.names
        mark = Mark(Weight(each.weight), "topic", each.name, _until(each))
        marks |= dict.fromkeys({each.name, *known}, mark)
    return marks


def _until(stored: StoredWeight) -> datetime:
    return datetime.fromtimestamp(stored.until, UTC)
