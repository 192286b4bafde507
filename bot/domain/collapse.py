"""One story once: hits whose titles say the same, and that appeared at about the same time."""

import re
from collections.abc import Sequence
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

    def is_same(self, other: "_Told") -> bool:
        """Whether one says no more than the other, in time."""
        if abs(self.published - other.published) > _APART:
            return False
        less, more = sorted((self.words - other.words, other.words - self.words), key=len)
        return all(any(_is_form(word, of) for of in more) for word in less)


def collapse(hits: Sequence[Candidate]) -> tuple[Story, ...]:
    """The hits (best first, a few hundred at most) as stories, in the order of their best.

    Two are one story if they appeared within three days and their titles are alike, where one
    title may say more than the other, but not something else: other names and numbers are another
    story. Each is compared with the best of a story only, so that likeness doesn't chain.
    """
    others: dict[int, list[int]] = {}
    # Only what appeared in neighbouring spans of time can be near enough.
    spans: dict[int, list[_Told]] = {}
    for hit in hits:
        story = _Told.of(hit)
        span = int(hit.published.timestamp() // _APART.total_seconds())
        near = [known for at in (span - 1, span, span + 1) for known in spans.get(at, ())]
        known = _find(story, near)
        if known is None:
            others[story.article_id] = []
            spans.setdefault(span, []).append(story)
        else:
            others[known.article_id].append(story.article_id)
    return tuple(Story(best, tuple(also)) for best, also in others.items())


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
