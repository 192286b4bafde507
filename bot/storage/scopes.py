"""How a scope is read from the tables: from where, and under which conditions."""

from dataclasses import dataclass

from bot.domain.scope import Scope
from bot.storage.articles import SHARED, VISIBLE
from bot.storage.database import Connection, listed
from bot.storage.tallies import TOPIC

# The story that a server reads of an article, its own before that of all, by what `PLACED` joins,
# which binds the server; one that isn't placed yet is a story by itself.
STORY = "coalesce(own.story_id, shared.story_id, articles.id)"
IS_PLACED = "coalesce(own.story_id, shared.story_id) IS NOT NULL"
PLACED = (
    " LEFT JOIN own_stories AS own ON own.guild_id = ? AND own.article_id = articles.id"
    " LEFT JOIN story_members AS shared ON shared.article_id = articles.id"
)
_BY_TIME = " FROM articles INDEXED BY articles_by_published"
_BY_ID = " FROM json_each(?) AS wanted CROSS JOIN articles ON articles.id = wanted.value"
_TOPIC_IDS = "(SELECT id FROM topics WHERE name IN (SELECT value FROM json_each(?)))"
_BY_TOPIC = (
    " FROM (SELECT DISTINCT article_id AS id FROM article_topics WHERE topic_id IN"
    f" {_TOPIC_IDS}) AS wanted CROSS JOIN articles ON articles.id = wanted.id"
)
_ON_TOPIC = (
    " AND EXISTS (SELECT 1 FROM article_topics WHERE article_topics.article_id = articles.id"
    f" AND topic_id IN {_TOPIC_IDS})"
)
_IN_TIME = f" WHERE {VISIBLE} AND published >= ? AND published < ?"
_FOREVER = 1 << 60

Values = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The FROM of a statement, its WHERE, and the values of each."""

    articles: str
    where: str
    of_articles: Values
    of_where: Values
    guild_id: int

    @property
    def article_values(self) -> Values:
        """The values of `articles` and `where`."""
        return (*self.of_articles, *self.of_where)

    @property
    def tables(self) -> str:
        """The FROM with the articles' stories."""
        return self.articles + PLACED

    @property
    def values(self) -> Values:
        """The values of `tables` and `where`."""
        return (*self.of_articles, self.guild_id, *self.of_where)


async def source_of(connection: Connection, scope: Scope, *, guild_id: int | None) -> Source:
    """The visible articles of the scope, by whichever way holds fewer: topic, ids, or time."""
    span = _span(scope)
    guild = guild_id or SHARED
    visible: Values = (guild, *span)
    topics = () if scope.topics is None else (listed(scope.topics),)
    on_topic = _ON_TOPIC if topics else ""
    if scope.ids is not None:
        ids = (listed(scope.ids),)
        return Source(_BY_ID, _IN_TIME + on_topic, ids, (*visible, *topics), guild)
    if topics and await _is_longer(connection, topics[0], span, guild_id):
        return Source(_BY_TOPIC, _IN_TIME, topics, visible, guild)
    return Source(_BY_TIME, _IN_TIME + on_topic, (), (*visible, *topics), guild)


async def _is_longer(
    connection: Connection, topics: str, span: tuple[int, int], guild_id: int | None
) -> bool:
    """Whether more articles are within the span than are on the topics at any time."""
    size = await connection.value(
        "SELECT coalesce(sum(articles), 0) FROM tallies WHERE kind = ?"
        " AND guild_id IN (0, ?) AND name IN (SELECT value FROM json_each(?))",
        (TOPIC, guild_id or SHARED, topics),
    )
    within = await connection.value(
        "SELECT count(*) FROM (SELECT 1 FROM articles"
        " WHERE published >= ? AND published < ? LIMIT ?)",
        (*span, size + 1),
    )
    return bool(within > size)


def _span(scope: Scope) -> tuple[int, int]:
    """The limits in seconds since 1970; what has none is without beginning or end."""
    return (
        -_FOREVER if scope.after is None else int(scope.after.timestamp()),
        _FOREVER if scope.before is None else int(scope.before.timestamp()),
    )
