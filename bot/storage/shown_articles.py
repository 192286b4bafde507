"""What a server is shown now in the place of articles that it was shown once."""

from collections.abc import Iterable

from bot.domain.article import Article
from bot.domain.desk_act import ArticleState, SubjectKind
from bot.domain.desk_log import decode_state
from bot.domain.edited_part import ArticleNow
from bot.storage.article_rows import COLUMNS, to_article
from bot.storage.database import Connection, listed

# Of each article the server's version before what it stands for.
_CANDIDATES = (
    f"SELECT asked, key, articles.is_removed = 0 AND articles.guild_id IN (0, ?2) AND NOT EXISTS"
    " (SELECT 1 FROM hidden_articles AS hidden"
    " WHERE hidden.guild_id = ?2 AND hidden.article_id = articles.id),"
    f" {COLUMNS} FROM (SELECT given.value AS asked, coalesce(named.stands_for, named.id)"
    " AS original FROM json_each(?1) AS given"
    " CROSS JOIN articles AS named ON named.id = given.value) AS wanted"
    " CROSS JOIN articles ON articles.id = original"
    " OR (stands_for = original AND articles.guild_id = ?2)"
    " ORDER BY asked, articles.guild_id DESC"
)


class ShownArticles:
    """Articles, versions of them, what is hidden, and why it was retracted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def to(self, guild_id: int, article_ids: Iterable[int]) -> dict[int, ArticleNow]:
        """What the server is shown for each of the articles that still exist."""
        rows = await self._connection.all(_CANDIDATES, (listed(article_ids), guild_id))
        found: dict[int, ArticleNow] = {}
        for asked, _, is_visible, *columns in rows:
            if is_visible:
                found.setdefault(asked, ArticleNow(to_article(columns)))
        hidden = [(asked, key) for asked, key, *_ in rows if asked not in found]
        reasons = await self._retractions(guild_id, (key for _, key in hidden))
        for asked, key in hidden:
            if not found.setdefault(asked, ArticleNow(None)).retraction:
                found[asked] = ArticleNow(None, reasons.get(key, ""))
        return found

    async def _retractions(self, guild_id: int, keys: Iterable[str]) -> dict[str, str]:
        """Why articles are retracted, by key; the server's own reason before that of all."""
        rows = await self._connection.all(
            "SELECT name, state FROM json_each(?) AS wanted CROSS JOIN desk_records"
            " ON name = wanted.value WHERE kind = 'article' AND guild_id IN (0, ?)"
            " ORDER BY guild_id",
            (listed(keys), guild_id),
        )
        reasons: dict[str, str] = {}
        for name, data in rows:
            state = decode_state(SubjectKind.ARTICLE, data)
            if isinstance(state, ArticleState) and state.retraction is not None:
                reasons[name] = state.retraction
        return reasons

    async def changed(self, told: Iterable[Article]) -> set[int]:
        """The ids of articles that are removed now, or have another title or address."""
        by_id = {article.id: article for article in told}
        rows = await self._connection.all(
            "SELECT articles.id, title, url, is_removed FROM json_each(?) AS wanted"
            " CROSS JOIN articles ON articles.id = wanted.value",
            (listed(by_id),),
        )
        return {
            article_id
            for article_id, title, url, is_removed in rows
            if is_removed or (title, url) != (by_id[article_id].title, by_id[article_id].url)
        }

    async def hidden(
        self, guild_ids: Iterable[int], article_ids: Iterable[int]
    ) -> set[tuple[int, int]]:
        """Servers with the articles that are hidden from them."""
        rows = await self._connection.all(
            "SELECT guild_id, article_id FROM json_each(?) AS wanted CROSS JOIN hidden_articles"
            " ON article_id = wanted.value AND guild_id IN (SELECT value FROM json_each(?))",
            (listed(article_ids), listed(guild_ids)),
        )
        return {(row[0], row[1]) for row in rows}
