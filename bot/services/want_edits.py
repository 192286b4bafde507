"""Asks for edits of the messages that show articles which were retracted, restored or corrected."""

from collections.abc import Iterable
from datetime import datetime

from bot.services.advance_post import WAITING
from bot.storage.store import Tables


async def want_edits(
    tables: Tables, guild_id: int, article_ids: Iterable[int], now: datetime
) -> int:
    """Ask for them inside the transaction of the act; how many messages that are.

    `guild_id` is that of the desk: ARCHIVE for messages of all servers, else those in the server.
    An article also stands for its versions, and for what it is a version of. A message that waits
    to be posted is made anew by its poster, one that is being sent is edited once it is posted; one
    that shows the same as before isn't touched.
    """
    return await tables.message_edits.want(guild_id, article_ids, now=now, once_posted=WAITING)
