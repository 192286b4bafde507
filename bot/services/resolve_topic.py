"""Find out which topic of the archive a text means."""

from bot.domain.topic import TopicMatch
from bot.storage.store import Tables


async def resolve_topic(tables: Tables, text: str, *, guild_id: int | None) -> TopicMatch | None:
    """The topic that a text names, also by an alias or misspelt; None where it is near to none.

    Knows only topics that this server sees articles of.
    """
    return (await tables.known_topics.names(guild_id=guild_id)).find(text)
