"""What the last tick knew of time."""

from bot.domain.lateness import Tick
from bot.storage.database import Connection
from bot.storage.subscription_rows import moment


class Ticks:
    """The table of the last tick, which has one row or none."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def last(self) -> Tick | None:
        """The last tick, None before the first."""
        row = await self._connection.one("SELECT now, zone_data FROM ticks")
        return Tick(moment(row[0]), row[1]) if row else None

    async def put(self, tick: Tick) -> None:
        """Keep this one as the last."""
        await self._connection.run(
            "INSERT INTO ticks (id, now, zone_data) VALUES (1, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET now = excluded.now, zone_data = excluded.zone_data",
            (int(tick.now.timestamp()), tick.zone_data),
        )
