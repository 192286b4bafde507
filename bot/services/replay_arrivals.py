"""Replay an archive into another one, up to a moment: what came out by then is what is there."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bot.domain.commission import ARCHIVE_DAYS
from bot.services.group_stories import group_stories
from bot.services.index_entry import index_entry
from bot.storage.arrivals import Arrival, Listing
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import Store, Tables

# Of what came out before a replay begins, so much is taken, and so much of that put into stories.
_MOST_BEFORE = 20_000
_MOST_GROUPED = 5_000
# What can be in the first edition, or be the same story as that.
_GROUPED = ARCHIVE_DAYS + timedelta(days=5)


class Replay:
    """Replays what all servers share of an `archive`, which is only read, into an empty `store`."""

    def __init__(self, archive: Tables, store: Store) -> None:
        self._archive = archive
        self._store = store
        self._until: datetime | None = None
        # The ids that articles have in the store, by those that they have in the archive.
        self._ids: dict[int, int] = {}

    async def advance(self, until: datetime) -> None:
        """Let arrive what came out up to the moment, numbered in that order, and group it."""
        if self._until is None:
            await self._begin(until)
        else:
            await self._put(await self._archive.arrivals.between(self._until, until))
        self._until = until
        await group_stories(self._store)

    async def _begin(self, until: datetime) -> None:
        aliases, rulings = await self._archive.arrivals.rules()
        await self._store.write(lambda tables: tables.arrivals.put_rules(aliases, rulings))
        arrived = await self._archive.arrivals.until(until, limit=_MOST_BEFORE)
        await self._put(arrived)
        old = [self._ids[arrival.id] for arrival in _ungrouped(arrived)]
        await self._store.write(lambda tables: tables.unplaced.forget(old))

    async def _put(self, arrived: Sequence[Arrival]) -> None:
        first = len(self._ids) + 1
        self._ids |= {arrival.id: number for number, arrival in enumerate(arrived, start=first)}
        known = await self._archive.arrivals.listings(arrival.id for arrival in arrived)
        listings = [
            Listing(self._ids[one.article_id], one.place, self._ids[one.listed_id])
            for one in known
            if one.article_id in self._ids and one.listed_id in self._ids
        ]
        numbered = [
            NumberedArticle(self._ids[one.id], one.merged, article_digest(one.merged))
            for one in arrived
        ]
        await self._store.write(lambda tables: _store(tables, numbered, listings))


async def _store(
    tables: Tables, articles: Sequence[NumberedArticle], listings: Sequence[Listing]
) -> None:
    await tables.articles.put(articles)
    shown = (article for article in articles if not article.merged.statement.is_removed)
    await tables.indexing.put(index_entry(one.id, one.merged.statement) for one in shown)
    await tables.arrivals.put_listings(listings)


def _ungrouped(arrived: Sequence[Arrival]) -> Iterable[Arrival]:
    """What is too old to be in the first edition."""
    if not arrived:
        return ()
    since = arrived[-1].merged.statement.published - _GROUPED
    recent = sum(arrival.merged.statement.published > since for arrival in arrived)
    return arrived[: -min(recent, _MOST_GROUPED)]
