"""What a typed word may mean: itself, its forms, what it begins, near words, words run together."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.vocabulary import Vocabulary

# After the measured design: a completion counts for more than a typo. Chosen among their
# neighbours by `bench/search.py`.
_EXACT, _FORM, _UNKNOWN_FORM = 1.0, 0.85, 0.85
_COMPLETION, _KNOWN_COMPLETION, _MISSPELT_COMPLETION = 0.85, 0.6, 0.55
_ONE_EDIT, _TWO_EDITS = 0.75, 0.5
_JOIN, _COMPLETED_JOIN, _MISSPELT_JOIN = 0.9, 0.7, 0.6
_SPLIT, _COMPLETED_SPLIT, _MISSPELT_SPLIT, _TWICE_MISSPELT_SPLIT = 0.72, 0.65, 0.45, 0.3
_PRIOR, _LEAST_PRIOR = 0.03, 0.7
# A letter left out and two letters swapped can go wrong in one way; a wrong or an additional letter
# may be any of the alphabet, which makes each of them less likely. Few mistype the first letter.
_ANY_LETTER, _OTHER_BEGINNING = 0.9, 0.9
_FIRST_WITH_LETTER_LOST = 3
_FIRST_WITH_ONE_EDIT = 4
_FIRST_WITH_TWO_EDITS = 7
_FIRST_SPLIT = 5
_SHORTEST_COMPLETED = 2
_MOST_COMPLETIONS = 10
_MOST_SPLITS = 4
_MOST_ALTERNATIVES = 8
# A rare word that the archive knows may be a frequent one misspelt, by its authors or the member.
_DOUBTED, _FAR_MORE = 0.9, 10
# Where a part is in so few articles, two typed words may be one that is misspelt.
_RARE = 3
# Two-letter words are everywhere; only common ones are taken for a part of a split word.
_COMMON = 50
_ENDINGS = (("", "s"), ("", "es"), ("y", "ies"))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words of the archive that together stand for a typed one.

    `weight` is 1 for the word itself, down to 0. `is_correction` says that letters or spaces were
    changed, not only an ending added or a word completed.
    """

    words: tuple[str, ...]
    weight: float
    is_correction: bool = False


def find_alternatives(
    word: str, vocabulary: Vocabulary, *, is_unfinished: bool, is_doubted: bool = False
) -> tuple[Alternative, ...]:
    """What the word may mean beside itself, likeliest first; empty if nothing is near it.

    A word that the archive knows is taken as meant, however rare, unless it `is_doubted`: then it
    may also be a misspelling of far more frequent ones. Digits are never corrected: another number
    is another thing.
    """
    found = list(_inflected(word, vocabulary))
    if is_unfinished:
        found += _completed(word, vocabulary)
    if not vocabulary.documents(word):
        found += _corrected(word, vocabulary, is_unfinished=is_unfinished)
        is_explained = any(alternative.weight > _TWO_EDITS for alternative in found)
        found += _split(word, vocabulary, is_unfinished=is_unfinished, is_spelt_right=is_explained)
    elif is_doubted:
        found += _doubted(word, vocabulary)
    return best_alternatives(found)


def find_exact(word: str, vocabulary: Vocabulary) -> tuple[Alternative, ...]:
    """The word itself, if the archive has it."""
    return (Alternative((word,), _EXACT),) if vocabulary.documents(word) else ()


def join_alternatives(
    first: str, second: str, vocabulary: Vocabulary, *, is_unfinished: bool
) -> tuple[Alternative, ...]:
    """What two typed words may mean that are one; both stand for it.

    Finished words may be one in the other order too, as all words may stand in any order.
    """
    both = (first + second,) if is_unfinished else sorted((first + second, second + first))
    joined = [word for word in both if vocabulary.documents(word)]
    if joined and len(joined[0]) >= _FIRST_WITH_ONE_EDIT:
        return tuple(Alternative((word,), _JOIN, is_correction=True) for word in joined)
    if len(both[0]) < _FIRST_SPLIT or not _may_be_parts(first, second, vocabulary):
        return ()
    if is_unfinished and (completed := vocabulary.completions(both[0], limit=3)):
        return tuple(Alternative((w,), _COMPLETED_JOIN, is_correction=True) for w in completed)
    if any(map(str.isdigit, both[0])):
        return ()
    near = [word for one in both for word, _ in vocabulary.near(one, edits=1)[:3]]
    return tuple(Alternative((word,), _MISSPELT_JOIN, is_correction=True) for word in near)


def _may_be_parts(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Whether the two, one of which is no word of the archive, may be one that is misspelt."""
    fewer, more = sorted((vocabulary.documents(first), vocabulary.documents(second)))
    return fewer == 0 or (fewer <= _RARE and more <= _RARE)


def best_alternatives(found: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """The likeliest, each once; of equally likely ones those found first."""
    best: dict[tuple[str, ...], Alternative] = {}
    for alternative in found:
        known = best.get(alternative.words)
        if known is None or known.weight < alternative.weight:
            best[alternative.words] = alternative
    return tuple(sorted(best.values(), key=lambda a: -a.weight)[:_MOST_ALTERNATIVES])


def _inflected(word: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Its plural or singular."""
    is_known = vocabulary.documents(word) > 0
    for form in _forms(word):
        if vocabulary.documents(form):
            yield Alternative((form,), _FORM if is_known else _UNKNOWN_FORM)


def _forms(word: str) -> Iterator[str]:
    """Plural for singular and the reverse, by the regular endings of English."""
    for singular, plural in _ENDINGS:
        if word.endswith(plural) and len(word) > len(plural) + 2:
            yield word.removesuffix(plural) + singular
        if word.endswith(singular):
            yield word.removesuffix(singular) + plural


def _completed(word: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    if len(word) < _SHORTEST_COMPLETED:
        return
    weight = _KNOWN_COMPLETION if vocabulary.documents(word) else _COMPLETION
    completions = vocabulary.completions(word, limit=_MOST_COMPLETIONS)
    most = vocabulary.documents(completions[0]) if completions else 1
    for longer in completions:
        yield Alternative((longer,), weight * _prior(vocabulary.documents(longer), most))


def _corrected(word: str, vocabulary: Vocabulary, *, is_unfinished: bool) -> Iterator[Alternative]:
    """Near words, the frequent ones likelier."""
    if len(word) < _FIRST_WITH_LETTER_LOST:
        return
    near = vocabulary.near(word, edits=1)
    if len(word) >= _FIRST_WITH_TWO_EDITS and _are_rare(near, vocabulary):
        near = vocabulary.near(word, edits=2)
    if len(word) < _FIRST_WITH_ONE_EDIT:
        near = [(other, distance) for other, distance in near if _likeness(word, other) == 1]
    near = [(other, distance) for other, distance in near if _digits(other) == _digits(word)]
    most = max((vocabulary.documents(other) for other, _ in near), default=1)
    for other, distance in near:
        weight = _ONE_EDIT * _likeness(word, other) if distance == 1 else _TWO_EDITS
        prior = _prior(vocabulary.documents(other), most)
        yield Alternative((other,), weight * prior, is_correction=True)
    if is_unfinished and len(word) > _FIRST_WITH_ONE_EDIT:
        for longer in vocabulary.near_completions(word, limit=_MOST_COMPLETIONS):
            documents = vocabulary.documents(longer)
            weight = _MISSPELT_COMPLETION * _prior(documents, max(most, documents))
            if _digits(longer[: len(word)]) == _digits(word):
                yield Alternative((longer,), weight, is_correction=True)


def _doubted(word: str, vocabulary: Vocabulary) -> Iterator[Alternative]:
    """Near words that are far more frequent than this one."""
    least = _FAR_MORE * vocabulary.documents(word)
    for alternative in _corrected(word, vocabulary, is_unfinished=False):
        if vocabulary.documents(alternative.words[0]) >= least:
            yield replace(alternative, weight=_DOUBTED * alternative.weight)


def _likeness(typed: str, word: str) -> float:
    """How likely the one edit between the two is, up to 1."""
    beginning = 1.0 if typed[0] == word[0] else _OTHER_BEGINNING
    is_lost = len(typed) < len(word)
    is_swapped = len(typed) == len(word) and sorted(typed) == sorted(word)
    is_doubled = len(typed) > len(word) and set(typed) == set(word)
    return beginning * (1.0 if is_lost or is_swapped or is_doubled else _ANY_LETTER)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def _are_rare(near: Iterable[tuple[str, int]], vocabulary: Vocabulary) -> bool:
    return all(vocabulary.documents(other) <= _RARE for other, _ in near)


def _prior(documents: int, most: int) -> float:
    """How likely a word is meant for how often it is used, up to 1."""
    return max(_LEAST_PRIOR, 1 - _PRIOR * math.log(max(most, 1) / max(documents, 1)))


def _split(
    word: str, vocabulary: Vocabulary, *, is_unfinished: bool, is_spelt_right: bool
) -> list[Alternative]:
    """Two words run together, the likeliest pairs; misspelt ones unless `is_spelt_right`."""
    if len(word) < _FIRST_SPLIT:
        return []
    cuts = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    pairs = [(_SPLIT, a, b) for a, b in cuts if _is_part(a, vocabulary) and _is_part(b, vocabulary)]
    if is_unfinished:
        pairs += [
            (_COMPLETED_SPLIT, a, longer)
            for a, b in cuts
            if min(len(a), len(b)) > 2 and vocabulary.documents(a)
            for longer in vocabulary.completions(b, limit=2)
        ]
    if not pairs and not is_spelt_right and not any(map(str.isdigit, word)):
        pairs = list(_misspelt_splits(cuts, vocabulary)) or list(_twice_misspelt(cuts, vocabulary))
    pairs.sort(key=lambda p: (-p[0], -min(vocabulary.words[p[1]], vocabulary.words[p[2]]), p))
    return [
        Alternative((a, b), weight, is_correction=True) for weight, a, b in pairs[:_MOST_SPLITS]
    ]


def _misspelt_splits(
    cuts: Iterable[tuple[str, str]], vocabulary: Vocabulary
) -> Iterator[tuple[float, str, str]]:
    """Two words run together of which one is misspelt."""
    for first, second in cuts:
        if len(first) > 2 and len(second) > 3 and vocabulary.documents(first):
            for near, _ in vocabulary.near(second, edits=1):
                yield _MISSPELT_SPLIT, first, near
        elif len(first) > 3 and len(second) > 2 and vocabulary.documents(second):
            for near, _ in vocabulary.near(first, edits=1):
                yield _MISSPELT_SPLIT, near, second


def _twice_misspelt(
    cuts: Iterable[tuple[str, str]], vocabulary: Vocabulary
) -> Iterator[tuple[float, str, str]]:
    """Two words run together, each misspelt by a letter; the likeliest for each cut."""
    for first, second in cuts:
        if min(len(first), len(second)) >= _FIRST_WITH_ONE_EDIT:
            parts = [vocabulary.near(part, edits=1)[:1] for part in (first, second)]
            if all(parts):
                yield _TWICE_MISSPELT_SPLIT, parts[0][0][0], parts[1][0][0]


def _is_part(word: str, vocabulary: Vocabulary) -> bool:
    return vocabulary.documents(word) > (0 if len(word) > 2 else _COMMON)
