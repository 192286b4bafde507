"""Find which articles report the same event as some others, by the words of the index."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from bot.domain.occurrences import Occurrences
from bot.domain.report import Report, Weigh, read_report, weights
from bot.domain.same_story import APART, likeness
from bot.storage.reports import StoredReport
from bot.storage.store import Store, Tables

_SPAN = int(APART.total_seconds())
Matches = dict[int, dict[int, float]]


@dataclass(slots=True)
class ReportMatcher:
    """Matches articles inside one transaction, and remembers those that it has read.

    `tables` are the transaction's; the words are asked of `store`, which keeps the vocabulary.
    """

    store: Store
    tables: Tables
    stored: dict[int, StoredReport]
    _reports: dict[int, Report]
    _weigh: Weigh

    @staticmethod
    async def begin(store: Store, tables: Tables) -> "ReportMatcher":
        """A matcher that knows the vocabulary as of now."""
        await store.index.catch_up()
        return ReportMatcher(store, tables, {}, {}, weights(await store.index.vocabulary()))

    async def match(self, article_ids: Iterable[int]) -> Matches:
        """For each article those that report the same event, with how alike the two are.

        Of articles of servers only those that the same server sees.
        """
        asked = sorted(article_ids)
        await self._read(asked)
        there = [article_id for article_id in asked if article_id in self.stored]
        keys = {key for article_id in there for key in self._reports[article_id].keys}
        occurrences = await self.store.index.occurrences(keys, is_thorough=True)
        times = await self.tables.reports.between(_spans([self.stored[i].published for i in there]))
        candidates = await asyncio.to_thread(self._candidates, there, occurrences, times)
        await self._read({other for others in candidates.values() for other in others})
        matches = await asyncio.to_thread(self._matches, candidates)
        return {article_id: matches.get(article_id, {}) for article_id in asked}

    async def read(self, article_ids: Iterable[int]) -> None:
        """Read what is stored of articles, so far as they are there and weren't read yet."""
        unread = set(article_ids).difference(self.stored)
        if unread:
            self.stored.update(
                (row.article_id, row) for row in await self.tables.reports.get(unread)
            )

    async def _read(self, article_ids: Iterable[int]) -> None:
        wanted = set(article_ids)
        await self.read(wanted)
        new = [self.stored[i] for i in wanted if i in self.stored and i not in self._reports]
        if new:
            self._reports.update(await asyncio.to_thread(_reports, new, self._weigh))

    def _candidates(
        self,
        article_ids: Sequence[int],
        occurrences: Mapping[str, Occurrences],
        times: Mapping[int, int],
    ) -> dict[int, list[int]]:
        """Those that have a key of each article's, and came out at about its time."""
        timely = times.keys()
        holders = {
            key: timely & {*found.titles, *found.others} for key, found in occurrences.items()
        }
        candidates = {}
        for article_id in article_ids:
            published = self.stored[article_id].published
            near = {i for key in self._reports[article_id].keys for i in holders.get(key, ())}
            near.discard(article_id)
            candidates[article_id] = [i for i in near if abs(times[i] - published) <= _SPAN]
        return candidates

    def _matches(self, candidates: Mapping[int, Sequence[int]]) -> Matches:
        matches: Matches = {}
        for article_id, others in candidates.items():
            near = matches.setdefault(article_id, {})
            for other in others:
                known = matches.get(other)
                score = (
                    known.get(article_id)
                    if known is not None
                    else self._likeness(article_id, other)
                )
                if score is not None:
                    near[other] = score
        return matches

    def _likeness(self, one: int, other: int) -> float | None:
        stored, others = self.stored[one], self.stored.get(other)
        if others is None or (
            stored.guild_id != others.guild_id and stored.guild_id and others.guild_id
        ):
            return None
        return likeness(self._reports[one], self._reports[other])


def _reports(stored: Iterable[StoredReport], weigh: Weigh) -> dict[int, Report]:
    return {
        row.article_id: read_report(
            row.article_id,
            row.title,
            row.excerpt,
            row.provider,
            datetime.fromtimestamp(row.published, UTC),
            weigh,
        )
        for row in stored
    }


def _spans(times: Iterable[int]) -> list[tuple[int, int]]:
    """The times that are near enough to any of these, as few spans as that makes."""
    ordered = sorted(times)
    if not ordered:
        return []
    breaks = [pair for pair in pairwise(ordered) if pair[1] - pair[0] > 2 * _SPAN]
    begins = [ordered[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), ordered[-1]]
    return [(b - _SPAN, e + _SPAN) for b, e in zip(begins, ends, strict=True)]
