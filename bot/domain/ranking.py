"""The order of articles that match a query, term by term."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz

from bot.domain.spelling import Alternative

# A title says what the article is about, the excerpt often; body, topics and source in passing.
_TITLE, _EXCERPT, _ELSEWHERE = 1.0, 0.55, 0.35
# What decides between articles that match equally well; all together less than one word's field.
_ORDER, _CLOSENESS = 0.15, 0.1
_OWN_FILE, _RECENCY, _QUALITY = 0.04, 0.02, 0.02
_BEST = _TITLE + _ORDER + _CLOSENESS + _OWN_FILE + _RECENCY + _QUALITY
_HALF_LIFE_DAYS = 365.0


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A typed word with what it may mean; `weight` is above 0, larger for rarer words."""

    typed: str
    alternatives: tuple[Alternative, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that the index found: its folded words, and what breaks ties.

    `elsewhere` has those of its body, topics and source.
    """

    article_id: int
    title: str
    excerpt: str
    elsewhere: str
    published: datetime
    quality: int
    has_file: bool


@dataclass(frozen=True, slots=True)
class RankedCandidate:
    """A candidate with its score, 0 to 1, and the words by which it matched, one a query word."""

    candidate: Candidate
    score: float
    matched: tuple[str, ...]


def word_weight(documents: int, of: int) -> float:
    """Inverse document frequency as in BM25: rare words say more (Robertson and Sparck Jones)."""
    return math.log(1 + (of - documents + 0.5) / (documents + 0.5))


def rank(
    candidates: Sequence[Candidate], words: Sequence[QueryWord], *, now: datetime
) -> list[RankedCandidate]:
    """The candidates, best first; ties go to the newer article, then to the lower id."""
    ranked = [_ranked(candidate, words, now) for candidate in candidates]
    ranked.sort(
        key=lambda r: (-r.score, -r.candidate.published.timestamp(), r.candidate.article_id)
    )
    return ranked


def _ranked(candidate: Candidate, words: Sequence[QueryWord], now: datetime) -> RankedCandidate:
    fields = [
        (_TITLE, set(candidate.title.split())),
        (_EXCERPT, set(candidate.excerpt.split())),
        (_ELSEWHERE, set(candidate.elsewhere.split())),
    ]
    matches = [_match(word, fields) for word in words]
    weight = sum(word.weight for word in words) or 1.0
    text = sum(word.weight * value for word, (_, value) in zip(words, matches, strict=True))
    meant = " ".join(matched for matched, _ in matches)
    score = (
        _TITLE * text / weight
        + _ORDER * fuzz.partial_ratio(meant, candidate.title) / 100
        + _CLOSENESS * fuzz.ratio(meant, candidate.title) / 100
        + _tie_breakers(candidate, now)
    )
    return RankedCandidate(candidate, score / _BEST, tuple(matched for matched, _ in matches))


def _match(word: QueryWord, fields: Sequence[tuple[float, set[str]]]) -> tuple[str, float]:
    """The alternative that counts for most, and how much: 0 (the word as typed) to 1."""
    best = (word.typed, 0.0)
    for alternative in word.alternatives:
        field = next((value for value, words in fields if alternative.word in words), 0.0)
        if field * alternative.weight > best[1]:
            best = (alternative.word, field * alternative.weight)
    return best


def _tie_breakers(candidate: Candidate, now: datetime) -> float:
    age = max((now - candidate.published).total_seconds() / 86_400, 0.0)
    recency = 0.5 ** (age / _HALF_LIFE_DAYS)
    quality = max(candidate.quality, 0)
    return float(
        _OWN_FILE * candidate.has_file + _RECENCY * recency + _QUALITY * quality / (quality + 100)
    )
