"""Which articles hold a word: ascending ids, in blocks that one change rewrites a single one of."""

import json
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.storage.database import Connection, listed
from bot.storage.facts import INDEX_VERSION

_ID = "I"
ID_SIZE = 4
_LIST_BITS = 32
_ALL_IDS = (1 << _LIST_BITS) - 1
# As many 32-bit ids as one page of SQLite (4,096 bytes) holds beside its header.
_BLOCK = 1_000


@dataclass(slots=True)
class PostingsChange:
    """Ids that come to a list and ids that leave it."""

    added: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index's version, and whether there are articles that not every server sees."""

    version: int
    has_private: bool


class Postings:
    """The table of postings: lists by their number, each of article ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def read(self, numbers: Iterable[int]) -> "tuple[IndexState, dict[int, array[int]]]":
        """The lists of these numbers but for empty ones, and the state of the index they are of."""
        rows = await self._connection.all(
            "SELECT -1, CAST((SELECT value FROM facts WHERE name = ?) AS INTEGER)"
            " UNION ALL SELECT -2, EXISTS (SELECT 1 FROM articles WHERE guild_id > 0)"
            " UNION ALL SELECT postings.key, ids FROM json_each(?) AS wanted JOIN postings"
            " ON postings.key BETWEEN wanted.value << 32 AND (wanted.value << 32) + 4294967295",
            (INDEX_VERSION, listed(numbers)),
        )
        (_, version), (_, has_private), *blocks = rows
        lists: dict[int, array[int]] = {}
        for key, block in blocks:
            number = key >> _LIST_BITS
            if number in lists:
                lists[number].extend(decode_ids(block))
            else:
                lists[number] = decode_ids(block)
        return IndexState(version or 0, bool(has_private)), lists

    async def read_newest(
        self, numbers: Sequence[int], *, blocks: int
    ) -> dict[int, "array[int]"]:
        """The last blocks of these lists, which have the ids of the newest articles."""
        lists: dict[int, array[int]] = {}
        if not numbers:
            return lists
        tails = " UNION ALL ".join(
            "SELECT * FROM (SELECT key, ids FROM postings WHERE key BETWEEN ? AND ?"
            " ORDER BY key DESC LIMIT ?)"
            for _ in numbers
        )
        spans = [(n << _LIST_BITS, n << _LIST_BITS | _ALL_IDS, blocks) for n in numbers]
        rows = await self._connection.all(tails, [value for span in spans for value in span])
        for key, block in sorted(tuple(row) for row in rows):
            lists.setdefault(key >> _LIST_BITS, array(_ID)).extend(decode_ids(block))
        return lists

    async def change(self, changes: Mapping[int, PostingsChange]) -> None:
        """Bring and take ids; only the blocks that they belong to are written."""
        touched = await self._touched(changes)
        await self._connection.run_many(
            "DELETE FROM postings WHERE key = ?", [(key,) for key in touched]
        )
        before: dict[int, array[int]] = {}
        for key, ids in touched.items():
            before.setdefault(key >> _LIST_BITS, array(_ID)).extend(ids)
        await self._connection.run_many(
            "INSERT INTO postings (key, ids) VALUES (?, ?)",
            (
                (number << _LIST_BITS | block[0], encode_ids(block))
                for number, change in sorted(changes.items())
                for block in _changed(before.get(number, array(_ID)), change)
            ),
        )

    async def delete_all(self) -> None:
        """Forget every list."""
        await self._connection.run("DELETE FROM postings")

    async def _touched(self, changes: Mapping[int, PostingsChange]) -> dict[int, "array[int]"]:
        """The blocks from the first to the last id that a change concerns, in order."""
        rows = await self._connection.all(
            "SELECT postings.key, ids FROM json_each(?) AS span JOIN postings"
            " ON postings.key BETWEEN coalesce((SELECT max(begun.key) FROM postings AS begun"
            " WHERE begun.key BETWEEN span.value ->> 0 AND span.value ->> 1), span.value ->> 0)"
            " AND span.value ->> 2 ORDER BY postings.key",
            (_spans(changes),),
        )
        return {key: decode_ids(block) for key, block in rows}


def _spans(changes: Mapping[int, PostingsChange]) -> str:
    """For each list the keys that its blocks begin at, and those of the lowest and highest id."""
    spans = []
    for number, change in changes.items():
        first = number << _LIST_BITS
        ids = change.added + change.removed
        spans.append((first, first | min(ids), first | max(ids)))
    return json.dumps(spans)


def _changed(before: "array[int]", change: PostingsChange) -> Iterator["array[int]"]:
    if not change.removed and (not before or change.added[0] > before[-1]):
        # New articles bear the highest ids, so that this is what nearly always happens.
        return _blocks(before + array(_ID, change.added), _BLOCK)
    ids = sorted({*before, *change.added}.difference(change.removed))
    # Where one id came in between, others may.
    return _blocks(array(_ID, ids), _BLOCK // 2)


def _blocks(ids: "array[int]", size: int) -> Iterator["array[int]"]:
    return (ids[at : at + size] for at in range(0, len(ids), size))


def encode_ids(ids: Iterable[int]) -> bytes:
    """Numbers below 2^32 as bytes, in their order."""
    numbers = array(_ID, ids)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def decode_ids(data: bytes) -> "array[int]":
    """The numbers that `encode_ids` wrote."""
    numbers = array(_ID)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
