"""Complete a period of time that a member is typing."""

from datetime import datetime, timedelta

from bot.domain.scope import Scope
from bot.storage.store import Tables

_SPANS = ("24 hours", "3 days", "7 days", "30 days", "this week", "this month", "yesterday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
# Discord shows 25 choices at most.
_CHOICES = 25
_LATEST_MONTHS = 18
# Spans up to now are of no use in an archive that ended before the longest of them.
_SPANNED = timedelta(days=30)


async def complete_period(
    tables: Tables, text: str, *, guild_id: int | None, now: datetime
) -> tuple[str, ...]:
    """Spans up to now, if the archive reaches so far, and its latest months and years."""
    ids = await tables.leads.newest(Scope(before=now), guild_id=guild_id, limit=1)
    articles = await tables.articles.by_ids(ids, guild_id=guild_id)
    begins = await tables.volumes.beginning(guild_id=guild_id)
    offered = list(_SPANS)
    if articles and begins is not None:
        newest = articles[0].published
        past = _months(begins, newest) + [str(y) for y in range(newest.year, begins.year - 1, -1)]
        offered = offered + past if newest > now - _SPANNED else past + offered
    typed = " ".join(text.lower().split())
    return tuple(one for one in offered if typed in one)[:_CHOICES]


def _months(begins: datetime, newest: datetime) -> list[str]:
    """The latest months of the archive, the newest first."""
    first, last = 12 * begins.year + begins.month - 1, 12 * newest.year + newest.month - 1
    numbers = range(last, max(first, last - _LATEST_MONTHS + 1) - 1, -1)
    return [f"{_MONTHS[number % 12]} {number // 12}" for number in numbers]
