"""What the index knows of each article: its words in order, field by field."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.storage.database import Connection
from bot.storage.postings import ID_SIZE, decode_ids, encode_ids

# How much of a title is sorted by; what completes a longer beginning is then compared.
_START_LENGTH = 48
FIELDS = "article_id, start, title, excerpt, topics, rest"


class NumberedWords(NamedTuple):
    """An article's words as their numbers, in order; `start` is how its folded title begins."""

    article_id: int
    start: str
    title: Sequence[int]
    excerpt: Sequence[int]
    topics: Sequence[int]
    rest: Sequence[int]

    def have(self, phrases: Iterable[bytes]) -> Iterator[bool]:
        """Whether a field has the encoded words of each phrase in a row."""
        fields = [encode_ids(f) for f in (self.title, self.excerpt, self.topics, self.rest)]
        return (any(_holds(field, phrase) for field in fields) for phrase in phrases)

    def in_title(self) -> set[int]:
        """The words of the title."""
        return set(self.title)

    def elsewhere(self) -> set[int]:
        """The words that stand outside the title only."""
        words = set(self.excerpt)
        words.update(self.topics, self.rest)
        words.difference_update(self.title)
        return words


def _holds(words: bytes, phrase: bytes) -> bool:
    """Whether the phrase stands in the words, beginning where a word does."""
    at = words.find(phrase)
    while at > 0 and at % ID_SIZE:
        at = words.find(phrase, at + 1)
    return at >= 0


def title_start(title: str) -> str:
    """How a title of folded words begins, as far as titles are sorted."""
    return title[:_START_LENGTH]


class ArticleWords:
    """The table of articles' words."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, article_ids: Iterable[int]) -> dict[int, NumberedWords]:
        """What is indexed of these articles."""
        rows = await self._connection.all_among(
            f"SELECT {FIELDS} FROM article_words"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            article_ids,
        )
        return {row[0]: NumberedWords(row[0], row[1], *map(decode_ids, row[2:])) for row in rows}

    async def put(self, articles: Iterable[NumberedWords]) -> None:
        """Keep the words of articles, new or changed."""
        await self._connection.run_many(
            f"INSERT OR REPLACE INTO article_words ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?)",
            (
                (
                    a.article_id,
                    a.start,
                    *(encode_ids(ids) if ids else b"" for ids in a[2:]),
                )
                for a in articles
            ),
        )

    async def delete(self, article_ids: Iterable[int]) -> None:
        """Forget the words of articles."""
        await self._connection.run_many(
            "DELETE FROM article_words WHERE article_id = ?", [(i,) for i in article_ids]
        )

    async def delete_all(self) -> None:
        """Forget the words of every article."""
        await self._connection.run("DELETE FROM article_words")
