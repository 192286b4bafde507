"""Find out which topic of the archive a text means."""

from bot.domain.topic import TopicMatch, TopicNames
from bot.storage.store import Tables


async def resolve_topic(tables: Tables, text: str, *, guild_id: int | None) -> TopicMatch | None:
    """The topic that a text names, also by an alias or misspelt; None where it is near to none.

    Knows only topics that this server sees articles of.
    """
    return (await read_topic_names(tables, guild_id=guild_id)).find(text)


async def read_topic_names(tables: Tables, *, guild_id: int | None) -> TopicNames:
    """The topics that this server sees, with everything they are called there."""
    tallies = await tables.topics.tallies(guild_id=guild_id)
    return TopicNames(tallies, await tables.topic_aliases.all(guild_id=guild_id))
