"""Give a topic another name in one server, or take one away again."""

from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.desk_ruling import Alias
from bot.domain.newsroom import Newsroom
from bot.domain.topic_key import topic_key
from bot.errors import QueryError
from bot.services.carry_out import act_on_desk
from bot.storage.store import Store

# Longer names can't be offered as choices: https://discord.com/developers/docs/interactions/application-commands
_LONGEST = 100
_A_NAME = f"a name of 1 to {_LONGEST} characters, with a letter or digit"
_A_TOPIC = "a topic of the archive: choose one that is offered"
_A_FREE_NAME = "free: another topic is called so"


async def alias_topic(
    store: Store, newsroom: Newsroom, alias: str, name: str, *, press: Press
) -> Outcome:
    """Call a topic `alias` too in this server; always on its own desk, also where it is trusted.

    Refused as the same where it is called so. Raises QueryError for a topic that isn't there, and
    for a name that can't be given.
    """
    called = " ".join(alias.split())
    if not any(map(str.isalnum, called)) or len(called) > _LONGEST:
        raise QueryError("name", alias, _A_NAME)
    names = await store.known_topics.names(guild_id=newsroom.guild_id)
    topic = names.find(name)
    if topic is None:
        raise QueryError("topic", name, _A_TOPIC)
    other = names.find(called)
    if other is not None and other.how == "exact" and other.name != topic.name:
        raise QueryError("name", alias, _A_FREE_NAME)
    if topic_key(called) == topic_key(topic.name):
        return Refused(newsroom.guild_id, Refusal(Reason.SAME))
    return await act_on_desk(store, newsroom, Alias(called, topic.name), press=press)


async def forget_alias(store: Store, newsroom: Newsroom, alias: str, *, press: Press) -> Outcome:
    """Take another name from its topic in this server; refused as the same where there is none."""
    called = " ".join(alias.split())
    return await act_on_desk(store, newsroom, Alias(called, None), press=press)
