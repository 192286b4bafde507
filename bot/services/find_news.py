"""Find what a question asks for: from its words to articles in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.occurrences import Occurrences
from bot.domain.query import QueryWords
from bot.domain.query_text import QueryText
from bot.domain.ranking import NEARLY, RankedCandidate, Ranking
from bot.domain.selection import Matches, Selection
from bot.services.limit_news import Limits
from bot.services.understand import Reader
from bot.storage.store import Tables

# With fewer articles that hold every word, a word may have been understood wrongly.
_FEW = 5
# As many as an answer has at most; the first of them are ranked by their words, one by one.
MOST_HITS = 100
_RANKED = 32
_LACKING = 32
_FURTHER = 8
# To look for what lacks words beside a few articles that hold all takes a millisecond from here on.
_SMALL = 4_000
# Of what is limited by other means than words, so many are looked at.
_MOST_LIMITED = 150_000


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question: `ranked` in order, then `others`, at most 100 in all.

    `words` are the question's as they were understood at last, and `occurrences` where they stand.
    What is `titled` as the question comes before all, where its signs were taken for more than
    words.
    """

    words: QueryWords
    occurrences: Mapping[str, Occurrences] = field(default_factory=dict)
    ranked: Sequence[RankedCandidate] = ()
    others: Sequence[int] = ()
    total: int = 0
    is_more: bool = False
    titled: Sequence[int] = ()

    def led_by(self, titled: Sequence[int]) -> "Found":
        """The answer with these articles first."""
        ranked = [r for r in self.ranked if r.candidate.article_id not in titled]
        others = [i for i in self.others if i not in titled]
        known = len(self.ranked) + len(self.others) - len(ranked) - len(others)
        total = self.total + len(titled) - known
        return replace(self, ranked=ranked, others=others, total=total, titled=titled)


@dataclass(frozen=True, slots=True)
class Finder:
    """Asks the tables for one server, at one time.

    The `ranked` most likely articles are ranked by their words, one by one; others come after them
    as they are guessed.
    """

    tables: Tables
    guild_id: int | None
    now: datetime
    ranked: int = _RANKED

    async def find(
        self, text: QueryText, limits: Limits, *, by_date: bool = False, is_literal: bool = False
    ) -> Found:
        """What holds all words that the archive knows; where that is little, also what lacks some.

        With `by_date` the newest come first. With `is_literal` words mean what they say.
        """
        exact = None if is_literal else {word for phrase in text.phrases for word in phrase}
        found = await self._matching(text, limits, exact)
        if not found.matches.ids and not is_literal:
            doubted = await self._matching(text, limits, exact, is_doubted=True)
            found = doubted if doubted.words.words != found.words.words else found
        chosen = await self._chosen(found, limits, by_date=by_date)
        return await self._ordered(found, chosen, limits, by_date=by_date)

    async def rank(
        self,
        words: QueryWords,
        occurrences: Mapping[str, Occurrences],
        ids: Sequence[int],
        limits: Limits,
    ) -> list[RankedCandidate]:
        """These articles, and any within the limits whose title is the question, in order."""
        candidates = await self.tables.index.candidates(ids, words.title, guild_id=self.guild_id)
        more = {c.article_id for c in candidates}.difference(ids) if limits else ()
        if more:
            out = more - (await limits.keep(more))[0]
            candidates = [c for c in candidates if c.article_id not in out]
        ranking = Ranking(words.words, occurrences, title=words.title, now=self.now)
        return ranking.order(candidates)

    async def _matching(
        self,
        text: QueryText,
        limits: Limits,
        exact: set[str] | None,
        *,
        is_doubted: bool = False,
    ) -> "_Matching":
        """The articles that hold every word, within the limits."""
        # What is limited may all be old, so that the newest of frequent words would not do.
        reader = Reader(self.tables, self.guild_id, is_thorough=bool(limits))
        words, occurrences = await reader.understand(text.words, exact=exact, is_doubted=is_doubted)
        selection = Selection(
            words.words,
            occurrences,
            most=_MOST_LIMITED if limits else None,
            quoted={word for phrase in text.phrases for word in phrase},
        )
        matches = selection.anywhere
        if limits and matches.ids:
            kept, is_more = await limits.keep(matches.ids)
            matches = Matches(kept, len(kept), is_more=matches.is_more or is_more)
        return _Matching(words, occurrences, selection, matches)

    async def _chosen(self, found: "_Matching", limits: Limits, *, by_date: bool) -> list[int]:
        """What is worth ranking, best guesses first."""
        full, selection = found.matches.ids, found.selection
        if by_date and full:
            return await self.tables.filtered.newest_of(full, limit=MOST_HITS)
        in_titles = selection.in_titles.ids & full
        chosen = selection.likeliest(in_titles, limit=MOST_HITS)
        if len(chosen) < MOST_HITS and len(full) > len(in_titles):
            chosen += selection.likeliest(full - in_titles, limit=MOST_HITS - len(chosen))
        is_cheap = selection.size() <= _SMALL
        if not full or (len(full) < _FEW and (is_cheap or found.words.is_doubtful)):
            chosen += await self._lacking(found, limits)
        return chosen

    async def _lacking(self, found: "_Matching", limits: Limits) -> list[int]:
        lacking = await self._seen_lacking(found)
        kept = (await limits.keep(lacking))[0] if limits else {*lacking}
        return [i for i in lacking if i in kept - found.matches.ids]

    async def _seen_lacking(self, found: "_Matching") -> list[int]:
        """What lacks some words; what others alone see doesn't crowd out what this server does."""
        reader = Reader(self.tables, self.guild_id)
        most = _LACKING * (_FURTHER if self.tables.index.has_private else 1)
        while True:
            lacking = found.selection.lacking(nearly=NEARLY, limit=most)
            seen = await reader.seen(lacking)
            if len(seen) >= _LACKING or len(lacking) < most:
                return seen[:_LACKING]
            most *= _FURTHER

    async def _ordered(
        self, found: "_Matching", chosen: Sequence[int], limits: Limits, *, by_date: bool
    ) -> Found:
        ranked = await self.rank(found.words, found.occurrences, chosen[: self.ranked], limits)
        if by_date:
            ranked = sorted(ranked, key=lambda r: -r.candidate.published.timestamp())
        shown = {r.candidate.article_id for r in ranked}
        others = [i for i in chosen[self.ranked :] if i not in shown]
        more = len(shown - found.matches.ids)
        return Found(
            found.words,
            found.occurrences,
            ranked,
            others[: MOST_HITS - len(ranked)],
            found.matches.total + more,
            found.matches.is_more,
        )


@dataclass(frozen=True, slots=True)
class _Matching:
    words: QueryWords
    occurrences: Mapping[str, Occurrences]
    selection: Selection
    matches: Matches
