"""How large and how fresh the archive is."""

from datetime import datetime

from bot.services.list_topics import newest_before
from bot.storage.store import Tables


async def read_facts(
    tables: Tables, *, guild_id: int | None, now: datetime
) -> tuple[int, datetime | None]:
    """How many articles a server can find, and when the newest of them came out."""
    with_file, without = await tables.articles.counts(guild_id=guild_id)
    return with_file + without, await newest_before(tables, now, guild_id=guild_id)
