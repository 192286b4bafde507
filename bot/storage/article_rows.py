"""How an article stands in a row of the table of articles, and comes back from one."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from bot.domain.article import Article, Image, MergedArticle, Section
from bot.domain.document import READING
from bot.storage.database import Row

_images = msgspec.json.Decoder(tuple[Image, ...])
_body = msgspec.json.Decoder(tuple[Section, ...])
COLUMNS = (
    "articles.id, url, title, excerpt, provider, domain, published, topics_inferred, has_file,"
    " kind, quality, images, body,"
    " (SELECT group_concat(name, char(31)) FROM (SELECT name FROM article_topics"
    " JOIN topics ON topics.id = topic_id WHERE article_id = articles.id ORDER BY position))"
)


@dataclass(frozen=True, slots=True)
class NumberedArticle:
    """A merged article under the id that it has or will have.

    `guild_id` is 0 for what all servers share; a server's own version of a shared article
    `stands_for` that one's id.
    """

    id: int
    merged: MergedArticle
    digest: bytes
    guild_id: int = 0
    stands_for: int | None = None


def article_digest(merged: MergedArticle) -> bytes:
    """Equal for equal articles, to tell changed ones from unchanged."""
    data = msgspec.json.encode(merged)
    return hashlib.blake2b(data, digest_size=16, person=READING).digest()


_NAMES = (
    "id",
    "key",
    "digest",
    "url",
    "title",
    "excerpt",
    "provider",
    "domain",
    "kind",
    "category",
    "locale",
    "quality",
    "heat",
    "is_featured",
    "is_removed",
    "has_file",
    "published",
    "updated",
    "topics_inferred",
    "tags",
    "images",
    "body",
    "guild_id",
    "stands_for",
)
PUT = (
    f"INSERT INTO articles ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"
    " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _NAMES[1:])
)


def to_row(article: NumberedArticle) -> Row:
    """The values for `PUT`."""
    s = article.merged.statement
    return (
        article.id,
        s.key,
        article.digest,
        s.url,
        s.title,
        s.excerpt,
        s.provider,
        s.domain,
        s.kind,
        s.category,
        s.locale,
        s.quality,
        s.heat,
        s.is_featured,
        s.is_removed,
        s.is_own,
        _seconds(s.published),
        None if s.updated is None else _seconds(s.updated),
        article.merged.topics_inferred,
        _encoded(s.tags),
        _encoded(s.images),
        _encoded(s.body),
        article.guild_id,
        article.stands_for,
    )


def _encoded(values: Sequence[Any]) -> str:
    return msgspec.json.encode(values).decode() if values else "[]"


def _seconds(time: datetime) -> int:
    return int(time.timestamp())


def to_article(row: Row) -> Article:
    """The article in a row of `COLUMNS`."""
    images = _images.decode(row[11])
    return Article(
        id=row[0],
        url=row[1],
        title=row[2],
        excerpt=row[3],
        provider=row[4],
        domain=row[5],
        published=datetime.fromtimestamp(row[6], UTC),
        topics=tuple(row[13].split("\x1f")) if row[13] else (),
        topics_inferred=bool(row[7]),
        has_file=bool(row[8]),
        kind=row[9],
        quality=row[10],
        image=images[0] if images else None,
        body=_body.decode(row[12]),
    )
