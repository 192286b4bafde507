"""Make ready what holds a policy against articles."""

from bot.domain.commission import Commission
from bot.domain.sieve import Sieve
from bot.storage.store import Tables


async def make_sieve(tables: Tables, commission: Commission) -> Sieve:
    """The sieve of a commission's policy; of its topics every name in the archive is meant.

    A topic that the archive doesn't know lets nothing through until it does.
    """
    wanted = commission.policy.topics
    if not wanted:
        return Sieve(commission.policy, None)
    known = await tables.known_topics.names(guild_id=commission.guild_id)
    names: set[str] = set()
    for name in wanted:
        topic = known.find(name)
        # A topic that is merely spelt like it is another one.
        is_meant = topic is not None and topic.how != "spelling"
        names.update(topic.names if topic and is_meant else (name,))
    return Sieve(commission.policy, names)
