"""List the names that moderators of a server gave to topics."""

from bot.domain.newsroom import Newsroom
from bot.domain.topic import TopicAlias
from bot.storage.store import Store


async def list_aliases(store: Store, newsroom: Newsroom) -> tuple[TopicAlias, ...]:
    """Those of this server alone, by name."""
    aliases = await store.topic_aliases.all(guild_id=newsroom.guild_id)
    return tuple(each for each in aliases if each.is_own)
