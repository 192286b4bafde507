"""The order of articles that match a query, term by term."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bot.domain.spelling import Alternative

# A title says what the article is about, the excerpt often; body, topics and source in passing.
_TITLE, _EXCERPT, _ELSEWHERE = 1.0, 0.5, 0.3
# What decides between articles that match equally well; all together less than one word's field.
_CLOSENESS, _ORDER = 0.1, 0.08
_OWN_FILE, _RECENCY, _QUALITY = 0.02, 0.01, 0.01
_BEST = _TITLE + _CLOSENESS + _ORDER + _OWN_FILE + _RECENCY + _QUALITY
_HALF_LIFE_DAYS = 365.0
# Letter by letter only the best are compared: it costs ten times the rest.
_ALIGNED = 40
# Of articles that lack a word, those stay that say nearly as much as the best.
_NEARLY = 0.75


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A typed word with what it may mean; `weight` is above 0, larger for rarer words."""

    typed: str
    alternatives: tuple[Alternative, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that the index found: its folded words, and what breaks ties.

    `is_full` says that it holds every word of the query that the archive knows.
    """

    article_id: int
    title: str
    excerpt: str
    published: datetime
    quality: int
    has_file: bool
    is_full: bool = True


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its score, 0 to 1, and what it matched of each query word."""

    candidate: Candidate
    score: float
    matched: tuple[Alternative | None, ...]


@dataclass(frozen=True, slots=True)
class _Matched:
    candidate: Candidate
    text: float
    matched: tuple[Alternative | None, ...]
    in_title: str


def word_weight(documents: int, of: int) -> float:
    """Inverse document frequency as in BM25: rare words say more (Robertson and Sparck Jones)."""
    return math.log(1 + max(of - documents + 0.5, 0.5) / (documents + 0.5))


def rank(
    candidates: Sequence[Candidate], words: Sequence[QueryWord], *, now: datetime
) -> list[RankedCandidate]:
    """The candidates worth showing, best first; ties go to the newer, then to the lower id."""
    matches = [_matched(candidate, words) for candidate in candidates]
    matches.sort(key=lambda m: (-m.text, -m.candidate.published.timestamp()))
    least = _NEARLY * matches[0].text if matches else 0.0
    kept = [m for m in matches if m.candidate.is_full or m.text >= least]
    ranked = [_ranked(m, now, is_aligned=at < _ALIGNED) for at, m in enumerate(kept)]
    ranked.sort(
        key=lambda r: (-r.score, -r.candidate.published.timestamp(), r.candidate.article_id)
    )
    return ranked


def _matched(candidate: Candidate, words: Sequence[QueryWord]) -> _Matched:
    title, excerpt = set(candidate.title.split()), set(candidate.excerpt.split())
    weight = sum(word.weight for word in words) or 1.0
    text = 0.0
    matched: list[Alternative | None] = []
    in_title: list[str] = []
    for word in words:
        alternative, field = _best_match(word, title, excerpt, is_full=candidate.is_full)
        if alternative is not None:
            text += word.weight * field * alternative.weight
            if field == _TITLE and alternative not in matched:
                in_title += alternative.words
        matched.append(alternative)
    return _Matched(candidate, text / weight, tuple(matched), " ".join(in_title))


def _best_match(
    word: QueryWord, title: set[str], excerpt: set[str], *, is_full: bool
) -> tuple[Alternative | None, float]:
    """The alternative that counts for most, and the weight of the field it stands in."""
    best: tuple[Alternative | None, float] = (None, 0.0)
    most = 0.0
    for alternative in word.alternatives:
        if alternative.weight <= most:
            break
        field = _field(alternative.words, title, excerpt)
        if field * alternative.weight > most:
            best, most = (alternative, field), field * alternative.weight
    if best[0] is None and word.alternatives and is_full:
        # The index found it, so that it stands in the body, the topics or the source.
        return word.alternatives[0], _ELSEWHERE
    return best


def _field(words: tuple[str, ...], title: set[str], excerpt: set[str]) -> float:
    if all(word in title for word in words):
        return _TITLE
    return _EXCERPT if all(word in excerpt or word in title for word in words) else 0.0


def _ranked(match: _Matched, now: datetime, *, is_aligned: bool) -> RankedCandidate:
    score = _TITLE * match.text + _tie_breakers(match.candidate, now)
    if is_aligned and match.in_title:
        title = match.candidate.title
        score += _CLOSENESS * fuzz.ratio(match.in_title, title) / 100
        score += _ORDER * fuzz.partial_ratio(match.in_title, title) / 100
    return RankedCandidate(match.candidate, score / _BEST, match.matched)


def _tie_breakers(candidate: Candidate, now: datetime) -> float:
    age = max((now - candidate.published).total_seconds() / 86_400, 0.0)
    recency = 0.5 ** (age / _HALF_LIFE_DAYS)
    quality = max(candidate.quality, 0)
    return float(
        _OWN_FILE * candidate.has_file + _RECENCY * recency + _QUALITY * quality / (quality + 100)
    )
