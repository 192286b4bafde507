"""What was composed and rendered, once for all channels that get the same."""

import hashlib
from collections.abc import Iterable, Sequence
from itertools import chain

import msgspec

from bot.domain.edition import Edition, EditionStory
from bot.domain.edition_part import Part
from bot.domain.edition_record import RecordedStory
from bot.storage.database import Connection


class Compositions:
    """The tables of compositions, their parts, stories and articles."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, edition: Edition, parts: Sequence[Part]) -> int:
        """Store an edition as it is posted, unless one with the same content is there; its id."""
        digest = _digest(edition, parts)
        found = await self._connection.value(
            "SELECT id FROM compositions WHERE digest = ?", (digest,)
        )
        if found is not None:
            return int(found)
        number = int(
            await self._connection.value(
                "INSERT INTO compositions (digest, source) VALUES (?, ?) RETURNING id",
                (digest, edition.source),
            )
        )
        await self._connection.run_many(
            "INSERT INTO composition_parts (composition_id, part, body, plain) VALUES (?, ?, ?, ?)",
            [(number, at, part.body, part.plain) for at, part in enumerate(parts)],
        )
        await self._add_stories(number, edition.stories, parts)
        return number

    async def _add_stories(
        self, number: int, stories: Sequence[EditionStory], parts: Sequence[Part]
    ) -> None:
        part_of = {position: at for at, part in enumerate(parts) for position in part.positions}
        await self._connection.run_many(
            "INSERT INTO composition_stories (composition_id, position, part, story_id, heat)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (number, at, part_of[at], story.story_id, msgspec.json.encode(story.heat).decode())
                for at, story in enumerate(stories)
            ],
        )
        await self._connection.run_many(
            "INSERT INTO composition_articles"
            " (composition_id, position, place, article_id, is_related) VALUES (?, ?, ?, ?, ?)",
            [
                (number, at, place, article_id, is_related)
                for at, story in enumerate(stories)
                for place, (article_id, is_related) in enumerate(_articles(story))
            ],
        )

    async def stories_of(self, edition_id: int) -> list[RecordedStory]:
        """The stories of an edition as they were sent, in their order."""
        rows = await self._connection.all(
            "SELECT stories.position, stories.part, stories.story_id, article_id, is_related"
            " FROM editions JOIN composition_stories AS stories"
            " ON stories.composition_id = editions.composition_id"
            " JOIN composition_articles AS told ON told.composition_id = stories.composition_id"
            " AND told.position = stories.position"
            " WHERE editions.id = ? ORDER BY stories.position, place",
            (edition_id,),
        )
        told: dict[tuple[int, int, int], tuple[list[int], list[int]]] = {}
        for position, part, story_id, article_id, is_related in rows:
            articles = told.setdefault((position, part, story_id), ([], []))
            articles[is_related].append(article_id)
        return [
            RecordedStory(*key, tuple(own), tuple(related)) for key, (own, related) in told.items()
        ]


def _articles(story: EditionStory) -> Iterable[tuple[int, bool]]:
    """Ids of articles with whether they are only related: the shown one, others, related ones."""
    own = ((article.id, False) for article in (story.article, *story.also))
    return chain(own, ((article.id, True) for article in story.related))


def _digest(edition: Edition, parts: Sequence[Part]) -> str:
    told = [(story.story_id, tuple(_articles(story))) for story in edition.stories]
    digest = hashlib.blake2b(msgspec.json.encode((edition.source, told)), digest_size=16)
    for part in parts:
        for payload in (part.body, part.plain):
            digest.update(b"%d " % len(payload) + payload)
    return digest.hexdigest()
