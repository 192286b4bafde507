"""Files of the corpus as they were read last: their digests, and what of them was not taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.document import Fault
from bot.storage.database import Connection, listed


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as read: `path` is its identity, `digest` that of its bytes."""

    id: int
    path: str
    digest: bytes
    faults: tuple[Fault, ...]


class Files:
    """The table of files and their faults."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def digests(self) -> dict[str, bytes]:
        """The digest of every file by its path."""
        return dict(await self._connection.all("SELECT path, digest FROM files"))  # type: ignore[arg-type]

    async def ids(self, paths: Iterable[str]) -> list[int]:
        """The ids of those of the paths that are known."""
        rows = await self._connection.all_among(
            "SELECT id FROM files WHERE path IN (SELECT value FROM json_each(?))",
            paths,
        )
        return [row[0] for row in rows]

    async def next_id(self) -> int:
        """An id above all in use."""
        return int(await self._connection.value("SELECT coalesce(max(id), 0) + 1 FROM files"))

    async def below(self, folders: Iterable[str]) -> set[str]:
        """The paths that are one of these or lie below one of them."""
        roots = [folder.rstrip("/") for folder in folders]
        rows = await self._connection.all(
            "SELECT files.path FROM files, json_each(?) AS root WHERE files.path = root.value"
            " OR substr(files.path, 1, length(root.value) + 1) = root.value || '/'",
            (listed(roots),),
        )
        return {row[0] for row in rows}

    async def stating(self) -> set[str]:
        """The paths of files that state articles."""
        rows = await self._connection.all(
            "SELECT path FROM files WHERE EXISTS (SELECT 1 FROM mentions WHERE file_id = files.id)"
        )
        return {row[0] for row in rows}

    async def add(self, records: Sequence[FileRecord]) -> None:
        """Store files that are not stored yet."""
        await self._connection.run_many(
            "INSERT INTO files (id, path, digest) VALUES (?, ?, ?)",
            [(r.id, r.path, r.digest) for r in records],
        )
        await self._connection.run_many(
            "INSERT INTO faults (file_id, line, reason) VALUES (?, ?, ?)",
            [(r.id, fault.line, fault.reason) for r in records for fault in r.faults],
        )

    async def refuse(self, refusals: Sequence[tuple[str, bytes, Fault]]) -> None:
        """Note (path, digest, fault) of files that can't be taken and keep what they stated."""
        await self._connection.run_many(
            "INSERT INTO files (path, digest) VALUES (?, ?)"
            " ON CONFLICT (path) DO UPDATE SET digest = excluded.digest",
            [(path, digest) for path, digest, _ in refusals],
        )
        await self._connection.run_many(
            "DELETE FROM faults WHERE file_id = (SELECT id FROM files WHERE path = ?)",
            [(path,) for path, _, _ in refusals],
        )
        await self._connection.run_many(
            "INSERT INTO faults (file_id, line, reason) SELECT id, ?, ? FROM files WHERE path = ?",
            [(fault.line, fault.reason, path) for path, _, fault in refusals],
        )

    async def delete(self, ids: Iterable[int]) -> None:
        """Forget files with their faults, mentions and bodies."""
        await self._connection.run_many("DELETE FROM files WHERE id = ?", [(i,) for i in ids])

    async def faults(self, paths: Iterable[str]) -> list[tuple[str, Fault]]:
        """What was not taken of these files, in order of path and line."""
        rows = await self._connection.all(
            "SELECT path, line, reason FROM files JOIN faults ON file_id = files.id"
            " WHERE path IN (SELECT value FROM json_each(?)) ORDER BY path, line",
            (listed(paths),),
        )
        return [(path, Fault(line, reason)) for path, line, reason in rows]
