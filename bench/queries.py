"""Queries as readers type them, made from the titles of a loaded archive with a seed.

Classes, after what people do to a title they half remember: a) its salient words; b) the same with
one or two typing errors; c) in another order, the last word unfinished; e) words joined or split;
h) all at once: an error in every word, in long ones sometimes two, in another order, at times
joined, split or unfinished; topical) one or two frequent words, which many titles answer;
topical+typo) the same with an error in the longest.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.words import fold_words

LABELLED = ("a", "b", "c", "e", "h")
TOPICAL = ("topical", "topical+typo")
# A topical query has at least so many right answers, in a large archive one in 2,000 titles.
_MANY = 12
# How many words a query is made of. With fewer in e, joining leaves few that are whole: with more,
# those alone would find the title.
_WORDS = {"a": (3, 5), "b": (3, 5), "c": (3, 5), "e": (2, 4), "h": (3, 5)}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# So frequent that nobody remembers a title by them.
_STOP_WORDS = """
a an and are as at be by can for from has have how in into is it its more new not of on or our s
says that the their this to up was what when why will with you your
"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query with the title it was made from; "" for topical ones, which many titles answer.

    `clean` are the words that were meant.
    """

    kind: str
    text: str
    title: str
    clean: str


def make_queries(titles: Sequence[str], *, each: int, seed: int = 1) -> list[Labelled]:
    """`each` queries of every class, the same for the same titles and seed."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    counts = Counter(word for title in titles for word in set(fold_words(title)))
    makers: dict[str, Callable[[list[str]], str]] = {
        "a": " ".join,
        "b": lambda words: " ".join(_with_typos(words, rng, rng.randint(1, 2))),
        "c": lambda words: _unfinished(rng.sample(words, len(words)), rng),
        "e": lambda words: _rejoined(words, rng),
        "h": lambda words: _mangled(words, rng),
    }
    queries = []
    for kind in LABELLED:
        for title in _usable(titles, counts, rng, each):
            words = _salient(title, counts, rng.randint(*_WORDS[kind]))
            queries.append(Labelled(kind, makers[kind](words), title, " ".join(words)))
    return queries + _topical(titles, counts, rng, each)


def _usable(
    titles: Sequence[str], counts: Counter[str], rng: random.Random, each: int
) -> list[str]:
    """Titles by chance that somebody could remember by three words."""
    chosen: list[str] = []
    # Ten times as many would be tried in vain only where hardly any title has three words.
    for title in rng.choices(titles, k=10 * each + 100):
        if len(chosen) < each and len(_salient(title, counts, 4)) >= 3:
            chosen.append(title)
    return chosen


def _salient(title: str, counts: Counter[str], most: int) -> list[str]:
    """The rarest words of the title that are words, in its order."""
    words = list(dict.fromkeys(w for w in fold_words(title) if w not in _STOP and len(w) > 2))
    chosen = set(sorted(words, key=lambda word: (counts[word], word))[:most])
    return [word for word in words if word in chosen]


def _topical(
    titles: Sequence[str], counts: Counter[str], rng: random.Random, each: int
) -> list[Labelled]:
    many = max(_MANY, len(titles) // 2_000)
    frequent = frozenset(
        word for word, n in counts.items() if n >= many and len(word) >= 5 and word not in _STOP
    )
    pairs = Counter(pair for title in titles for pair in _neighbours(title, frequent))
    texts = sorted({" ".join(pair) for pair, count in pairs.items() if count >= many} | frequent)
    queries = []
    for clean in rng.choices(texts, k=each) if texts else ():
        words = clean.split()
        longest = max(range(len(words)), key=lambda i: len(words[i]))
        words[longest] = make_typo(words[longest], rng)
        queries.append(Labelled("topical", clean, "", clean))
        queries.append(Labelled("topical+typo", " ".join(words), "", clean))
    return queries


def _neighbours(title: str, frequent: frozenset[str]) -> set[tuple[str, str]]:
    return {pair for pair in pairwise(fold_words(title)) if frequent.issuperset(pair)}


def make_typo(word: str, rng: random.Random) -> str:
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
    long = long or [max(range(len(words)), key=lambda i: len(words[i]))]
    chosen = set(rng.sample(long, min(number, len(long))))
    return [make_typo(word, rng) if i in chosen else word for i, word in enumerate(words)]


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
    typed = [make_typo(word, rng) if len(word) >= 4 and word.isalpha() else word for word in words]
    typed = [make_typo(w, rng) if len(w) >= 8 and rng.random() < 0.3 else w for w in typed]
    rng.shuffle(typed)
    if rng.random() < 0.3:
        typed = _rejoined(typed, rng).split()
    return _unfinished(typed, rng) if rng.random() < 0.3 else " ".join(typed)
