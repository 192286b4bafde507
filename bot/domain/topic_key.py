"""Names of topics in a form in which all spellings of one are equal."""

from collections.abc import Iterable
from functools import lru_cache

from bot.domain.words import fold, fold_words

Key = tuple[str, ...]

# Initials of more words are no abbreviation that anybody uses.
_MOST_INITIALS = 5
# The names of large archives are asked for again at every key that a member types.
_REMEMBERED = 20_000
# Words that end like a plural but mean something else without their last letter.
_NO_PLURALS = frozenset({"aids", "arms", "goods", "mars", "news", "windows"})
# Words that stand for no letter of an abbreviation, and tell no topic from another.
SMALL_WORDS = frozenset({"a", "and", "for", "in", "of", "on", "the", "to"})
# Signs that tell names apart, which are no words: "C++" is not "C#".
_SIGNS = str.maketrans({"&": " and ", "+": " plus ", "#": " sharp "})


class Phrases:
    """Puts the names for their aliases, also within longer names: "AI in Games" has one."""

    def __init__(self, aliases: Iterable[tuple[str, str]]) -> None:
        """Take aliases, each with the name that stands for it."""
        self._names: dict[Key, Key] = {}
        for alias, name in aliases:
            shorter, longer = topic_key(alias), topic_key(name)
            if shorter and longer:
                self._names[shorter] = longer
        self._lengths: dict[str, list[int]] = {}
        for shorter in sorted(self._names, key=len, reverse=True):
            self._lengths.setdefault(shorter[0], []).append(len(shorter))
        # A name may hold an alias of its own: "Self-Driving" for "AI in Autos".
        self._names = {shorter: self.replaced(longer) for shorter, longer in self._names.items()}

    def replaced(self, key: Key) -> Key:
        """The words with every alias, the longest first, replaced; what replaces it is left."""
        if self._lengths.keys().isdisjoint(key):
            return key
        words: list[str] = []
        at = 0
        while at < len(key):
            lengths = self._lengths.get(key[at], ())
            length = next((n for n in lengths if key[at : at + n] in self._names), 0)
            words += self._names[key[at : at + length]] if length else key[at : at + 1]
            at += length or 1
        return tuple(words)


@lru_cache(_REMEMBERED)
def topic_key(name: str) -> Key:
    """The words of a name in the form in which all its spellings are equal.

    Without case, accents, "&" for "and", and the plural of what is safe to put in the singular.
    """
    words = fold_words(name.translate(_SIGNS))
    return tuple(map(_singular, words)) or tuple(fold(name).split())


def _singular(word: str) -> str:
    if len(word) < 4 or word in _NO_PLURALS or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 5:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word if word.endswith(("ss", "us", "is", "ics", "ous")) else word[:-1]


def initials_of(key: Key) -> str:
    """The first letters of a name of several words; "" where nobody would say it so."""
    letters = [word[0] for word in key if word not in SMALL_WORDS]
    return "".join(letters) if 2 <= len(letters) <= _MOST_INITIALS else ""
