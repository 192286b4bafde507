"""One story once: hits whose titles say the same, and that appeared at about the same time."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.domain.ranking import Candidate
from bot.domain.search import Story

# Measured on 5,398 titles: from 82 on (RapidFuzz's ratio of sorted words, 0 to 100) one merged pair
# in seventy was doubtful, from 76 on one in ten.
_ALIKE = 82
_APART = timedelta(days=3)
# So many of the most alike are compared word by word; what is further is hardly ever the same.
_COMPARED = 3
# From this similarity on (0 to 1) two words are one, misspelt; a short form needs so many letters.
_FORM = 0.8
_SHORTEST_FORM = 4
_INFLECTION = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e|d)$")
_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")
# Words that may differ between two titles of one story: they name nothing.
_FUNCTION_WORDS = frozenset(
    [
        *("a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "have", "in"),
        *("into", "is", "it", "its", "now", "of", "on", "or", "that", "the", "their", "this", "to"),
        *("was", "were", "will", "with"),
    ]
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What its best hit says: the title in sorted words, and those of them that tell."""

    article_id: int
    title: str
    words: frozenset[str]
    published: datetime

    @staticmethod
    def of(hit: Candidate) -> "_Told":
        words = list(hit.title)
        if min(map(len, words), default=0) == 1:
            words = _INITIALS.sub(r"\1", " ".join(words)).split()
        told = frozenset(words) - _FUNCTION_WORDS
        return _Told(hit.article_id, " ".join(sorted(words)), told, hit.published)

    def span(self) -> int:
        """The three days that it appeared in, numbered."""
        return int(self.published.timestamp() // _APART.total_seconds())

    def is_same(self, other: "_Told") -> bool:
        """Whether one says no more than the other, in time."""
        if abs(self.published - other.published) > _APART:
            return False
        less, more = sorted((self.words - other.words, other.words - self.words), key=len)
        return all(any(_is_form(word, of) for of in more) for word in less)


@dataclass(slots=True)
class _Known:
    """A story that hits were found of: what its best hit says, and where it was placed."""

    best: int
    also: list[int]
    story_id: int | None
    told: _Told | None


def collapse(
    hits: Sequence[Candidate | int], placed: Mapping[int, int] | None = None
) -> tuple[Story, ...]:
    """The hits (best first, a few hundred at most) as stories, in the order of their best.

    Hits that were `placed`, each by its id, are one story where they are in the same, and only
    there. Others are one story if they appeared within three days and their titles are alike,
    where one title may say more than the other, but not something else: other names and numbers
    are another story. Each is compared with the best of a story only, so that likeness doesn't
    chain. Of a hit that is but an id no more is known than where it was placed.
    """
    stories = _Stories()
    for hit in hits:
        article_id = hit if isinstance(hit, int) else hit.article_id
        told = None if isinstance(hit, int) else _Told.of(hit)
        stories.add(article_id, told, (placed or {}).get(article_id))
    return tuple(Story(known.best, tuple(known.also)) for known in stories.known)


class _Stories:
    """The stories so far, in the order in which they were found."""

    def __init__(self) -> None:
        self.known: list[_Known] = []
        self._placed: dict[int, _Known] = {}
        # Only what appeared in neighbouring spans of time can be near enough.
        self._spans: dict[int, list[_Known]] = {}

    def add(self, article_id: int, told: _Told | None, story_id: int | None) -> None:
        known = self._find(told, story_id)
        if known is not None:
            known.also.append(article_id)
        else:
            known = _Known(article_id, [], story_id, told)
            self.known.append(known)
            if told is not None:
                self._spans.setdefault(told.span(), []).append(known)
        if story_id is not None:
            known.story_id = story_id
            self._placed[story_id] = known

    def _find(self, told: _Told | None, story_id: int | None) -> _Known | None:
        if story_id is not None and story_id in self._placed:
            return self._placed[story_id]
        if told is None:
            return None
        span = told.span()
        near = {
            known.told: known
            for at in (span - 1, span, span + 1)
            for known in self._spans.get(at, ())
            if known.told is not None and (story_id is None or known.story_id is None)
        }
        found = _find(told, tuple(near))
        return None if found is None else near[found]


def _find(story: _Told, known: Sequence[_Told]) -> _Told | None:
    """The known story that is the same, the most alike if there are several."""
    if not story.title:
        return None
    titles = [other.title for other in known]
    matches = process.extract(
        story.title, titles, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_COMPARED
    )
    alike = (known[match[2]] for match in matches)
    return next((other for other in alike if story.is_same(other)), None)


def _is_form(word: str, of: str) -> bool:
    """Whether the two are one word, inflected, shortened or misspelt; numbers never are."""
    if any(character.isdigit() for character in word + of):
        return False
    shorter, longer = sorted((word, of), key=len)
    is_short_form = len(shorter) >= _SHORTEST_FORM and longer.startswith(shorter)
    is_inflected = _INFLECTION.sub("", word) == _INFLECTION.sub("", of)
    return is_short_form or is_inflected or OSA.normalized_similarity(word, of) >= _FORM
