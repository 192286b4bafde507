"""An article as a report of some event: what of it tells the event from others."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.headline import (
    bare_title,
    is_comment,
    is_reversal,
    is_roundup,
    market_of,
    numbers_in,
)
from bot.domain.vocabulary import Vocabulary
from bot.domain.words import fold_words

# A title's rarest words: one of them stands in whatever tells of the same event. Of the pairs that
# people took for one story (bench/same_story.py) 95 % share one of 4, of 2 only 70 %.
KEYS = 4
# A word that more than one article in 20 has tells little and names many candidates; it is a key
# only of a title that has hardly others.
_TELLING = 3.0
_ALWAYS = 2
# Words weigh as in an archive of so many articles at least, and none more than one in so many does.
_FEWEST = 5_000
MOST_WEIGHT = math.log(1 + _FEWEST)
_INFLECTIONS = ("ing", "ed", "es", "s", "e", "d")
_SHORTEST_STEM = 3
# They name nothing, whatever they are about.
FUNCTION_WORDS = frozenset(
    [
        *("a", "about", "after", "all", "an", "and", "are", "as", "at", "be", "but", "by", "can"),
        *("could", "for", "from", "get", "gets", "has", "have", "he", "how", "i", "in", "into"),
        *("is", "it", "its", "just", "may", "more", "new", "no", "not", "now", "of", "on", "or"),
        *("our", "out", "over", "said", "say", "says", "she", "than", "that", "the", "their"),
        *("they", "this", "to", "up", "us", "was", "we", "were", "what", "when", "who", "why"),
        *("will", "with", "you", "your"),
    ]
)
Weigh = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Report:
    """What of an article tells its event from others; `text` is title and excerpt together.

    Words are folded; `title` and `text` map their stems to weights (0 to 8.5, a rare word's is
    high). `keys` are the title's rarest words, unstemmed. `lead` is the stem that the title begins
    with. `market` is as in `market_of`; `is_reversal` is its title's.
    """

    article_id: int
    provider: str
    published: datetime
    title: dict[str, float]
    text: dict[str, float]
    words: frozenset[str]
    keys: tuple[str, ...]
    lead: str
    title_numbers: frozenset[str]
    numbers: frozenset[str]
    market: frozenset[str] | None
    is_roundup: bool
    is_comment: bool
    is_reversal: bool
    excerpt: str


def weights(vocabulary: Vocabulary) -> Weigh:
    """How much a folded word weighs in an archive of this vocabulary: its inverse frequency."""
    size = max(vocabulary.size, _FEWEST)

    known = dict.fromkeys(FUNCTION_WORDS, 0.0)

    def weigh(word: str) -> float:
        weight = known.get(word)
        if weight is None:
            documents = max(1, vocabulary.documents(word))
            weight = known[word] = min(MOST_WEIGHT, math.log(1 + size / documents))
        return weight

    return weigh


def read_report(
    article_id: int, title: str, excerpt: str, provider: str, published: datetime, weigh: Weigh
) -> Report:
    """The article as a report; `title` and `excerpt` as they are shown."""
    bare = bare_title(title, provider)
    title_words, excerpt_words = _words(bare), _words(excerpt)
    weighed = {word: weigh(word) for word in (*excerpt_words, *title_words)}
    in_title = _stemmed(title_words, weighed)
    title_numbers = numbers_in(bare)
    return Report(
        article_id,
        provider,
        published,
        in_title,
        _stemmed(excerpt_words, weighed) | in_title,
        frozenset(weighed),
        _keys(title_words, weigh),
        stem(title_words[0]) if title_words else "",
        title_numbers,
        title_numbers | numbers_in(excerpt),
        market_of(bare),
        is_roundup(bare),
        is_comment(bare),
        is_reversal(bare),
        excerpt,
    )


def title_keys(title: str, provider: str, weigh: Weigh) -> tuple[str, ...]:
    """The keys of the report alone, which costs a tenth of reading all of it."""
    return _keys(_words(bare_title(title, provider)), weigh)


def _keys(title_words: Iterable[str], weigh: Weigh) -> tuple[str, ...]:
    by_rarity = sorted((-weigh(word), word) for word in set(title_words))
    keys = by_rarity[:KEYS]
    return tuple(
        word for at, (weight, word) in enumerate(keys) if at < _ALWAYS or -weight > _TELLING
    )


def _words(text: str) -> list[str]:
    return [word for word in fold_words(text) if word not in FUNCTION_WORDS]


def _stemmed(words: Iterable[str], weighed: dict[str, float]) -> dict[str, float]:
    stemmed: dict[str, float] = {}
    for word in words:
        stemmed.setdefault(stem(word), weighed[word])
    return stemmed


def stem(word: str) -> str:
    """The word without its inflection, as far as that is worth telling for English."""
    for ending in _INFLECTIONS:
        length = len(ending)
        if word.endswith(ending) and len(word) >= length + _SHORTEST_STEM:
            return word[:-length]
    return word
