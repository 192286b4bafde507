"""Articles as readers see them.

Every read is for a server, which sees the archive that all share and its own articles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.article import Article
from bot.storage.article_rows import COLUMNS, PUT, NumberedArticle, to_article, to_row
from bot.storage.database import Connection, listed
from bot.storage.tallies import Tallies
from bot.storage.unplaced_articles import UnplacedArticles

# The archive that all servers share; a server's own articles bear its id.
SHARED = 0
# What is shared or the server's own, and not hidden from it. That the server comes from a subquery
# keeps SQLite from walking through all articles of the archive by their server.
SEEN = (
    "EXISTS (SELECT 1 FROM (SELECT ? AS guild) AS seen"
    " WHERE articles.guild_id IN (0, seen.guild) AND NOT EXISTS (SELECT 1"
    " FROM hidden_articles AS hidden WHERE hidden.guild_id = seen.guild"
    " AND hidden.article_id = articles.id))"
)
VISIBLE = f"articles.is_removed = 0 AND {SEEN}"
# Of a shared article the version that the server sees in its place, if there is one.
VERSION = (
    "(SELECT version.id FROM articles AS version WHERE version.stands_for = {0}"
    " AND version.guild_id = ? AND version.is_removed = 0)"
)


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """What tells whether a merged article is new or changed."""

    id: int
    digest: bytes
    is_removed: bool


class Articles:
    """The tables of articles and their topics."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies = Tallies(connection)
        self._unplaced = UnplacedArticles(connection)

    async def known(self, keys: Iterable[str], guild_id: int = SHARED) -> dict[str, KnownArticle]:
        """The articles under these keys of the shared archive, or the server's own ones alone."""
        rows = await self._connection.all(
            "SELECT key, id, digest, is_removed FROM articles"
            " WHERE guild_id = ? AND key IN (SELECT value FROM json_each(?))",
            (guild_id, listed(keys)),
        )
        return {row[0]: KnownArticle(row[1], row[2], bool(row[3])) for row in rows}

    async def next_id(self) -> int:
        """An id that no article has or ever had: buttons of old messages name ids."""
        return int(
            await self._connection.value(
                "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'articles'"
            )
        )

    async def put(self, articles: Sequence[NumberedArticle]) -> None:
        """Store articles, new or changed, each for the servers that its `guild_id` tells."""
        ids = [article.id for article in articles]
        highest = await self._connection.value("SELECT coalesce(max(id), 0) FROM articles")
        old = [article_id for article_id in ids if article_id <= highest]
        async with self._tallies.changing(ids, old=old):
            await self._connection.run_many(PUT, map(to_row, articles))
            await self._put_topics(articles, old)
        await self._unplaced.reconsider(ids, old=old)

    async def _put_topics(self, articles: Sequence[NumberedArticle], old: Sequence[int]) -> None:
        topics = [(a.id, a.merged.statement.topics) for a in articles]
        ids = await self._topic_ids({name for _, names in topics for name in names})
        if old:
            await self._connection.run(
                "DELETE FROM article_topics WHERE article_id IN (SELECT value FROM json_each(?))",
                (listed(old),),
            )
        await self._connection.run_many(
            "INSERT INTO article_topics (article_id, position, topic_id) VALUES (?, ?, ?)",
            [(i, position, ids[n]) for i, names in topics for position, n in enumerate(names)],
        )

    async def _topic_ids(self, names: Iterable[str]) -> dict[str, int]:
        """The ids of the topics of these names; new ones get one."""
        wanted = listed(names)
        if wanted == listed(()):
            return {}
        await self._connection.run(
            "INSERT OR IGNORE INTO topics (name) SELECT value FROM json_each(?)", (wanted,)
        )
        rows = await self._connection.all(
            "SELECT name, id FROM topics WHERE name IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
        return dict(rows)  # type: ignore[arg-type]

    async def delete(self, ids: Iterable[int]) -> None:
        """Forget articles that nothing states any more."""
        gone = list(ids)
        await self._unplaced.forget(gone)
        async with self._tallies.changing((), old=gone):
            await self._connection.run(
                "DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", (listed(gone),)
            )

    async def by_ids(self, ids: Sequence[int], *, guild_id: int | None) -> list[Article]:
        """The visible ones of these articles, in the order of the ids."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS} FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value"
            f" WHERE {VISIBLE} ORDER BY wanted.key",
            (listed(ids), guild_id or SHARED),
        )
        return [to_article(row) for row in rows]

    async def shown_ids(self, ids: Iterable[int], *, guild_id: int | None) -> dict[int, int]:
        """Of these ids, as old buttons and lists name them, those by which others are seen now.

        A shared article is seen by the server's own version, and a version that is no more by the
        shared one. Ids that stay, or lead to nothing, are left out.
        """
        if not guild_id:
            return {}
        rows = await self._connection.all(
            "SELECT wanted.value, version.id FROM json_each(?1) AS wanted"
            " CROSS JOIN articles AS version ON version.stands_for = wanted.value"
            " WHERE version.guild_id = ?2 AND version.is_removed = 0"
            " UNION ALL SELECT version.id, version.stands_for FROM json_each(?1) AS wanted"
            " CROSS JOIN articles AS version ON version.id = wanted.value"
            " WHERE version.guild_id = ?2 AND version.stands_for IS NOT NULL"
            " AND version.is_removed = 1",
            (listed(ids), guild_id),
        )
        return dict(rows)  # type: ignore[arg-type]  # rows of two columns

    async def after(self, article_id: int, *, limit: int) -> list[Article]:
        """The next articles by id, of all servers, but for removed ones."""
        rows = await self._connection.all(
            f"SELECT {COLUMNS} FROM articles WHERE articles.id > ? AND is_removed = 0"
            " ORDER BY articles.id LIMIT ?",
            (article_id, limit),
        )
        return [to_article(row) for row in rows]

    async def total(self) -> int:
        """How many articles there are, of all servers, but for removed ones."""
        return int(
            await self._connection.value("SELECT count(*) FROM articles WHERE is_removed = 0")
        )

    async def id_of(self, key: str, *, guild_id: int | None) -> int | None:
        """The visible article under this key, the server's own before the shared one.

        Else the one that an article or AMP copy of this key was merged into, or the one to which a
        desk gave the address of this key.
        """
        found = await self._connection.value(
            f"SELECT id FROM articles WHERE key = ? AND {VISIBLE} ORDER BY guild_id DESC",
            (key, guild_id or SHARED),
        )
        if found is None:
            version = VERSION.format("stated.article_id")
            found = await self._connection.value(
                "SELECT articles.id FROM (SELECT article_id FROM statements WHERE key = ?"
                " UNION SELECT article_id FROM twins JOIN statements ON id = statement_id"
                " WHERE twin = ?) AS stated"
                f" CROSS JOIN articles ON articles.id = coalesce({version}, stated.article_id)"
                f" WHERE {VISIBLE} ORDER BY articles.id",
                (key, key, guild_id or SHARED, guild_id or SHARED),
            )
        if found is None:
            found = await self._connection.value(
                "SELECT articles.id FROM desk_addresses AS moved CROSS JOIN articles"
                " ON articles.key = moved.key AND articles.guild_id IN (0, moved.guild_id)"
                f" WHERE address = ? AND moved.guild_id IN (0, ?) AND {VISIBLE}"
                " ORDER BY articles.guild_id DESC, articles.id",
                (key, guild_id or SHARED, guild_id or SHARED),
            )
        return None if found is None else int(found)

    async def counts(self, *, guild_id: int | None) -> tuple[int, int]:
        """How many visible articles have a file of their own, and how many have none."""
        rows = await self._connection.all(
            f"SELECT has_file, count(*) FROM articles WHERE {VISIBLE} GROUP BY has_file",
            (guild_id or SHARED,),
        )
        by_file = {bool(has_file): int(count) for has_file, count in rows}
        return by_file.get(True, 0), by_file.get(False, 0)

    async def visible_mentioned_by(self, paths: Iterable[str]) -> set[int]:
        """The visible articles of the shared archive that these files state."""
        rows = await self._connection.all(
            "WITH read AS (SELECT id FROM files WHERE path IN (SELECT value FROM json_each(?)))"
            " SELECT id FROM articles WHERE is_removed = 0 AND EXISTS (SELECT 1 FROM statements"
            " JOIN mentions ON statement_id = statements.id"
            " WHERE article_id = articles.id AND file_id IN read)",
            (listed(paths),),
        )
        return {row[0] for row in rows}
