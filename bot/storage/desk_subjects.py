"""Which acts of a desk touched which subject."""

from collections.abc import Iterable

from bot.domain.desk_act import DeskAct, Subject
from bot.storage.database import Connection, listed


class DeskSubjects:
    """The table of subjects with the numbers of their acts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, desk_id: int, act: DeskAct) -> None:
        """Note what the act touched."""
        await self._connection.run_many(
            "INSERT OR IGNORE INTO desk_subjects (guild_id, kind, name, number)"
            " VALUES (?, ?, ?, ?)",
            [(desk_id, c.subject.kind, c.subject.name, act.number) for c in act.changes],
        )

    async def acts_on(self, desk_id: int, subjects: Iterable[Subject]) -> list[int]:
        """The numbers of the acts that touched any of these, the newest first."""
        names = [f"{subject.kind}\n{subject.name}" for subject in subjects]
        rows = await self._connection.all(
            "SELECT DISTINCT number FROM json_each(?) AS wanted CROSS JOIN desk_subjects"
            " ON guild_id = ? AND kind = substr(wanted.value, 1, instr(wanted.value, char(10)) - 1)"
            " AND name = substr(wanted.value, instr(wanted.value, char(10)) + 1)"
            " ORDER BY number DESC",
            (listed(names), desk_id),
        )
        return [row[0] for row in rows]

    async def made_by(self, desk_id: int, member_id: int) -> list[int]:
        """The numbers of the acts that the member made, the newest first."""
        rows = await self._connection.all(
            "SELECT number FROM desk_acts WHERE guild_id = ? AND made_by = ? ORDER BY number DESC",
            (desk_id, member_id),
        )
        return [row[0] for row in rows]
