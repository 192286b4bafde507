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

    async def acts(
        self, desk_id: int, subjects: Iterable[Subject] | None, member_id: int | None
    ) -> list[tuple[int, int]]:
        """Numbers and times of acts on any of the subjects, or that the member made.

        All of the desk where neither is asked for.
        """
        if subjects is None and member_id is None:
            return await self._acts("desk_acts WHERE guild_id = ?", (desk_id,))
        named = [f"{subject.kind}\n{subject.name}" for subject in subjects or ()]
        return await self._acts(
            "desk_acts WHERE guild_id = ?1 AND (made_by = ?2 OR number IN"
            " (SELECT number FROM json_each(?3) AS wanted CROSS JOIN desk_subjects AS touched"
            " ON touched.guild_id = ?1"
            " AND touched.kind = substr(wanted.value, 1, instr(wanted.value, char(10)) - 1)"
            " AND touched.name = substr(wanted.value, instr(wanted.value, char(10)) + 1)))",
            (desk_id, member_id, listed(named)),
        )

    async def rename(self, desk_id: int, old: Subject, new: Subject) -> None:
        """Have the acts on one subject be those on another of its kind, of which there are none."""
        await self._connection.run(
            "UPDATE desk_subjects SET name = ? WHERE guild_id = ? AND kind = ? AND name = ?",
            (new.name, desk_id, old.kind, old.name),
        )

    async def _acts(self, source: str, values: Iterable[object]) -> list[tuple[int, int]]:
        rows = await self._connection.all(f"SELECT number, made_at FROM {source}", values)
        return [(row[0], row[1]) for row in rows]
