"""How like each other the stories of a briefing are, by their words and topics."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.small_words import SMALL_WORDS
from bot.domain.words import fold_words

# Reports of one event in other words have a cosine from 0.2 on, of one theme from 0.1 on (pairs of
# the corpus, read by eye). A story that is like one above it loses so many points.
_PER_COSINE = 6.0
# Titles alone say less: half of that.
_PER_TITLE_COSINE = 3.0
_MOST_BY_WORDS = 1.5
_BY_TOPICS = 0.4
# Words of the summary count half as much as those of the title; its first lines tell of what it is.
_IN_TITLE, _IN_SUMMARY = 1.0, 0.5
_SUMMARY = 350
_SHORTEST_INFLECTED = 5
_INFLECTION = re.compile(r"(?:ing|ed|es|s|e|d)$")
# A topic of so many of the stories is what the briefing is on, and tells none from another.
_COMMON = 0.2


@dataclass(frozen=True, slots=True)
class Profile:
    """What a story is about: words with their weights, those of its title too, and its topics.

    The squares of all weights, and of the title's, add up to 1.
    """

    words: Mapping[str, float]
    title: Mapping[str, float]
    topics: frozenset[str]

    def likeness(self, other: "Profile") -> float:
        """What the one loses for standing below the other: 0 to 1.5 points."""
        by_words = _PER_COSINE * _cosine(self.words, other.words)
        by_title = _PER_TITLE_COSINE * _cosine(self.title, other.title)
        either = len(self.topics | other.topics)
        shared = len(self.topics & other.topics) / either if either else 0.0
        return min(_MOST_BY_WORDS, max(by_words, by_title, _BY_TOPICS * shared))


def profiles(articles: Sequence[Article]) -> list[Profile]:
    """The profile of each; words that many of them have weigh little."""
    titles = [dict.fromkeys(_telling(article.title), _IN_TITLE) for article in articles]
    counted = [
        _counted(title, article.excerpt) for title, article in zip(titles, articles, strict=True)
    ]
    holding = Counter(word for words in counted for word in words)
    topics = [frozenset(article.topics) for article in articles]
    common = _common(topics)
    return [
        Profile(
            _weighted(words, holding, len(articles)),
            _weighted(title, holding, len(articles)),
            its_topics - common,
        )
        for words, title, its_topics in zip(counted, titles, topics, strict=True)
    ]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    less, more = sorted((one, other), key=len)
    return sum(weight * more[word] for word, weight in less.items() if word in more)


def _counted(title: Mapping[str, float], excerpt: str) -> dict[str, float]:
    words = dict.fromkeys(_telling(excerpt[:_SUMMARY]), _IN_SUMMARY)
    for word, weight in title.items():
        words[word] = words.get(word, 0.0) + weight
    return words


def _telling(text: str) -> set[str]:
    return {_stem(word) for word in fold_words(text) if word not in SMALL_WORDS}


def _stem(word: str) -> str:
    return _INFLECTION.sub("", word) if len(word) >= _SHORTEST_INFLECTED else word


def _weighted(
    words: Mapping[str, float], holding: Mapping[str, int], size: int
) -> dict[str, float]:
    weights = {w: value * math.log(1 + size / holding[w]) for w, value in words.items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / norm for word, weight in weights.items()}


def _common(topics: Iterable[frozenset[str]]) -> frozenset[str]:
    sets = list(topics)
    counts = Counter(name for names in sets for name in names)
    return frozenset(n for n, count in counts.items() if count > max(2.0, _COMMON * len(sets)))
