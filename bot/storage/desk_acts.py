"""The log of every desk: acts in the order they were made, which are never changed."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from bot.domain.desk_act import ActKind, ActPlace, DeskAct, Press
from bot.domain.desk_log import decode_changes, encode_changes
from bot.storage.database import Connection, Row, listed
from bot.storage.facts import DESK_FLOOR

_COLUMNS = "number, kind, made_by, made_at, why, token, changes, undoes, beside_guild, beside"


class DeskActs:
    """The table of acts; desk 0 is that of the archive, others are their servers'."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def last(self, desk_id: int) -> int:
        """The greatest number that may have been given to an act of the desk, 0 for none."""
        return int(
            await self._connection.value(
                "SELECT max((SELECT coalesce(max(number), 0) FROM desk_acts WHERE guild_id = ?),"
                " (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM facts WHERE name = ?))",
                (desk_id, DESK_FLOOR),
            )
        )

    async def skip(self, numbers: int) -> None:
        """Let no desk number its next act like one whose log is lost: so many more are skipped.

        Ids of buttons that stand in channels name acts, and must not come to mean others.
        """
        await self._connection.run(
            "INSERT INTO facts (name, value) SELECT ?1, coalesce(max(number), 0) + ?2"
            " FROM desk_acts WHERE true ON CONFLICT (name) DO UPDATE SET"
            " value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))",
            (DESK_FLOOR, numbers),
        )

    async def get(self, desk_id: int, numbers: Iterable[int]) -> dict[int, DeskAct]:
        """The desk's acts of these numbers, as far as there are any."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM json_each(?) AS wanted CROSS JOIN desk_acts"
            " ON guild_id = ? AND number = wanted.value",
            (listed(numbers), desk_id),
        )
        return {row[0]: _act(row) for row in rows}

    async def of_token(self, desk_id: int, token: str) -> DeskAct | None:
        """The act that this press made before; a press without a token made none."""
        row = token and await self._connection.one(
            f"SELECT {_COLUMNS} FROM desk_acts WHERE guild_id = ? AND token = ? AND token <> ''",
            (desk_id, token),
        )
        return _act(row) if row else None

    async def add(self, desk_id: int, act: DeskAct, *, made_in: int) -> None:
        """Append the act to the desk's log; `made_in` is the server where it was made."""
        press, beside = act.press, act.beside
        await self._connection.run(
            "INSERT INTO desk_acts (guild_id, number, kind, made_in, made_by, made_at, why, token,"
            " changes, undoes, beside_guild, beside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                desk_id,
                act.number,
                act.kind,
                made_in,
                press.by,
                int(press.at.timestamp()),
                press.why,
                press.token,
                encode_changes(act.changes),
                act.undoes,
                None if beside is None else beside.desk_id,
                None if beside is None else beside.number,
            ),
        )

    async def after(self, desk_id: int, number: int, *, limit: int) -> list[DeskAct]:
        """The desk's next acts, the oldest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM desk_acts WHERE guild_id = ? AND number > ?"
            " ORDER BY number LIMIT ?",
            (desk_id, number, limit),
        )
        return list(map(_act, rows))

    async def newest(self, desk_id: int, *, limit: int) -> list[DeskAct]:
        """The desk's newest acts, the newest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM desk_acts WHERE guild_id = ? ORDER BY number DESC LIMIT ?",
            (desk_id, limit),
        )
        return list(map(_act, rows))

    async def places(self, desk_id: int, numbers: Iterable[int]) -> dict[int, int]:
        """The servers where these acts were made; 0 for none, or one that is gone."""
        rows = await self._connection.all(
            "SELECT number, made_in FROM json_each(?) AS wanted CROSS JOIN desk_acts"
            " ON guild_id = ? AND number = wanted.value",
            (listed(numbers), desk_id),
        )
        return {row[0]: row[1] for row in rows}

    async def desks(self) -> list[int]:
        """The desks that have a log, in order."""
        # Few servers have many acts each: each is looked up in turn.
        rows = await self._connection.all(
            "WITH RECURSIVE desks (id) AS (SELECT min(guild_id) FROM desk_acts UNION ALL"
            " SELECT (SELECT min(guild_id) FROM desk_acts WHERE guild_id > desks.id) FROM desks"
            " WHERE desks.id IS NOT NULL) SELECT id FROM desks WHERE id IS NOT NULL"
        )
        return [row[0] for row in rows]

    async def by_member(self, member_id: int) -> list[tuple[int, DeskAct]]:
        """Every act of a member with its desk, by desk and number."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS}, guild_id FROM desk_acts WHERE made_by = ?"
            " ORDER BY guild_id, number",
            (member_id,),
        )
        return [(row[10], _act(row)) for row in rows]

    async def counts_of(self, member_id: int) -> list[tuple[int, ActKind, int]]:
        """How many acts of each kind a member made at each desk."""
        rows = await self._connection.all(
            "SELECT guild_id, kind, count(*) FROM desk_acts WHERE made_by = ? GROUP BY 1, 2",
            (member_id,),
        )
        return [(row[0], ActKind(row[1]), row[2]) for row in rows]

    async def newest_of(
        self, member_id: int, *, skipped: int, limit: int
    ) -> list[tuple[int, DeskAct]]:
        """A member's newest acts, each with its desk, the newest first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS}, guild_id FROM desk_acts WHERE made_by = ?"
            " ORDER BY made_at DESC, guild_id, number DESC LIMIT ? OFFSET ?",
            (member_id, limit, skipped),
        )
        return [(row[10], _act(row)) for row in rows]

    async def redact(self, desk_id: int, acts: Sequence[DeskAct], *, now: datetime) -> None:
        """Put redacted acts in the place of those of their numbers."""
        stamp = int(now.timestamp())
        await self._connection.run_many(
            "UPDATE desk_acts SET made_by = ?, why = ?, token = ?, changes = ?, redacted_at = ?"
            " WHERE guild_id = ? AND number = ?",
            [
                (
                    act.press.by,
                    act.press.why,
                    act.press.token,
                    encode_changes(act.changes),
                    stamp,
                    desk_id,
                    act.number,
                )
                for act in acts
            ],
        )


def _act(row: Row) -> DeskAct:
    press = Press(row[2], datetime.fromtimestamp(row[3], UTC), row[4], row[5])
    beside = None if row[9] is None else ActPlace(row[8], row[9])
    return DeskAct(row[0], ActKind(row[1]), press, decode_changes(row[6]), row[7], beside)
