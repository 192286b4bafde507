"""Plain texts of the corpus: bodies, and the articles they belong to."""

from collections.abc import Iterable

import msgspec

from bot.domain.body import Sections
from bot.storage.database import Connection, listed

_decoder = msgspec.json.Decoder(Sections)


class Bodies:
    """The table of plain texts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, bodies: Iterable[tuple[int, Sections]]) -> None:
        """Store the body of each file id, belonging to no article yet."""
        await self._connection.run_many(
            "INSERT INTO bodies (file_id, sections) VALUES (?, ?)",
            [(file_id, msgspec.json.encode(sections).decode()) for file_id, sections in bodies],
        )

    async def articles_of(self, file_ids: Iterable[int]) -> set[int]:
        """The articles whose bodies these files are."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT article_id FROM bodies WHERE article_id IS NOT NULL"
            " AND file_id IN (SELECT value FROM json_each(?))",
            file_ids,
        )
        return {row[0] for row in rows}

    async def unattached(self) -> list[tuple[int, Sections]]:
        """The file ids and texts of bodies that belong to no known article."""
        rows = await self._connection.all(
            "SELECT file_id, sections FROM bodies WHERE article_id IS NULL ORDER BY file_id"
        )
        return [(row[0], _decoder.decode(row[1])) for row in rows]

    async def unattached_among(self, paths: Iterable[str]) -> list[str]:
        """Those of the paths whose text belongs to no known article."""
        rows = await self._connection.all(
            "SELECT path FROM bodies JOIN files ON files.id = file_id WHERE article_id IS NULL"
            " AND path IN (SELECT value FROM json_each(?)) ORDER BY path",
            (listed(paths),),
        )
        return [row[0] for row in rows]

    async def attach(self, file_id: int, article_id: int) -> None:
        """Note whose body the file is."""
        await self._connection.run(
            "UPDATE bodies SET article_id = ? WHERE file_id = ?", (article_id, file_id)
        )

    async def of_articles(self, article_ids: Iterable[int]) -> dict[int, Sections]:
        """The attached body of each article that has one; of several, the first by path."""
        rows = await self._connection.all_among(
            "SELECT article_id, sections FROM bodies JOIN files ON files.id = file_id"
            " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY path DESC",
            article_ids,
        )
        return {row[0]: _decoder.decode(row[1]) for row in rows}
