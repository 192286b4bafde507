"""Make ready what holds a policy, and what moderators muted, against articles."""

from bot.domain.commission import Commission
from bot.domain.sieve import Sieve
from bot.services.read_weighting import read_weighting
from bot.storage.store import Tables


async def make_sieve(tables: Tables, commission: Commission) -> Sieve:
    """The sieve of a commission's policy; of its topics every name in the archive is meant.

    A topic that the archive doesn't know lets nothing through until it does.
    """
    guild_id = commission.guild_id
    weighting = await read_weighting(tables, guild_id=guild_id, now=commission.due)
    wanted = commission.policy.topics
    if not wanted:
        return Sieve(commission.policy, None, weighting)
    known = await tables.known_topics.names(guild_id=guild_id)
    names: set[str] = set()
    for name in wanted:
        topic = known.find(name)
        # A topic that is merely spelt like it is another one.
        is_meant = topic is not None and topic.how != "spelling"
        names.update(topic.names if topic and is_meant else (name,))
    return Sieve(commission.policy, names, weighting)
