"""The order of articles that match a query, term by term."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz import fuzz

from bot.domain.occurrences import Occurrences
from bot.domain.query_word import QueryWord
from bot.domain.spelling import Alternative
from bot.domain.terms import (
    CLOSENESS,
    ELSEWHERE,
    EXCERPT,
    ORDER,
    OWN_FILE,
    QUALITY,
    RECENCY,
    SAME_TITLE,
    TITLE,
    TOPIC,
    Terms,
    WordTerm,
)

_HALF_LIFE_DAYS = 365.0
# Letter by letter only the best are compared: it costs ten times the rest.
_ALIGNED = 16
# Of articles that lack a word, those stay that say nearly as much as the best.
NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that the index found: its folded words in order, and what breaks ties."""

    article_id: int
    title: tuple[str, ...]
    excerpt: Iterable[str]
    topics: Iterable[str]
    published: datetime
    quality: int
    has_file: bool


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its score and how that came about."""

    candidate: Candidate
    score: float
    terms: Terms


@dataclass(frozen=True, slots=True)
class _Matched:
    candidate: Candidate
    text: float
    words: tuple[WordTerm, ...]


class Ranking:
    """Orders candidates of one query; `occurrences` tell what stands outside title and excerpt.

    `title` has all folded words of the query: an article that is titled so comes first.
    """

    def __init__(
        self,
        words: Sequence[QueryWord],
        occurrences: Mapping[str, Occurrences],
        *,
        title: Sequence[str],
        now: datetime,
    ) -> None:
        self._words = words
        self._occurrences = occurrences
        self._now = now
        self._title = tuple(title)
        self._total = sum(word.weight for word in words if word.alternatives) or 1.0

    def order(self, candidates: Sequence[Candidate]) -> list[RankedCandidate]:
        """The candidates worth showing, best first; ties go to the newer, then to the lower id."""
        matches = sorted(map(self._matched, candidates), key=_by_text)
        least = NEARLY * matches[0].text if matches else 0.0
        kept = [m for m in matches if m.text >= least or self._is_full(m)]
        ranked = [self._ranked(m, is_aligned=at < _ALIGNED) for at, m in enumerate(kept)]
        return sorted(ranked, key=_by_score)

    def _matched(self, candidate: Candidate) -> _Matched:
        title = frozenset(candidate.title)
        words = [self._in_title(word, title) for word in self._words]
        if any(self._may_be_better(term) for term in words):
            near = title.union(candidate.excerpt)
            words = [
                self._outside_title(word, term, candidate.article_id, near)
                for word, term in zip(self._words, words, strict=True)
            ]
        return _Matched(candidate, sum(word.value for word in words), tuple(words))

    def _in_title(self, word: QueryWord, title: frozenset[str]) -> WordTerm:
        share = word.weight / self._total if word.alternatives else 0.0
        found = _best_within(word, title)
        return WordTerm(word.typed, share, found, TITLE if found else 0.0)

    @staticmethod
    def _may_be_better(term: WordTerm) -> bool:
        """Whether the word may count for more by what stands outside the title."""
        return term.value < EXCERPT * term.share

    def _outside_title(
        self, word: QueryWord, term: WordTerm, article_id: int, near: frozenset[str]
    ) -> WordTerm:
        """The better of what matched in the title and what does in `near`, or further away."""
        if not self._may_be_better(term):
            return term
        within = _best_within(word, near)
        further = self._elsewhere(word, article_id, near)
        others = [
            replace(term, alternative=found, field=field)
            for found, field in ((within, EXCERPT), (further, ELSEWHERE))
            if found is not None
        ]
        return max([term, *others], key=lambda t: t.value)

    def _elsewhere(
        self, word: QueryWord, article_id: int, near: frozenset[str]
    ) -> Alternative | None:
        for alternative in word.alternatives:
            if all(self._holds(article_id, spelt, near) for spelt in alternative.words):
                return alternative
        return None

    def _holds(self, article_id: int, word: str, near: frozenset[str]) -> bool:
        occurrences = self._occurrences.get(word)
        is_elsewhere = occurrences is not None and occurrences.elsewhere(article_id)
        return is_elsewhere or word in near

    def _is_full(self, match: _Matched) -> bool:
        return all(word.alternative is not None or not word.share for word in match.words)

    def _ranked(self, match: _Matched, *, is_aligned: bool) -> RankedCandidate:
        candidate = match.candidate
        closeness, order = _alignment(match) if is_aligned else (0.0, 0.0)
        age = max((self._now - candidate.published).total_seconds() / 86_400, 0.0)
        quality = max(candidate.quality, 0)
        terms = Terms(
            words=match.words,
            text=match.text,
            same_title=SAME_TITLE * (candidate.title == self._title),
            closeness=CLOSENESS * closeness,
            order=ORDER * order,
            own_file=OWN_FILE * candidate.has_file,
            topic=TOPIC * _topic_fit(match) if is_aligned else 0.0,
            recency=RECENCY * 0.5 ** (age / _HALF_LIFE_DAYS),
            quality=QUALITY * quality / (quality + 100),
        )
        return RankedCandidate(candidate, terms.score, terms)


def _best_within(word: QueryWord, held: frozenset[str]) -> Alternative | None:
    """The likeliest alternative whose words are all held."""
    single = word.single
    found = [single[spelt] for spelt in single.keys() & held]
    found += [a for a in word.several if held.issuperset(a.words)]
    return max(found, key=_likelihood) if len(found) > 1 else found[0] if found else None


def _likelihood(alternative: Alternative) -> tuple[float, tuple[str, ...]]:
    return alternative.weight, alternative.words


def _alignment(match: _Matched) -> tuple[float, float]:
    """How much of the title was asked for, and how far in its order; 0 to 1."""
    in_title = [
        word.alternative.words
        for word in match.words
        if word.alternative is not None and word.field == TITLE
    ]
    if not in_title:
        return 0.0, 0.0
    asked = " ".join(" ".join(words) for words in dict.fromkeys(in_title))
    title = " ".join(match.candidate.title)
    return fuzz.ratio(asked, title) / 100, fuzz.partial_ratio(asked, title) / 100


def _topic_fit(match: _Matched) -> float:
    """The share of the query's words that name a topic of the article."""
    topics = frozenset(match.candidate.topics)
    return sum(
        word.share
        for word in match.words
        if word.alternative is not None and topics.issuperset(word.alternative.words)
    )


def _by_text(match: _Matched) -> tuple[float, float, int]:
    candidate = match.candidate
    return -match.text, -candidate.published.timestamp(), candidate.article_id


def _by_score(ranked: RankedCandidate) -> tuple[float, float, int]:
    candidate = ranked.candidate
    return -ranked.score, -candidate.published.timestamp(), candidate.article_id
