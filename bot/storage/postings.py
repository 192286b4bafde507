"""Which articles hold a word: ascending ids, in blocks that one change rewrites a single one of."""

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from bot.storage.database import Connection, listed
from bot.storage.facts import INDEX_VERSION

_ID = "I"
ID_SIZE = 4
LIST_BITS = 32
_ALL_IDS = (1 << LIST_BITS) - 1
# As many 32-bit ids as one page of SQLite (4,096 bytes) holds beside its header.
BLOCK_SIZE = 1_000
# So many lists are changed at a time: what is done in one piece keeps the event loop waiting.
_BATCH = 2_000
_NO_IDS = array(_ID)


class PostingsChange(NamedTuple):
    """Ids that come to a list and ids that leave it, both ascending and none in both."""

    added: Sequence[int] = ()
    removed: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index's version, and whether there are articles that not every server sees."""

    version: int
    has_private: bool


class Postings:
    """The table of postings: lists by their number, each of article ids."""

    def __init__(self, connection: Connection, *, block_size: int = BLOCK_SIZE) -> None:
        self._connection = connection
        self._block_size = block_size

    async def read(self, numbers: Iterable[int]) -> "tuple[IndexState, dict[int, array[int]]]":
        """The lists of these numbers but for empty ones, and the state of the index they are of."""
        rows = await self._connection.all(
            "SELECT -1, CAST((SELECT value FROM facts WHERE name = ?) AS INTEGER)"
            " UNION ALL SELECT -2, EXISTS (SELECT 1 FROM articles WHERE guild_id > 0)"
            " OR EXISTS (SELECT 1 FROM hidden_articles)"
            " UNION ALL SELECT postings.key, ids FROM json_each(?) AS wanted JOIN postings"
            " ON postings.key BETWEEN wanted.value << 32 AND (wanted.value << 32) + 4294967295",
            (INDEX_VERSION, listed(numbers)),
        )
        (_, version), (_, has_private), *blocks = rows
        lists: dict[int, array[int]] = {}
        for key, block in blocks:
            number = key >> LIST_BITS
            if number in lists:
                lists[number].extend(decode_ids(block))
            else:
                lists[number] = decode_ids(block)
        return IndexState(version or 0, bool(has_private)), lists

    async def read_between(
        self, numbers: Iterable[int], first: int, last: int
    ) -> dict[int, "array[int]"]:
        """Of these lists the blocks that hold ids from `first` to `last`, and so others around."""
        rows = await self._connection.all(
            "SELECT postings.key, ids FROM json_each(?1) AS wanted CROSS JOIN postings"
            " ON postings.key BETWEEN coalesce((SELECT max(key) FROM postings AS before"
            " WHERE before.key BETWEEN wanted.value << 32 AND (wanted.value << 32) + ?2),"
            " wanted.value << 32) AND (wanted.value << 32) + ?3",
            (listed(numbers), first, last),
        )
        lists: dict[int, array[int]] = {}
        for key, block in rows:
            lists.setdefault(key >> LIST_BITS, array(_ID)).extend(decode_ids(block))
        return lists

    async def read_newest(self, numbers: Sequence[int], *, blocks: int) -> dict[int, "array[int]"]:
        """The last blocks of these lists, which have the ids of the newest articles."""
        lists: dict[int, array[int]] = {}
        if not numbers:
            return lists
        tails = " UNION ALL ".join(
            "SELECT * FROM (SELECT key, ids FROM postings WHERE key BETWEEN ? AND ?"
            " ORDER BY key DESC LIMIT ?)"
            for _ in numbers
        )
        spans = [(n << LIST_BITS, n << LIST_BITS | _ALL_IDS, blocks) for n in numbers]
        rows = await self._connection.all(tails, [value for span in spans for value in span])
        for key, block in sorted(tuple(row) for row in rows):
            lists.setdefault(key >> LIST_BITS, array(_ID)).extend(decode_ids(block))
        return lists

    async def change(self, changes: Iterable[tuple[int, PostingsChange]]) -> None:
        """Bring and take ids, by the lists' numbers; only the blocks they belong to are written."""
        remaining = iter(changes)
        while batch := dict(islice(remaining, _BATCH)):
            touched = await self._touched(await self._known(batch))
            rewriting = _Rewriting(batch, touched, self._block_size)
            # The rows are made in the connection's thread, as it asks for them.
            await self._connection.run_many(
                "INSERT OR REPLACE INTO postings (key, ids) VALUES (?, ?)", rewriting.rows()
            )
            await self._connection.run_many(
                "DELETE FROM postings WHERE key = ?", [(key,) for key in rewriting.gone]
            )

    async def delete_all(self) -> None:
        """Forget every list."""
        await self._connection.run("DELETE FROM postings")

    async def _known(self, changes: Mapping[int, PostingsChange]) -> Mapping[int, PostingsChange]:
        """The changes of lists that may be there; of few it isn't worth while to ask."""
        if len(changes) < _BATCH:
            return changes
        highest = await self._connection.value("SELECT max(key) FROM postings")
        known = -1 if highest is None else highest >> LIST_BITS
        return {number: change for number, change in changes.items() if number <= known}

    async def _touched(self, changes: Mapping[int, PostingsChange]) -> list[tuple[int, bytes]]:
        """The blocks from the first to the last id that a change concerns, in order.

        An id that comes before all belongs to the first block.
        """
        rows = await self._connection.all(
            "SELECT postings.key, ids FROM (SELECT value ->> 2 AS last, coalesce("
            "(SELECT max(key) FROM postings WHERE key BETWEEN value ->> 0 AND value ->> 1),"
            " (SELECT min(key) FROM postings WHERE key BETWEEN value ->> 1 AND value ->> 3)"
            ") AS first FROM json_each(?)) AS span"
            " JOIN postings ON postings.key BETWEEN span.first AND max(span.first, span.last)"
            " ORDER BY postings.key",
            (_spans(changes),),
        )
        return [(key, ids) for key, ids in rows]


class _Rewriting:
    """Makes new blocks of old ones; `gone` are the keys that none of the new ones has."""

    def __init__(
        self,
        changes: Mapping[int, PostingsChange],
        touched: Iterable[tuple[int, bytes]],
        block_size: int,
    ) -> None:
        self.gone: set[int] = set()
        self._changes = changes
        self._block_size = block_size
        self._touched: dict[int, list[array[int]]] = {}
        for key, ids in touched:
            self._touched.setdefault(key >> LIST_BITS, []).append(decode_ids(ids))

    def rows(self) -> Iterator[tuple[int, bytes]]:
        """The keys and ids of the blocks that are new or changed."""
        for number, change in self._changes.items():
            first = number << LIST_BITS
            blocks = self._touched.get(number)
            if blocks is None:
                yield from _rows(first, self._merged(_NO_IDS, change))
                continue
            for block, part in _parts(blocks, change):
                new = list(self._merged(block, part))
                if all(ids[0] != block[0] for ids in new):
                    self.gone.add(first | block[0])
                yield from _rows(first, new)

    def _merged(self, block: "array[int]", change: PostingsChange) -> Iterator["array[int]"]:
        size = self._block_size
        if not change.removed and (not block or change.added[0] > block[-1]):
            # New articles bear the highest ids, so that this is what nearly always happens.
            ids = block + array(_ID, change.added)
        else:
            ids = array(_ID, sorted({*block, *change.added}.difference(change.removed)))
            if len(ids) > size:
                # Where one id came in between, others may.
                size = max(1, size // 2)
        return (ids[at : at + size] for at in range(0, len(ids), size))


def _rows(first: int, blocks: Iterable["array[int]"]) -> Iterator[tuple[int, bytes]]:
    return ((first | ids[0], encode_ids(ids)) for ids in blocks)


def _parts(
    blocks: Sequence["array[int]"], change: PostingsChange
) -> Iterator[tuple["array[int]", PostingsChange]]:
    """The blocks that change, each with its part of the change."""
    starts = [block[0] for block in blocks[1:]]
    added, removed = _split(change.added, starts), _split(change.removed, starts)
    for block, more, fewer in zip(blocks, added, removed, strict=True):
        if more or fewer:
            yield block, PostingsChange(more, fewer)


def _split(ids: Sequence[int], starts: Iterable[int]) -> list[Sequence[int]]:
    ends = [0, *(bisect_left(ids, start) for start in starts), len(ids)]
    return [ids[begin:end] for begin, end in pairwise(ends)]


def _spans(changes: Mapping[int, PostingsChange]) -> str:
    """For each list its first and last key, between them those of the ends of its change."""
    spans = []
    for number, change in changes.items():
        first = number << LIST_BITS
        ends = [ids[end] for ids in (change.added, change.removed) if ids for end in (0, -1)]
        spans.append((first, first | min(ends), first | max(ends), first | _ALL_IDS))
    return json.dumps(spans)


def list_of_block(key: int) -> int:
    """The number of the list that the block of this key belongs to."""
    return key >> LIST_BITS


def start_of_block(key: int) -> int:
    """The first id of the block of this key."""
    return key & _ALL_IDS


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
