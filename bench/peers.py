"""What a Python bot could search with instead: FTS5, tantivy, a RapidFuzz scan.

All keep the same folded words as ours, and are asked in the way that was found to be their best.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from engines import TOP, Row
from rapidfuzz import fuzz, process

# One word of a title weighs as much as so many of an excerpt.
_TITLE_WEIGHT = 10
# From this many letters two edits are allowed.
_LONG = 8


class Fts5:
    """SQLite's full-text index: articles that hold all words, else any of them, by bm25."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"

    def build(self, rows: Iterable[Row]) -> None:
        """Index without content: the words stand in the index alone."""
        connection = sqlite3.connect(self._path)
        connection.execute(
            "CREATE VIRTUAL TABLE words USING fts5 (title, excerpt, content = '',"
            " tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
        )
        connection.executemany(
            "INSERT INTO words (rowid, title, excerpt) VALUES (?, ?, ?)",
            ((row.id, row.title, row.excerpt) for row in rows),
        )
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        connection.commit()
        connection.close()

    async def open(self) -> None:
        """Open the file with as much cache as ours has."""
        self._connection = sqlite3.connect(self._path)
        self._connection.execute("PRAGMA cache_size = -32768")

    async def search(self, text: str) -> Sequence[int]:
        """By all words, else by any, of which the last may have only begun."""
        words = [f'"{word}"' for word in text.split()]
        return self._matching(" ".join(words)) or self._matching(" OR ".join(words) + "*")

    async def complete(self, text: str) -> Sequence[int]:
        """By all words, of which the last has only begun."""
        return self._matching(" ".join(f'"{word}"' for word in text.split()) + "*")

    def _matching(self, expression: str) -> Sequence[int]:
        rows = self._connection.execute(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, ?, 1) LIMIT ?",
            (expression, _TITLE_WEIGHT, TOP),
        )
        return [row[0] for row in rows]

    async def close(self) -> None:
        """Close the file."""
        self._connection.close()


class FuzzyScan:
    """RapidFuzz over every title."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "titles.txt"
        self._titles: list[str] = []

    def build(self, rows: Iterable[Row]) -> None:
        """Keep the titles, a line each; ids count from 1."""
        with self._path.open("w", encoding="utf-8") as file:
            file.writelines(f"{row.title}\n" for row in rows)

    async def open(self) -> None:
        """Read all titles into memory."""
        self._titles = self._path.read_text(encoding="utf-8").split("\n")[:-1]

    async def search(self, text: str) -> Sequence[int]:
        """By the likeness of the sets of words."""
        found = process.extract(text, self._titles, scorer=fuzz.token_set_ratio, limit=TOP)
        return [index + 1 for _, _, index in found]

    async def complete(self, text: str) -> Sequence[int]:
        """Likewise: it knows no unfinished words."""
        return await self.search(text)

    async def close(self) -> None:
        """Forget the titles."""
        self._titles = []


class Tantivy:
    """Each word exact, or within one or two edits; any of them, by bm25.

    A word within edits scores 1, whatever its frequency, and `exact_weight` times its bm25 more if
    it is exact: 2 is what one would write; 0.1 was found best by far, of 0.05 to 5.
    """

    def __init__(self, folder: Path, *, excerpts: bool, exact_weight: float) -> None:
        # Only --peers brings it.
        import tantivy  # noqa: PLC0415

        self._library: Any = tantivy
        self._exact_weight = exact_weight
        self._folder = folder / "tantivy"
        self._weights = {"title": 1.0, "excerpt": 1 / _TITLE_WEIGHT} if excerpts else {"title": 1.0}
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", fast=True)
        for name in self._weights:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
        self._schema = builder.build()

    def build(self, rows: Iterable[Row]) -> None:
        """Write the index, in one thread."""
        self._folder.mkdir()
        index = self._library.Index(self._schema, path=str(self._folder))
        writer = index.writer(heap_size=512_000_000, num_threads=1)
        for row in rows:
            fields = {name: getattr(row, name) for name in self._weights}
            writer.add_document(self._library.Document(id=row.id, **fields))
        writer.commit()
        writer.wait_merging_threads()

    async def open(self) -> None:
        """Map the files into memory."""
        self._searcher = self._library.Index.open(str(self._folder)).searcher()

    async def search(self, text: str) -> Sequence[int]:
        """By any of the words; the last may have only begun."""
        words = text.split()
        last = len(words) - 1
        parts = [
            part
            for at, word in enumerate(words)
            for field in self._weights
            for part in self._one_word(word, field, is_last=at == last)
        ]
        should = self._library.Occur.Should
        query = self._library.Query.boolean_query([(should, part) for part in parts])
        found = self._searcher.search(query, TOP, count=False).hits
        return self._searcher.fast_field_values("id", [address for _, address in found])

    def _one_word(self, word: str, field: str, *, is_last: bool) -> Sequence[Any]:
        queries = self._library.Query
        exact = queries.term_query(self._schema, field, word, "freq")
        edits = 1 if len(word) < _LONG else 2
        near = queries.fuzzy_term_query(
            self._schema, field, word, edits, transposition_cost_one=True, prefix=is_last
        )
        weight = self._weights[field]
        return (
            queries.boost_query(exact, self._exact_weight * weight),
            near if weight == 1 else queries.boost_query(near, weight),
        )

    async def complete(self, text: str) -> Sequence[int]:
        """Likewise."""
        return await self.search(text)

    async def close(self) -> None:
        """Let the files go."""
        del self._searcher
