"""Find which articles report the same event as some others, by the words of the index."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from itertools import pairwise

from bot.domain.report import Report, Weigh, read_report, title_keys, weights
from bot.domain.same_story import APART, likeness
from bot.domain.vocabulary import Vocabulary
from bot.domain.words import fold_words
from bot.storage.articles import SHARED
from bot.storage.reports import StoredReport
from bot.storage.store import Tables

_SPAN = int(APART.total_seconds())
Matches = dict[int, dict[int, float]]
Stored = dict[int, StoredReport]


class ReportMatcher:
    """Matches articles inside one transaction, and remembers those that it has `stored`.

    The vocabulary says which words are rare; which articles hold them the tables do. Without one
    the tables are asked for the words of each article: so few are counted sooner than all learned.
    For a server the articles of others are not there.
    """

    def __init__(
        self, tables: Tables, vocabulary: Vocabulary | None = None, *, guild_id: int = SHARED
    ) -> None:
        self.stored: Stored = {}
        self._tables = tables
        self._guild_id = guild_id
        self._counts = _Counts(tables) if vocabulary is None else None
        self._weigh = weights(vocabulary or Vocabulary())
        self._reports: dict[int, Report] = {}
        self._keys: dict[int, tuple[str, ...]] = {}

    async def match(self, article_ids: Iterable[int]) -> Matches:
        """For each article those that report the same event, with how alike the two are.

        Of articles of servers only those that the same server sees.
        """
        asked = sorted(article_ids)
        await self.read(asked)
        there = [article_id for article_id in asked if article_id in self.stored]
        await self._count(there)
        keys = {key for article_id in there for key in self._report(article_id).keys}
        holders = await self._tables.index.holders(keys)
        times = await self._tables.reports.between(_spans(self.stored[i].published for i in there))
        near = {key: times.keys() & ids for key, ids in holders.items()}
        candidates = {i: self._candidates(i, near, times) for i in there}
        others = {other for some in candidates.values() for other in some}
        await self.read(others)
        await self._count(others)
        matches = self._matches(candidates)
        return {article_id: matches.get(article_id, {}) for article_id in asked}

    async def read(self, article_ids: Iterable[int]) -> None:
        """Read what is stored of articles, so far as they are there and weren't read yet."""
        unread = set(article_ids).difference(self.stored)
        if unread:
            await self.keep(await self._tables.reports.get(unread))

    async def keep(self, rows: Iterable[StoredReport]) -> None:
        """Remember what was read elsewhere, but for articles of other servers."""
        seen = [row for row in rows if row.guild_id in {SHARED, self._guild_id or row.guild_id}]
        self.stored.update((row.article_id, row) for row in seen)

    async def _count(self, article_ids: Iterable[int]) -> None:
        """Learn how rare the words of articles are that are compared."""
        if self._counts is not None:
            rows = [self.stored[i] for i in article_ids if i in self.stored]
            self._weigh = await self._counts.weigh(rows)

    def _report(self, article_id: int) -> Report:
        report = self._reports.get(article_id)
        if report is None:
            row = self.stored[article_id]
            published = datetime.fromtimestamp(row.published, UTC)
            report = self._reports[article_id] = read_report(
                article_id, row.title, row.excerpt, row.provider, published, self._weigh
            )
        return report

    def _candidates(
        self, article_id: int, near: Mapping[str, AbstractSet[int]], times: Mapping[int, int]
    ) -> list[int]:
        """Those that have a key of the article's, and came out at about its time."""
        published = self.stored[article_id].published
        having = {i for key in self._report(article_id).keys for i in near.get(key, ())}
        having.discard(article_id)
        return [i for i in having if abs(times[i] - published) <= _SPAN]

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
        report = self._report(one)
        # What most candidates lack is cheaply found missing.
        if report.words.isdisjoint(self._keys_of(other)):
            return None
        return likeness(report, self._report(other))

    def _keys_of(self, article_id: int) -> tuple[str, ...]:
        keys = self._keys.get(article_id)
        if keys is None:
            row = self.stored[article_id]
            keys = self._keys[article_id] = title_keys(row.title, row.provider, self._weigh)
        return keys


class _Counts:
    """How many articles hold the words of those that are compared, as the tables have it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._vocabulary = Vocabulary()
        self._known: set[str] = set()
        self._weigh: Weigh | None = None

    async def weigh(self, rows: Iterable[StoredReport]) -> Weigh:
        """How much words weigh, also those of these articles."""
        words = {word for row in rows for word in fold_words(f"{row.title} {row.excerpt}")}
        words -= self._known
        size = self._vocabulary.size or await self._tables.index.size()
        self._vocabulary.update(await self._tables.index.documents(words), size)
        self._known |= words
        self._weigh = self._weigh or weights(self._vocabulary)
        return self._weigh


def _spans(times: Iterable[int]) -> list[tuple[int, int]]:
    """The times that are near enough to any of these, as few spans as that makes."""
    ordered = sorted(times)
    if not ordered:
        return []
    breaks = [pair for pair in pairwise(ordered) if pair[1] - pair[0] > 2 * _SPAN]
    begins = [ordered[0], *(after for _, after in breaks)]
    ends = [*(before for before, _ in breaks), ordered[-1]]
    return [(b - _SPAN, e + _SPAN) for b, e in zip(begins, ends, strict=True)]
