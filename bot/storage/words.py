"""The index's words: each with a number, and how many articles hold it."""

from collections.abc import Iterable
from typing import NamedTuple, cast

from bot.storage.database import Connection, listed


class StoredWord(NamedTuple):
    """A word with the articles that have it in their title, and elsewhere only."""

    id: int
    word: str
    titles: int
    others: int


def titles_list(word_id: int) -> int:
    """The number of the list of articles that have the word in their title."""
    return 2 * word_id


def others_list(word_id: int) -> int:
    """The number of the list of articles that have the word elsewhere only."""
    return 2 * word_id + 1


class Words:
    """The table of words."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def since(self, version: int) -> list[StoredWord]:
        """The words that changed after this version of the index; those held by none too."""
        # All of them are read faster without the index on versions.
        column = "version" if version else "+version"
        rows = await self._connection.all(
            f"SELECT id, word, titles, others FROM words WHERE {column} > ?", (version,)
        )
        # As tuples: a large archive has hundreds of thousands of them.
        return cast("list[StoredWord]", rows)

    async def rare(self, words: Iterable[str], *, most: int) -> list[StoredWord]:
        """Those of the words that 1 to `most` articles hold."""
        rows = await self._connection.all(
            "SELECT words.id, word, titles, others FROM json_each(?) AS wanted"
            " JOIN words ON word = wanted.value WHERE titles + others BETWEEN 1 AND ?",
            (listed(words), most),
        )
        return list(map(StoredWord._make, rows))

    async def documents(self, words: Iterable[str]) -> dict[str, int]:
        """How many articles hold each of those of the words that are stored."""
        rows = await self._connection.all(
            "SELECT word, titles + others FROM json_each(?) AS wanted"
            " CROSS JOIN words ON word = wanted.value",
            (listed(words),),
        )
        return {row[0]: row[1] for row in rows}

    async def numbers(self, words: Iterable[str]) -> tuple[dict[str, int], int]:
        """The ids of those of the words that are stored, and the highest id of all."""
        *stored, (_, highest) = await self._connection.all(
            "SELECT word, words.id FROM json_each(?) AS wanted JOIN words ON word = wanted.value"
            " UNION ALL SELECT NULL, coalesce(max(id), 0) FROM words",
            (listed(words),),
        )
        return dict(stored), highest  # type: ignore[arg-type]

    async def all_numbers(self) -> dict[str, int]:
        """The id of every word."""
        return dict(await self._connection.all("SELECT word, id FROM words"))  # type: ignore[arg-type]

    async def add(self, words: Iterable[tuple[int, str, int, int]], *, version: int) -> None:
        """Store words that aren't yet: number, word, and as many articles as in StoredWord."""
        await self._connection.run_many(
            "INSERT INTO words (id, word, titles, others, version) VALUES (?, ?, ?, ?, ?)",
            ((*word, version) for word in words),
        )

    async def count(self, growth: Iterable[tuple[int, int, int]], *, version: int) -> None:
        """Add for each word's id to the articles that have it in their title, and elsewhere."""
        await self._connection.run_many(
            "UPDATE words SET titles = titles + ?, others = others + ?, version = ? WHERE id = ?",
            ((titles, others, version, word_id) for word_id, titles, others in growth),
        )

    async def empty(self, *, version: int) -> None:
        """Count no article for any word; ids stay, since words in memory are known by them."""
        await self._connection.run(
            "UPDATE words SET titles = 0, others = 0, version = ? WHERE titles OR others",
            (version,),
        )
