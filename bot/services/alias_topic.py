"""Give a topic another name, or take one away again."""

from bot.domain.topic import TopicMatch
from bot.domain.topic_key import topic_key
from bot.errors import QueryError
from bot.storage.store import Store

# Longer names can't be offered as choices: https://discord.com/developers/docs/interactions/application-commands
_LONGEST = 100
_A_NAME = f"another name: write 1 to {_LONGEST} characters, with a letter or digit"
_A_TOPIC = "a topic of the archive: choose one that is offered"
_A_FREE_NAME = "free: another topic is called so"


async def alias_topic(store: Store, alias: str, name: str, *, guild_id: int | None) -> TopicMatch:
    """Call a topic `alias` too, in one server or (None) in all; the topic that it is now.

    Raises QueryError for a topic that isn't there, and for a name that can't be given.
    """
    called = " ".join(alias.split())
    if not any(map(str.isalnum, called)) or len(called) > _LONGEST:
        raise QueryError("alias", alias, _A_NAME)
    names = await store.known_topics.names(guild_id=guild_id)
    topic = names.find(name)
    if topic is None:
        raise QueryError("topic", name, _A_TOPIC)
    other = names.find(called)
    if other is not None and other.how == "exact" and other.name != topic.name:
        raise QueryError("alias", alias, _A_FREE_NAME)
    if topic_key(called) != topic_key(topic.name):
        async with store.writing() as tables:
            await tables.topic_aliases.put(called, topic.name, guild_id=guild_id)
    return topic


async def forget_alias(store: Store, alias: str, *, guild_id: int | None) -> bool:
    """Take another name from its topic, in one server or (None) in all; whether there was one."""
    called = " ".join(alias.split())
    async with store.writing() as tables:
        return await tables.topic_aliases.delete(called, guild_id=guild_id)
