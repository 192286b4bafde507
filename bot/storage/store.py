"""The store: every table of one database, read at any time, written in a transaction."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from bot.errors import StorageError
from bot.storage.archive_tables import ArchiveTables
from bot.storage.database import Connection, Database, open_database, open_reader, require_file
from bot.storage.desk_tables import DeskTables
from bot.storage.digest_tables import DigestTables

P = ParamSpec("P")
T = TypeVar("T")


class Tables(ArchiveTables, DigestTables, DeskTables):
    """Every table as one connection sees it."""

    def __init__(self, connection: Connection) -> None:
        ArchiveTables.__init__(self, connection)
        DigestTables.__init__(self, connection)
        DeskTables.__init__(self, connection)
        self._connection = connection

    async def at_once(
        self, work: Callable[P, Coroutine[Any, Any, T]], *args: P.args, **named: P.kwargs
    ) -> T:
        """Do work that waits for nothing but these tables in one round trip to their thread.

        RuntimeError if it waits for anything else. Where it is done there already, it is just done.
        """
        return await self._connection.at_once(work, *args, **named)


class Store(Tables):
    """An open database: its own tables read, those that `writing` yields also write.

    `met_damage` is set once a statement failed as it does on a damaged file.
    """

    def __init__(self, database: Database) -> None:
        super().__init__(database.reader)
        self._database = database
        self.met_damage = database.met_damage

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Tables]:
        """A transaction: what is done to the tables in it happens as one, or not at all."""
        async with self._database.writing() as connection:
            yield Tables(connection)

    async def write(
        self, work: Callable[[Tables], Coroutine[Any, Any, T]], *, is_durable: bool = False
    ) -> T:
        """A transaction likewise, in one go in the connection's thread.

        The work can't wait for anything but its tables; RuntimeError if it does. A durable one
        outlives a power cut from when this returns.
        """
        return await self._database.write(
            lambda connection: work(Tables(connection)), is_durable=is_durable
        )


@asynccontextmanager
async def open_archive(path: Path) -> AsyncIterator[Tables]:
    """The tables of an archive that is there, to be read only; else StorageError.

    So too where its index isn't made as this version does.
    """
    async with open_reader(path) as connection:
        tables = Tables(connection)
        if not await tables.indexing.is_current():
            raise StorageError(path, "its index is of an older version; run `newsdesk reindex`")
        yield tables


@asynccontextmanager
async def open_snapshot(path: Path) -> AsyncIterator[Tables]:
    """The tables likewise, as they are now whatever is written meanwhile; whatever the index is."""
    async with open_reader(path) as connection, connection.snapshot():
        yield Tables(connection)


@asynccontextmanager
async def open_store(path: Path, *, creates: bool = True) -> AsyncIterator[Store]:
    """The store in the file at this path; StorageError where it can't be opened or written.

    Without `creates`, also where there is no file.
    """
    if not creates:
        require_file(path)
    async with open_database(path) as database:
        yield Store(database)
