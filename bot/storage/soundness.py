"""Whether a database file is what was written, found out without changing it."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from bot.errors import StorageDamagedError, StorageError
from bot.storage.database import worded_errors
from bot.storage.schema import APPLICATION_ID, read_version, refuse_newer

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# What SQLite finds of rows that are whole: a fault of a program, which no backup mends.
_OF_CONTENT = re.compile(
    r"(?:NULL|non-\w+|NUMERIC|INTEGER|REAL|TEXT|BLOB) value in|CHECK constraint failed"
    r"|row \d+ missing from index|wrong # of entries|non-unique entry",
    re.IGNORECASE,
)
_MOST_FINDINGS = 10
_LOCK_SECONDS = 30
# https://www.sqlite.org/fileformat2.html: offset 68, four bytes, big-endian.
_ID_AT = slice(68, 72)
# A table of the first step, as its statement stands near the start of every file.
_OWN_TABLE = b"CREATE TABLE statements"
_NEAR_START = 1 << 20


def stored_version(path: Path) -> int:
    """The number of the last migration that the file has, 0 for one without any table.

    Raises StorageDamagedError for a file that SQLite can't read, StorageError for one of another
    program, of a newer version, or that can't be opened.
    """
    with worded_errors(path), closing(connect_to_look(path)) as connection:
        version = read_version(path, connection)
        refuse_newer(path, version)
        # The version is in the header; this reads what tables there are.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return version


def find_damage(path: Path) -> str | None:
    """What SQLite finds torn or cut off in the file, None if nothing.

    Reads all of it: 0.16 s for an archive of 100,000 articles (130 MB) that is in memory.
    """
    try:
        with worded_errors(path), closing(connect_to_look(path)) as connection:
            rows = connection.execute(f"PRAGMA quick_check({_MOST_FINDINGS})").fetchall()
            ((page_size,),) = connection.execute("PRAGMA page_size")
    except StorageDamagedError as error:
        return str(error.__cause__)
    found = [row[0] for row in rows if row[0] != "ok" and not _OF_CONTENT.match(row[0])]
    # SQLite takes what is missing of the last page for zeros.
    if path.stat().st_size % page_size:
        found.append("the file ends within a page")
    return "; ".join(found) or None


def is_ours(path: Path) -> bool:
    """Whether a file that can't be read as a database still shows that Newsdesk wrote it."""
    with path.open("rb") as file:
        start = file.read(_NEAR_START)
    return start[_ID_AT] == APPLICATION_ID.to_bytes(4) or _OWN_TABLE in start


def is_empty(path: Path) -> bool:
    """Whether there is a file with nothing in it, as is left where a disk was full."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError as error:
        raise StorageError(path, f"can't be read: {error.strerror}; allow reading it") from error


def connect_to_look(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing: another would fold a damaged log away when it closes."""
    if path.is_dir():
        raise StorageError(path, "can't be opened, it is a folder; choose another path")
    connection = _connect(path, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        # A process was killed while it made the file, and left half a transaction to undo.
        return _connect(path, "rw")
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(path: Path, mode: Literal["ro", "rw"]) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=_LOCK_SECONDS, isolation_level=None)
    # What is damaged may be no text.
    connection.text_factory = lambda data: data.decode(errors="replace")
    return connection
