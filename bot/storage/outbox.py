"""Posts that are to be sent, are being sent, or have come to their end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.claimed_post import PostedStory, StoredPost
from bot.domain.delivery import Post, State
from bot.domain.failure import Cause
from bot.storage.database import Connection, Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_POST = (
    "due, not_before, state, attempts, attempted, doubt_since, must_look, is_plain, takes_nonce,"
    " message_id, cause"
)
_COLUMNS = f"id, edition_id, part, {_POST}"


@dataclass(frozen=True, slots=True)
class NewPost:
    """A part of an edition (from 0) that is to be posted, and when."""

    edition_id: int
    part: int
    nonce: str
    post: Post


class Outbox:
    """The table of posts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, posts: Iterable[NewPost]) -> None:
        """Store posts of editions that have none yet."""
        await self._connection.run_many(
            f"INSERT INTO outbox (edition_id, part, nonce, {_POST})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((new.edition_id, new.part, new.nonce, *_values(new.post)) for new in posts),
        )

    async def get(self, post_id: int) -> StoredPost | None:
        """The post with this id."""
        row = await self._connection.one(f"SELECT {_COLUMNS} FROM outbox WHERE id = ?", (post_id,))
        return _read(row) if row else None

    async def ready(self, now: datetime, *, limit: int) -> list[StoredPost]:
        """Posts that may be tried now, in the order in which they might first."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE state = 'pending' AND not_before <= ?"
            " ORDER BY not_before, id LIMIT ?",
            (_milliseconds(now), limit),
        )
        return [_read(row) for row in rows]

    async def sending(self) -> list[StoredPost]:
        """Posts that a poster has taken and that have no outcome yet."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE state = 'sending' ORDER BY id"
        )
        return [_read(row) for row in rows]

    async def of_edition(self, edition_id: int) -> list[StoredPost]:
        """The posts of an edition in their order."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE edition_id = ? ORDER BY part", (edition_id,)
        )
        return [_read(row) for row in rows]

    async def open_of(self, subscription_id: int) -> list[StoredPost]:
        """The subscription's posts that wait to be sent, in their order."""
        rows = await self._connection.all(
            f"SELECT {_COLUMNS} FROM outbox WHERE state = 'pending' AND edition_id IN"
            " (SELECT id FROM editions WHERE subscription_id = ?) ORDER BY edition_id, part",
            (subscription_id,),
        )
        return [_read(row) for row in rows]

    async def put(self, posts: Iterable[tuple[int, Post]]) -> None:
        """Store posts by their ids."""
        await self._connection.run_many(
            "UPDATE outbox SET due = ?, not_before = ?, state = ?, attempts = ?, attempted = ?,"
            " doubt_since = ?, must_look = ?, is_plain = ?, takes_nonce = ?, message_id = ?,"
            " cause = ? WHERE id = ?",
            [(*_values(post), number) for number, post in posts],
        )

    async def postpone(self, post_id: int, until: datetime) -> None:
        """Try the post no sooner than then."""
        await self._connection.run(
            "UPDATE outbox SET not_before = ? WHERE id = ?", (_milliseconds(until), post_id)
        )

    async def bring_forward(self, until: datetime, *, after: datetime) -> None:
        """Let no post that was tried wait beyond `after`, but until then at most."""
        await self._connection.run(
            "UPDATE outbox SET not_before = ? WHERE state = 'pending' AND not_before > ?"
            " AND attempts > 0",
            (_milliseconds(until), _milliseconds(after)),
        )

    async def doubt_all(self, now: datetime) -> None:
        """Let no post that is open be sent before it was looked for, up to now."""
        await self._connection.run(
            "UPDATE outbox SET must_look = 1, doubt_since = coalesce(doubt_since, due),"
            " attempted = ? WHERE state IN ('pending', 'sending')",
            (_milliseconds(now),),
        )

    async def posted(self, article_id: int) -> list[PostedStory]:
        """The messages in which an article stands with the story that it tells."""
        rows = await self._connection.all(
            "SELECT editions.id, told.position, stories.part, guild_id, channel_id, message_id"
            " FROM composition_articles AS told JOIN composition_stories AS stories"
            " ON stories.composition_id = told.composition_id AND stories.position = told.position"
            " JOIN editions ON editions.composition_id = told.composition_id"
            " JOIN subscriptions ON subscriptions.id = subscription_id"
            " JOIN outbox ON edition_id = editions.id AND outbox.part = stories.part"
            " WHERE article_id = ? AND message_id IS NOT NULL ORDER BY message_id",
            (article_id,),
        )
        return [PostedStory(*row) for row in rows]


def _values(post: Post) -> tuple[Any, ...]:
    return (
        _milliseconds(post.due),
        _milliseconds(post.not_before),
        post.state,
        post.attempts,
        None if post.attempted is None else _milliseconds(post.attempted),
        None if post.doubt_since is None else _milliseconds(post.doubt_since),
        post.must_look,
        post.is_plain,
        post.takes_nonce,
        post.message_id,
        post.cause,
    )


def _read(row: Row) -> StoredPost:
    return StoredPost(row[0], row[1], row[2], read_post(row[3:]))


def read_post(row: Row) -> Post:
    """The post in these columns: `due` to `cause`, as the table has them."""
    return Post(
        due=_moment(row[0]),
        not_before=_moment(row[1]),
        state=State(row[2]),
        attempts=row[3],
        attempted=None if row[4] is None else _moment(row[4]),
        doubt_since=None if row[5] is None else _moment(row[5]),
        must_look=bool(row[6]),
        is_plain=bool(row[7]),
        takes_nonce=bool(row[8]),
        message_id=row[9],
        cause=Cause(row[10]) if row[10] else None,
    )


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _moment(milliseconds: int) -> datetime:
    return _EPOCH + milliseconds * _MILLISECOND
