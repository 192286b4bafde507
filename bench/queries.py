"""Queries as readers type them, made from the titles of a loaded archive with a seed.

Classes, after what people do to a title they half remember: a) its salient words; b) the same with
one or two typing errors; c) in another order, the last word unfinished; e) words joined or split;
h) all at once, an error in every word; topical) one or two frequent words; topical+typo) the same
with an error in the longest.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.words import fold_words

CLASSES = ("a", "b", "c", "e", "h", "topical", "topical+typo")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# So frequent that nobody remembers a title by them.
_STOP_WORDS = """
a an and are as at be by can for from has have how in into is it its more new not of on or our s
says that the their this to up was what when why will with you your
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query with the title it was made from; "" for topical ones, which many titles answer."""

    kind: str
    text: str
    title: str
    clean: str


def make_queries(titles: Sequence[str], *, each: int, seed: int = 1) -> list[Labelled]:
    """`each` queries of every class, the same for the same titles and seed."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    counts = Counter(word for title in titles for word in set(fold_words(title)))
    usable = [title for title in titles if len(_salient(title, counts, 4)) >= 3]
    makers: dict[str, Callable[[list[str]], str]] = {
        "a": " ".join,
        "b": lambda words: " ".join(_with_typos(words, rng, rng.randint(1, 2))),
        "c": lambda words: _unfinished(rng.sample(words, len(words)), rng),
        "e": lambda words: _rejoined(words, rng),
        "h": lambda words: _mangled(words, rng),
    }
    queries = []
    for kind, make in makers.items():
        for title in rng.choices(usable, k=each):
            words = _salient(title, counts, rng.randint(3, 5))
            queries.append(Labelled(kind, make(words), title, " ".join(words)))
    return queries + _topical(titles, counts, rng, each)


def _salient(title: str, counts: Counter[str], most: int) -> list[str]:
    """The rarest words of the title that are words, in its order."""
    words = list(dict.fromkeys(w for w in fold_words(title) if w not in _STOP and len(w) > 2))
    chosen = set(sorted(words, key=lambda word: (counts[word], word))[:most])
    return [word for word in words if word in chosen]


def _topical(
    titles: Sequence[str], counts: Counter[str], rng: random.Random, each: int
) -> list[Labelled]:
    frequent = {w for w, n in counts.items() if n >= 12 and len(w) >= 5 and w not in _STOP}
    pairs = Counter(pair for title in titles for pair in _neighbours(title) if {*pair} <= frequent)
    texts = sorted({" ".join(pair) for pair, count in pairs.items() if count >= 12} | frequent)
    queries = []
    for clean in rng.choices(texts, k=each):
        words = clean.split()
        longest = max(range(len(words)), key=lambda i: len(words[i]))
        words[longest] = _typo(words[longest], rng)
        queries.append(Labelled("topical", clean, "", clean))
        queries.append(Labelled("topical+typo", " ".join(words), "", clean))
    return queries


def _neighbours(title: str) -> Iterator[tuple[str, str]]:
    return pairwise(fold_words(title))


def _typo(word: str, rng: random.Random) -> str:
    """The word with one letter missing, extra, wrong or swapped, never the first."""
    at = rng.randrange(1, len(word))
    kind = rng.choice("dirs") if len(word) > 3 else "i"
    if kind == "d":
        return word[:at] + word[at + 1 :]
    if kind == "i":
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    if kind == "s" and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + rng.choice(_LETTERS.replace(word[at], "")) + word[at + 1 :]


def _with_typos(words: list[str], rng: random.Random, number: int) -> list[str]:
    long = [i for i, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    chosen = set(rng.sample(long, min(number, len(long))))
    return [_typo(word, rng) if i in chosen else word for i, word in enumerate(words)]


def _unfinished(words: list[str], rng: random.Random) -> str:
    last = words[-1]
    kept = max(3, int(len(last) * rng.uniform(0.5, 0.9)))
    return " ".join([*words[:-1], last[:kept]])


def _rejoined(words: list[str], rng: random.Random) -> str:
    if len(words) > 1 and rng.random() < 0.5:
        at = rng.randrange(len(words) - 1)
        return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])
    at = max(range(len(words)), key=lambda i: len(words[i]))
    cut = rng.randint(2, max(2, len(words[at]) - 2))
    return " ".join([*words[:at], words[at][:cut], words[at][cut:], *words[at + 1 :]])


def _mangled(words: list[str], rng: random.Random) -> str:
    typed = [_typo(word, rng) if len(word) >= 4 and word.isalpha() else word for word in words]
    typed = [_typo(w, rng) if len(w) >= 8 and rng.random() < 0.3 else w for w in typed]
    rng.shuffle(typed)
    if rng.random() < 0.3:
        typed = _rejoined(typed, rng).split()
    return _unfinished(typed, rng) if rng.random() < 0.3 else " ".join(typed)
