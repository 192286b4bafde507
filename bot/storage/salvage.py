"""Makes a damaged database anew from its rows, where all of them can still be read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.errors import StorageDamagedError
from bot.storage.database import worded_errors
from bot.storage.soundness import find_damage

_LOCK_SECONDS = 30
_LEAST = -(1 << 63) - 1
_NUMBERS = ("user_version", "application_id")


def salvage(damaged: Path, part: Path) -> None:
    """Fill an empty file with every row of the damaged database, and make its indexes anew.

    Only tables are read, so damaged indexes and free pages cost nothing. Raises
    StorageError where a table can't be read to its end, or not as it was written.
    """
    address = f"file:{quote(str(part))}?mode=rw"
    with (
        worded_errors(damaged),
        closing(
            sqlite3.connect(address, uri=True, timeout=_LOCK_SECONDS, isolation_level=None)
        ) as connection,
    ):
        connection.execute("ATTACH ? AS damaged", (f"file:{quote(str(damaged))}?mode=ro",))
        connection.execute("BEGIN")
        _fill(connection)
        connection.execute("COMMIT")
    if found := find_damage(part):
        raise StorageDamagedError(part, f"is damaged as well: {found}; check the disk")


def _fill(connection: sqlite3.Connection) -> None:
    tables = _statements(connection, "table")
    for name, statement in tables:
        _require_order(connection, name, statement)
        connection.execute(statement)
        # Without the condition SQLite would copy pages, and those of the indexes too.
        connection.execute(
            f'INSERT INTO "{name}" SELECT * FROM damaged."{name}" NOT INDEXED WHERE 1'
        )
    if any("AUTOINCREMENT" in statement for _, statement in tables):
        connection.execute("DELETE FROM sqlite_sequence")
        connection.execute("INSERT INTO sqlite_sequence SELECT * FROM damaged.sqlite_sequence")
    for kind in ("index", "view", "trigger"):
        for _, statement in _statements(connection, kind):
            connection.execute(statement)
    for number in _NUMBERS:
        (value,) = connection.execute(f"PRAGMA damaged.{number}").fetchone()
        connection.execute(f"PRAGMA main.{number} = {value:d}")


def _require_order(connection: sqlite3.Connection, name: str, statement: str) -> None:
    """Raise what SQLite would for damage: pages of another table could be read like these."""
    if "WITHOUT ROWID" in statement.upper():
        return
    last = _LEAST
    for (number,) in connection.execute(f'SELECT rowid FROM damaged."{name}" NOT INDEXED'):
        if number <= last:
            raise sqlite3.DatabaseError(f"rows of {name} are out of order")
        last = number


def _statements(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    """The names and statements of one kind; those of tables that SQLite makes itself are none."""
    return connection.execute(
        "SELECT name, sql FROM damaged.sqlite_schema"
        " WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
        (kind,),
    ).fetchall()
