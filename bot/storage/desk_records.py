"""What each desk's log makes of its subjects, as it is now."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from bot.domain.desk_act import ArticleState, Subject, SubjectKind
from bot.domain.desk_log import decode_state, encode_state
from bot.domain.desk_state import Record
from bot.storage.database import Connection, Row, listed


class DeskArticleRecord(NamedTuple):
    """What lies over the article of this key on a desk; None where nothing does any more."""

    desk_id: int
    key: str
    state: ArticleState | None


class DeskRecords:
    """The table of records."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, desk_id: int, subjects: Iterable[Subject]) -> dict[Subject, Record]:
        """The desk's records of these subjects, as far as they were ever touched."""
        by_kind: dict[SubjectKind, list[str]] = {}
        for subject in subjects:
            by_kind.setdefault(subject.kind, []).append(subject.name)
        records: dict[Subject, Record] = {}
        for kind, names in by_kind.items():
            rows = await self._connection.all(
                "SELECT kind, name, state, version, touched FROM json_each(?) AS wanted"
                " CROSS JOIN desk_records ON guild_id = ? AND kind = ? AND name = wanted.value",
                (listed(names), desk_id, kind),
            )
            records.update(map(_record, rows))
        return records

    async def all(self, desk_id: int, kind: SubjectKind | None = None) -> dict[Subject, Record]:
        """All records of the desk, or those of one kind."""
        rows = await self._connection.all(
            "SELECT kind, name, state, version, touched FROM desk_records"
            " WHERE guild_id = ?1 AND (?2 IS NULL OR kind = ?2)",
            (desk_id, kind),
        )
        return dict(map(_record, rows))

    async def desks(self) -> list[int]:
        """The desks that have records."""
        rows = await self._connection.all(
            "SELECT DISTINCT guild_id FROM desk_records ORDER BY guild_id"
        )
        return [row[0] for row in rows]

    async def put(self, desk_id: int, records: Mapping[Subject, Record]) -> None:
        """Keep these records in the place of older ones."""
        await self._connection.run_many(
            "INSERT OR REPLACE INTO desk_records (guild_id, kind, name, state, version, touched)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [
                (desk_id, subject.kind, subject.name, encode_state(r.state), r.version, r.touched)
                for subject, r in records.items()
            ],
        )

    async def rename(self, desk_id: int, old: Subject, new: Subject) -> None:
        """Have the record of one subject be that of another of its kind, which has none."""
        await self._connection.run(
            "UPDATE desk_records SET name = ? WHERE guild_id = ? AND kind = ? AND name = ?",
            (new.name, desk_id, old.kind, old.name),
        )

    async def delete_all(self, desk_id: int) -> None:
        """Forget the desk's records, to make them anew."""
        await self._connection.run("DELETE FROM desk_records WHERE guild_id = ?", (desk_id,))

    async def of_articles(
        self, keys: Iterable[str], *, desk_ids: Collection[int] | None = None
    ) -> list[DeskArticleRecord]:
        """What desks, or these alone, have of the articles under these keys.

        It is quick where no desk has any.
        """
        if not await self._connection.value(
            "SELECT EXISTS (SELECT 1 FROM desk_records WHERE kind = 'article')"
        ):
            return []
        among = "" if desk_ids is None else " AND guild_id IN (SELECT value FROM json_each(?))"
        values = () if desk_ids is None else (listed(desk_ids),)
        rows = await self._connection.all(
            "SELECT guild_id, name, state FROM json_each(?) AS wanted CROSS JOIN desk_records"
            f" ON name = wanted.value AND kind = 'article'{among} ORDER BY guild_id, name",
            (listed(keys), *values),
        )
        return list(map(_article, rows))

    async def retracted(self, desk_id: int) -> list[tuple[str, str]]:
        """Key and title of each article that the desk retracted, the latest first.

        Of a server's version the title is the version's.
        """
        rows = await self._connection.all(
            "SELECT record.name, title FROM desk_records AS record CROSS JOIN articles"
            " ON articles.id = (SELECT id FROM articles WHERE articles.key = record.name"
            " AND articles.guild_id IN (0, record.guild_id) ORDER BY articles.guild_id DESC)"
            " WHERE record.guild_id = ? AND record.kind = 'article'"
            " AND record.state ->> '$.retraction' IS NOT NULL ORDER BY touched DESC, name",
            (desk_id,),
        )
        return [(row[0], row[1]) for row in rows]

    async def pairs_of(self, desk_id: int, keys: Iterable[str]) -> list[Subject]:
        """The pairs with any of these articles that the desk ever ruled on."""
        rows = await self._connection.all(
            "SELECT DISTINCT name FROM desk_records, json_each(?) AS wanted"
            " WHERE guild_id = ? AND kind = 'pair' AND wanted.value IN"
            " (substr(name, 1, instr(name, ' ') - 1), substr(name, instr(name, ' ') + 1))",
            (listed(keys), desk_id),
        )
        return [Subject(SubjectKind.PAIR, row[0]) for row in rows]

    async def keys_of_articles(self) -> list[str]:
        """The keys of all articles that a desk ever touched."""
        rows = await self._connection.all(
            "SELECT DISTINCT name FROM desk_records WHERE kind = 'article' ORDER BY name"
        )
        return [row[0] for row in rows]


def _record(row: Row) -> tuple[Subject, Record]:
    kind = SubjectKind(row[0])
    return Subject(kind, row[1]), Record(decode_state(kind, row[2]), row[3], row[4])


def _article(row: Row) -> DeskArticleRecord:
    state = decode_state(SubjectKind.ARTICLE, row[2])
    return DeskArticleRecord(row[0], row[1], state if isinstance(state, ArticleState) else None)
