"""What members suggested, by its stage, made from the records."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from bot.domain.desk_act import Stage, SubmissionState
from bot.storage.database import Connection, listed


class SubmissionRow(NamedTuple):
    """A submission as the table has it; `suggested_by` is 0 of a member who was redacted."""

    desk_id: int
    number: int
    key: str
    stage: str
    suggested_by: int
    suggested_at: int


class Submissions:
    """The table of submissions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, desk_id: int, number: int, state: SubmissionState) -> None:
        """Keep where the submission is now."""
        await self._connection.run(
            "INSERT OR REPLACE INTO submissions"
            " (guild_id, number, key, stage, suggested_by, suggested_at) VALUES (?, ?, ?, ?, ?, ?)",
            submission_row(desk_id, number, state),
        )

    async def delete(self, desk_id: int, number: int) -> None:
        """Forget a submission that was undone."""
        await self._connection.run(
            "DELETE FROM submissions WHERE guild_id = ? AND number = ?", (desk_id, number)
        )

    async def delete_all(self, desk_id: int) -> None:
        """Forget the desk's submissions, to make them anew."""
        await self._connection.run("DELETE FROM submissions WHERE guild_id = ?", (desk_id,))

    async def waiting(self, desk_id: int, *, skipped: int, limit: int) -> list[int]:
        """The numbers of those that wait, the oldest first."""
        rows = await self._connection.all(
            "SELECT number FROM submissions WHERE guild_id = ? AND stage = ?"
            " ORDER BY number LIMIT ? OFFSET ?",
            (desk_id, Stage.SUGGESTED, limit, skipped),
        )
        return [row[0] for row in rows]

    async def count_waiting(self, desk_id: int) -> int:
        """How many wait."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM submissions WHERE guild_id = ? AND stage = ?",
                (desk_id, Stage.SUGGESTED),
            )
        )

    async def waiting_for(self, desk_id: int, keys: Iterable[str]) -> int | None:
        """The oldest one of an article of these keys that waits, if any does."""
        number = await self._connection.value(
            "SELECT min(number) FROM json_each(?) AS wanted CROSS JOIN submissions"
            " ON guild_id = ? AND submissions.key = wanted.value WHERE stage = ?",
            (listed(keys), desk_id, Stage.SUGGESTED),
        )
        return None if number is None else int(number)

    async def count_waiting_of(self, desk_id: int, member_id: int) -> int:
        """How many of the member wait."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM submissions"
                " WHERE guild_id = ? AND suggested_by = ? AND stage = ?",
                (desk_id, member_id, Stage.SUGGESTED),
            )
        )

    async def times_of(self, desk_id: int, member_id: int, *, since: datetime) -> list[datetime]:
        """When the member suggested what they did from then on."""
        rows = await self._connection.all(
            "SELECT suggested_at FROM submissions"
            " WHERE guild_id = ? AND suggested_by = ? AND suggested_at >= ?",
            (desk_id, member_id, int(since.timestamp())),
        )
        return [datetime.fromtimestamp(row[0], UTC) for row in rows]

    async def all(self) -> set[SubmissionRow]:
        """All submissions of all desks."""
        rows = await self._connection.all(
            "SELECT guild_id, number, key, stage, suggested_by, suggested_at FROM submissions"
        )
        return set(map(SubmissionRow._make, rows))


def submission_row(desk_id: int, number: int, state: SubmissionState) -> SubmissionRow:
    """The row that the table has of a submission."""
    return SubmissionRow(
        desk_id,
        number,
        state.key,
        state.stage.value,
        state.suggested_by or 0,
        int(state.suggested_at.timestamp()),
    )
