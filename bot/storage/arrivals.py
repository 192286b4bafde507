"""Articles of one archive as they arrived, to be put into another: what a replay is made of.

An article arrives when it comes out. Only the archive that all servers share is replayed.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from bot.domain.article import Image, MergedArticle, Section, Statement
from bot.storage.articles import SHARED
from bot.storage.database import Connection, Row, listed

_images = msgspec.json.Decoder(tuple[Image, ...])
_body = msgspec.json.Decoder(tuple[Section, ...])
ARRIVAL_COLUMNS = (
    "articles.id, key, url, title, published, has_file, excerpt, provider, domain, kind, category,"
    " locale, quality, heat, is_featured, is_removed, updated, tags, images, body, topics_inferred,"
    " (SELECT json_group_array(name) FROM (SELECT name FROM article_topics"
    " JOIN topics ON topics.id = topic_id WHERE article_id = articles.id ORDER BY position))"
)
_FROM = "FROM articles INDEXED BY articles_by_published WHERE guild_id = 0"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article with the id that it has in its own archive."""

    id: int
    merged: MergedArticle


class Listing(NamedTuple):
    """That an article's file lists another as related, at this place, by their ids."""

    article_id: int
    place: int
    listed_id: int


class Arrivals:
    """The tables of articles and their related lists, as a replay reads and writes them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def until(self, moment: datetime, *, limit: int) -> list[Arrival]:
        """The last `limit` articles to arrive up to a moment, in the order of their arrival."""
        rows = await self._connection.all(
            f"SELECT {ARRIVAL_COLUMNS} {_FROM} AND published <= ? ORDER BY published DESC, key DESC"
            " LIMIT ?",
            (int(moment.timestamp()), limit),
        )
        return [to_arrival(row) for row in reversed(rows)]

    async def between(self, after: datetime, until: datetime) -> list[Arrival]:
        """The articles that arrived after a moment, up to another, in the order they did."""
        rows = await self._connection.all(
            f"SELECT {ARRIVAL_COLUMNS} {_FROM} AND published > ? AND published <= ?"
            " ORDER BY published, key",
            (int(after.timestamp()), int(until.timestamp())),
        )
        return list(map(to_arrival, rows))

    async def listings(self, article_ids: Iterable[int]) -> list[Listing]:
        """What the files of these articles list, and which files list these articles."""
        ids = listed(article_ids)
        own = await self._connection.all(
            "SELECT own.article_id, min(entry.position), stated.article_id"
            " FROM json_each(?) AS wanted"
            " CROSS JOIN statements AS own ON own.article_id = wanted.value"
            " CROSS JOIN mentions AS head ON head.statement_id = own.id AND head.position = 0"
            " CROSS JOIN mentions AS entry ON entry.file_id = head.file_id AND entry.position > 0"
            " CROSS JOIN statements AS stated ON stated.id = entry.statement_id"
            " WHERE stated.article_id <> own.article_id GROUP BY 1, 3",
            (ids,),
        )
        other = await self._connection.all(
            "SELECT own.article_id, min(entry.position), stated.article_id"
            " FROM json_each(?) AS wanted"
            " CROSS JOIN statements AS stated ON stated.article_id = wanted.value"
            " CROSS JOIN mentions AS entry ON entry.statement_id = stated.id AND entry.position > 0"
            " CROSS JOIN mentions AS head ON head.file_id = entry.file_id AND head.position = 0"
            " CROSS JOIN statements AS own ON own.id = head.statement_id"
            " WHERE stated.article_id <> own.article_id GROUP BY 1, 3",
            (ids,),
        )
        return sorted({Listing(*row) for row in (*own, *other)})

    async def put_listings(self, listings: Sequence[Listing]) -> None:
        """Store what lists what; each article has one file and one statement, both of its id."""
        named = {i for listing in listings for i in (listing.article_id, listing.listed_id)}
        heads = {listing.article_id for listing in listings}
        await self._connection.run_many(
            "INSERT OR IGNORE INTO statements (id, digest, key, is_own, topics, data, article_id)"
            " VALUES (?1, ?1, '', 1, '[]', '', ?1)",
            [(i,) for i in named],
        )
        await self._connection.run_many(
            "INSERT OR IGNORE INTO files (id, path, digest) VALUES (?1, ?1, x'')",
            [(i,) for i in heads],
        )
        await self._connection.run_many(
            "INSERT OR IGNORE INTO mentions (file_id, position, statement_id) VALUES (?, ?, ?)",
            [(i, 0, i) for i in heads] + [tuple(listing) for listing in listings],
        )

    async def rules(self) -> tuple[list[Row], list[Row]]:
        """What people have ruled: other names of topics, and which articles are one story."""
        aliases = await self._connection.all(
            "SELECT guild_id, alias, name FROM topic_aliases WHERE guild_id = ?", (SHARED,)
        )
        rulings = await self._connection.all(
            "SELECT one_key, other_key, verdict, made_at FROM story_rulings"
            " WHERE guild_id = 0 ORDER BY id"
        )
        return aliases, rulings

    async def put_rules(self, aliases: Sequence[Row], rulings: Sequence[Row]) -> None:
        """Store them in place of what is there."""
        await self._connection.run("DELETE FROM topic_aliases")
        await self._connection.run_many("INSERT INTO topic_aliases VALUES (?, ?, ?)", aliases)
        await self._connection.run_many(
            "INSERT INTO story_rulings (one_key, other_key, verdict, made_at) VALUES (?, ?, ?, ?)",
            rulings,
        )


def to_arrival(row: Row) -> Arrival:
    """The article in a row of `ARRIVAL_COLUMNS`."""
    updated = None if row[16] is None else _moment(row[16])
    statement = Statement(
        key=row[1],
        url=row[2],
        title=row[3],
        published=_moment(row[4]),
        is_own=bool(row[5]),
        excerpt=row[6],
        provider=row[7],
        domain=row[8],
        kind=row[9],
        category=row[10],
        locale=row[11],
        quality=row[12],
        heat=row[13],
        is_featured=bool(row[14]),
        is_removed=bool(row[15]),
        updated=updated,
        tags=tuple(json.loads(row[17])),
        images=_images.decode(row[18]),
        body=_body.decode(row[19]),
        topics=tuple(json.loads(row[21])),
    )
    return Arrival(row[0], MergedArticle(statement, bool(row[20])))


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
