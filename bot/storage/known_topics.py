"""Topics with all their names, remembered: every key that a member types asks for them."""

from bot.domain.topic import TopicNames
from bot.domain.topic_text import NameRules
from bot.storage.articles import SHARED
from bot.storage.database import Connection
from bot.storage.topic_aliases import TopicAliases
from bot.storage.topics import Topics

_MOST_SERVERS = 32


class KnownTopics:
    """What each server knows of topics; made anew where their articles or aliases changed."""

    def __init__(self, connection: Connection) -> None:
        self._topics = Topics(connection)
        self._aliases = TopicAliases(connection)
        self._remembered: dict[int, tuple[object, TopicNames]] = {}
        self._rules: tuple[TopicNames, NameRules] | None = None

    async def names(self, *, guild_id: int | None) -> TopicNames:
        """The topics that this server sees, with everything they are called there."""
        tallies = await self._topics.tallies(guild_id=guild_id)
        aliases = await self._aliases.all(guild_id=guild_id)
        stored = (tallies, aliases)
        made_of, names = self._remembered.pop(guild_id or SHARED, (None, None))
        if names is None or made_of != stored:
            names = TopicNames(tallies, aliases)
        # The last to be asked for are the last to be forgotten.
        self._remembered[guild_id or SHARED] = (stored, names)
        if len(self._remembered) > _MOST_SERVERS:
            del self._remembered[next(iter(self._remembered))]
        return names

    def rules(self, names: TopicNames) -> NameRules:
        """Rules that find these topics by their names in a text; those asked for last are kept."""
        if self._rules is None or self._rules[0] is not names:
            self._rules = names, NameRules(names.called())
        return self._rules[1]
