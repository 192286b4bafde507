"""What files state of articles: distinct statements, and which file mentions which."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import msgspec

from bot.domain.article import Statement
from bot.storage.database import Connection, listed

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Statement)


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its id and the article it was merged into, if it was."""

    id: int
    statement: Statement
    article_id: int | None


class Statements:
    """The tables of statements, mentions and AMP twins."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # What this transaction stored itself need not be read again.
        self._stated: dict[int, Statement] = {}
        self._unmerged: set[int] = set()

    async def mentioned_by(self, file_ids: Iterable[int]) -> set[int]:
        """The ids of the statements that these files make."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT statement_id FROM mentions"
            " WHERE file_id IN (SELECT value FROM json_each(?))",
            file_ids,
        )
        return {row[0] for row in rows}

    async def add(self, mentions: Iterable[tuple[int, Sequence[Statement]]]) -> set[int]:
        """Store for each file id its own statement, then those of its related list; their ids.

        The same entry stands in many files as one object; it is encoded once.
        """
        encoded: dict[int, str] = {}
        distinct: dict[str, tuple[Statement, bytes]] = {}
        rows: list[tuple[int, int, str]] = []
        for file_id, statements in mentions:
            for position, statement in enumerate(statements):
                digest = encoded.get(id(statement))
                if digest is None:
                    data = _encoder.encode(statement)
                    digest = encoded[id(statement)] = _digest(data)
                    distinct.setdefault(digest, (statement, data))
                rows.append((file_id, position, digest))
        ids = await self._add_distinct(distinct)
        await self._connection.run_many(
            "INSERT INTO mentions (file_id, position, statement_id) VALUES (?, ?, ?)",
            [(file_id, position, ids[digest]) for file_id, position, digest in rows],
        )
        return set(ids.values())

    async def _add_distinct(
        self, distinct: Mapping[str, tuple[Statement, bytes]]
    ) -> dict[str, int]:
        """Store those of the statements that aren't yet; the id of each by its digest."""
        ids = await self._ids(distinct)
        first = int(await self._connection.value("SELECT coalesce(max(id), 0) + 1 FROM statements"))
        new = dict(zip((d for d in distinct if d not in ids), count(first), strict=False))
        await self._connection.run_many(
            "INSERT INTO statements (id, digest, key, is_own, topics, data)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, digest, s.key, s.is_own, _encoder.encode(s.topics).decode(), data.decode())
                for digest, number in new.items()
                for s, data in (distinct[digest],)
            ),
        )
        await self._connection.run_many(
            "INSERT OR IGNORE INTO twins (statement_id, twin) VALUES (?, ?)",
            [
                (number, twin)
                for digest, number in new.items()
                for twin in distinct[digest][0].twins
            ],
        )
        ids.update(new)
        self._unmerged.update(new.values())
        self._stated.update((number, distinct[digest][0]) for digest, number in ids.items())
        return ids

    async def _ids(self, digests: Iterable[str]) -> dict[str, int]:
        rows = await self._connection.all_among(
            "SELECT digest, id FROM statements WHERE digest IN (SELECT value FROM json_each(?))",
            digests,
        )
        return dict(rows)  # type: ignore[arg-type]

    async def keys(self, ids: Iterable[int]) -> set[str]:
        """The keys of the articles that these statements are about."""
        wanted = set(ids)
        known = wanted & self._stated.keys()
        rows = await self._connection.all_among(
            "SELECT DISTINCT key FROM statements WHERE id IN (SELECT value FROM json_each(?))",
            wanted - known,
        )
        return {row[0] for row in rows} | {self._stated[number].key for number in known}

    async def article_ids(self, ids: Iterable[int]) -> set[int]:
        """The articles that these statements were merged into."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT article_id FROM statements"
            " WHERE article_id IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
            set(ids) - self._unmerged,
        )
        return {row[0] for row in rows}

    async def delete_unmentioned(self, ids: Collection[int]) -> None:
        """Forget those of the statements that no file makes any more."""
        if ids:
            await self._connection.run(
                "DELETE FROM statements WHERE id IN (SELECT value FROM json_each(?))"
                " AND NOT EXISTS (SELECT 1 FROM mentions WHERE statement_id = statements.id)",
                (listed(ids),),
            )

    async def of_keys(self, keys: Iterable[str]) -> list[StoredStatement]:
        """All statements about these keys."""
        rows = await self._connection.all_among(
            "SELECT id, article_id FROM statements WHERE key IN (SELECT value FROM json_each(?))",
            keys,
        )
        stated = self._stated
        unknown = await self._connection.all_among(
            "SELECT id, data FROM statements WHERE id IN (SELECT value FROM json_each(?))",
            (row[0] for row in rows if row[0] not in stated),
        )
        stated.update((number, _decoder.decode(data)) for number, data in unknown)
        return [StoredStatement(row[0], stated[row[0]], row[1]) for row in rows]

    async def keys_of_articles(self, article_ids: Iterable[int]) -> set[str]:
        """The keys of the statements that were merged into these articles."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT key FROM statements"
            " WHERE article_id IN (SELECT value FROM json_each(?))",
            article_ids,
        )
        return {row[0] for row in rows}

    async def twins_of(self, keys: Iterable[str]) -> set[tuple[str, str]]:
        """Pairs of key and AMP copy in which one of the keys stands on either side."""
        if not await self._connection.value("SELECT EXISTS (SELECT 1 FROM twins)"):
            return set()
        either = listed(keys)
        rows = await self._connection.all(
            "SELECT key, twin FROM twins JOIN statements ON id = statement_id"
            " WHERE key IN (SELECT value FROM json_each(?))"
            " UNION SELECT key, twin FROM twins JOIN statements ON id = statement_id"
            " WHERE twin IN (SELECT value FROM json_each(?))",
            (either, either),
        )
        return {(key, twin) for key, twin in rows}

    async def parent_topics(self, ids: Iterable[int]) -> dict[int, list[str]]:
        """For each statement, the topics of the files that list it as related, in fixed order."""
        rows = await self._connection.all_among(
            "SELECT DISTINCT entry.statement_id, parent.topics FROM mentions AS entry"
            " JOIN mentions AS own ON own.file_id = entry.file_id AND own.position = 0"
            " JOIN statements AS parent ON parent.id = own.statement_id"
            " WHERE entry.position > 0"
            " AND entry.statement_id IN (SELECT value FROM json_each(?)) ORDER BY 1, 2",
            ids,
        )
        topics: dict[int, list[str]] = {}
        for statement_id, names in rows:
            topics.setdefault(statement_id, []).extend(json.loads(names))
        return topics

    async def assign(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Note for (article id, statement id) that the statement was merged into the article."""
        self._unmerged.clear()
        await self._connection.run_many(
            "UPDATE statements SET article_id = ?1 WHERE id = ?2 AND article_id IS NOT ?1", pairs
        )


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
