"""What is stored of articles, in batches, as it is written out."""

import json
from typing import NamedTuple

import msgspec

from bot.domain.article import Section, Statement
from bot.domain.body import Sections
from bot.storage.arrivals import ARRIVAL_COLUMNS, Arrival, to_arrival
from bot.storage.database import Connection

_statements = msgspec.json.Decoder(tuple[Statement, ...])
_body = msgspec.json.Decoder(tuple[Section, ...])
_STATED = "mentions CROSS JOIN statements ON statements.id = statement_id WHERE file_id = files.id"
_STATED_ON = (
    "mentions CROSS JOIN statements ON statements.id = statement_id"
    " LEFT JOIN articles ON articles.id = article_id WHERE file_id = files.id"
)


class FiledDocument(NamedTuple):
    """What one file states: its own article, then its related list in order.

    `keys` are those of the articles that the statements are of, "" for one of none.
    """

    file_id: int
    statements: tuple[Statement, ...]
    keys: tuple[str, ...]


class FiledText(NamedTuple):
    """A file of plain text, by its sections."""

    file_id: int
    sections: Sections


class Exports:
    """The tables of files and articles; each read goes on after the last id of the one before."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def documents(self, after: int, *, limit: int) -> list[FiledDocument]:
        """The next files that state articles."""
        rows = await self._connection.all(
            "SELECT files.id, (SELECT '[' || group_concat(data) || ']' FROM (SELECT data FROM"
            f" {_STATED} ORDER BY position)), (SELECT json_group_array(coalesce(key, ''))"
            " FROM (SELECT articles.key AS key FROM"
            f" {_STATED_ON} ORDER BY position)) FROM files"
            " WHERE files.id > ? AND EXISTS (SELECT 1 FROM mentions WHERE file_id = files.id)"
            " ORDER BY files.id LIMIT ?",
            (after, limit),
        )
        return [
            FiledDocument(row[0], _statements.decode(row[1]), tuple(json.loads(row[2])))
            for row in rows
        ]

    async def last_file(self) -> int:
        """The highest id of a file; 0 without any."""
        return int(await self._connection.value("SELECT coalesce(max(id), 0) FROM files"))

    async def texts(self, after: int, *, limit: int) -> list[FiledText]:
        """The next plain texts, whether they belong to an article or not."""
        rows = await self._connection.all(
            "SELECT file_id, sections FROM bodies WHERE file_id > ? ORDER BY file_id LIMIT ?",
            (after, limit),
        )
        return [FiledText(row[0], _body.decode(row[1])) for row in rows]

    async def articles(self, after: int, *, guild_id: int, limit: int) -> list[Arrival]:
        """The next visible articles of this server alone, or of what all share (0)."""
        rows = await self._connection.all(
            f"SELECT {ARRIVAL_COLUMNS} FROM articles WHERE articles.id > ? AND +guild_id = ?"
            " AND is_removed = 0 ORDER BY articles.id LIMIT ?",
            (after, guild_id, limit),
        )
        return list(map(to_arrival, rows))

    async def total(self, *, guild_id: int) -> int:
        """How many articles that is in all."""
        return int(
            await self._connection.value(
                "SELECT count(*) FROM articles WHERE guild_id = ? AND is_removed = 0", (guild_id,)
            )
        )
