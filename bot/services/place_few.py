"""Place what an act of the desk has made wait, so that nobody meets a story in pieces."""

from bot.services.place_articles import place_articles, place_own
from bot.storage.store import Tables

# So many take some 50 ms; where more wait, a load is under way, and the job places them.
_FEW = 40


async def place_few(tables: Tables, guild_id: int) -> None:
    """Place what waits for all and for the server, if that is little. Runs inside a transaction."""
    waiting = await tables.unplaced.waiting(limit=_FEW + 1)
    if 0 < len(waiting) <= _FEW:
        await place_articles(tables, waiting)
    own = await tables.own_stories.waiting_for(guild_id)
    if 0 < len(own) <= _FEW:
        await place_own(tables, guild_id, own)
