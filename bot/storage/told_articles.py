"""Which articles a subscription has been told of, by the ledger of its editions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.explanation import Appearance, Role
from bot.storage.database import Connection, listed

_FOREVER = 1 << 60


@dataclass(frozen=True, slots=True)
class ComposedEdition:
    """An edition that was composed, or had nothing to tell; `offered` is the watermark before."""

    slot: str
    due: datetime
    offered: int


class ToldArticles:
    """The tables of editions and of what they were composed of, article by article."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def sent(
        self,
        subscription_id: int,
        article_ids: Iterable[int],
        *,
        before: datetime | None = None,
    ) -> dict[int, datetime]:
        """When an edition was due that shows it, in whatever place, for those that one does.

        Of editions that were due before then. What was lost on its way to readers was not told.
        """
        wanted = list(article_ids)
        same = await self._same(subscription_id)
        named = {i for article_id in wanted for i in same.get(article_id, (article_id,))}
        # The editions of one subscription are few, those that share a composition very many.
        # Without the plus, each edition would be asked for each article.
        rows = await self._connection.all(
            "SELECT article_id, max(due) FROM editions CROSS JOIN composition_articles AS told"
            " ON told.composition_id = editions.composition_id"
            " WHERE subscription_id = ? AND due < ? AND state <> 'lost'"
            " AND +article_id IN (SELECT value FROM json_each(?)) GROUP BY article_id",
            (subscription_id, _seconds(before), listed(named)),
        )
        due = dict(map(tuple, rows))
        told = {
            article_id: max(due[i] for i in known)
            for article_id in wanted
            if (known := due.keys() & same.get(article_id, (article_id,)))
        }
        return {i: datetime.fromtimestamp(seconds, UTC) for i, seconds in told.items()}

    async def _same(self, subscription_id: int) -> dict[int, tuple[int, ...]]:
        """By their ids, articles of which the server has versions: what it is told of one it knows.

        Those that are no more as well, which were told once.
        """
        rows = await self._connection.all(
            "SELECT stands_for, id FROM articles WHERE guild_id <> 0 AND stands_for IS NOT NULL"
            " AND guild_id = (SELECT guild_id FROM subscriptions WHERE id = ?)",
            (subscription_id,),
        )
        return {i: (original, version) for original, version in rows for i in (original, version)}

    async def led_since(
        self, subscription_id: int, moment: datetime, *, before: datetime | None = None
    ) -> dict[int, datetime]:
        """The articles that led stories of its editions due after the moment, and when.

        By the ids that they were shown by; `Articles.shown_ids` has those of today.
        """
        rows = await self._connection.all(
            "SELECT article_id, max(due) FROM editions CROSS JOIN composition_articles AS shown"
            " ON shown.composition_id = editions.composition_id"
            " WHERE subscription_id = ? AND due > ? AND due < ? AND state <> 'lost' AND place = 0"
            " GROUP BY article_id",
            (subscription_id, int(moment.timestamp()), _seconds(before)),
        )
        return {row[0]: datetime.fromtimestamp(row[1], UTC) for row in rows}

    async def last(
        self, subscription_id: int, *, before: datetime | None = None
    ) -> ComposedEdition | None:
        """Its last edition that was composed and not lost, or had nothing to tell."""
        row = await self._connection.one(
            "SELECT slot, due, offered FROM editions WHERE subscription_id = ? AND due < ?"
            " AND freeze_at IS NULL AND state <> 'lost' ORDER BY due DESC, id DESC LIMIT 1",
            (subscription_id, _seconds(before)),
        )
        if row is None:
            return None
        return ComposedEdition(row[0], datetime.fromtimestamp(row[1], UTC), row[2])

    async def appearances(self, subscription_id: int, article_id: int) -> tuple[Appearance, ...]:
        """Where its editions have shown the article, in whatever version, the newest first."""
        same = await self._same(subscription_id)
        rows = await self._connection.all(
            "SELECT slot, due, position, place, is_related FROM editions"
            " CROSS JOIN composition_articles AS shown"
            " ON shown.composition_id = editions.composition_id"
            " WHERE subscription_id = ? AND state <> 'lost'"
            " AND +article_id IN (SELECT value FROM json_each(?)) ORDER BY due DESC, position",
            (subscription_id, listed(same.get(article_id, (article_id,)))),
        )
        return tuple(
            Appearance(
                slot, datetime.fromtimestamp(due, UTC), _role(place, bool(is_related)), position
            )
            for slot, due, position, place, is_related in rows
        )


def _role(place: int, is_related: bool) -> Role:
    if is_related:
        return "related"
    return "source" if place else "story"


def _seconds(before: datetime | None) -> int:
    return _FOREVER if before is None else int(before.timestamp())
