"""Which articles a subscription has been told of, by the ledger of its editions."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bot.storage.database import Connection, listed


class ToldArticles:
    """The tables of editions and of what they were composed of, article by article."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def sent(self, subscription_id: int, article_ids: Iterable[int]) -> dict[int, datetime]:
        """When an edition was due that shows it, in whatever place, for those that one does.

        What was lost on its way to readers was not told.
        """
        # The editions of one subscription are few, those that share a composition very many.
        rows = await self._connection.all(
            "WITH told AS MATERIALIZED (SELECT composition_id AS id, due FROM editions"
            " WHERE subscription_id = ? AND state <> 'lost' AND composition_id IS NOT NULL)"
            " SELECT article_id, max(due) FROM json_each(?) AS wanted"
            " CROSS JOIN composition_articles ON article_id = wanted.value"
            " JOIN told ON told.id = composition_id GROUP BY article_id",
            (subscription_id, listed(article_ids)),
        )
        return {row[0]: datetime.fromtimestamp(row[1], UTC) for row in rows}

    async def led_since(self, subscription_id: int, moment: datetime) -> dict[int, datetime]:
        """The articles that led stories of its editions due after the moment, and when."""
        rows = await self._connection.all(
            "SELECT article_id, max(due) FROM editions CROSS JOIN composition_articles AS shown"
            " ON shown.composition_id = editions.composition_id"
            " WHERE subscription_id = ? AND due > ? AND state <> 'lost' AND place = 0"
            " GROUP BY article_id",
            (subscription_id, int(moment.timestamp())),
        )
        return {row[0]: datetime.fromtimestamp(row[1], UTC) for row in rows}

    async def last_due(self, subscription_id: int) -> datetime | None:
        """When its last edition was due that was composed and not lost, or had nothing to tell."""
        due = await self._connection.value(
            "SELECT max(due) FROM editions WHERE subscription_id = ?"
            " AND freeze_at IS NULL AND state <> 'lost'",
            (subscription_id,),
        )
        return None if due is None else datetime.fromtimestamp(due, UTC)
