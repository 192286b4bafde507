"""Words as search knows them: folded, so that case, accents and typography don't matter."""

import re
import unicodedata

# Scripts written without spaces: Thai, Lao, Khmer, Burmese, kana, CJK ideographs. Their runs are
# indexed by overlapping pairs of characters, so that two characters find what holds them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Vowel signs of Indic scripts are marks, and no part of a word to Python's \w.
_INDIC = "\u0900-\u0963\u0966-\u096f\u0971-\u0df3"
# What nearly every text has that is not in ASCII, and is no part of a word; "’" may be.
_QUOTES_AND_DASHES = "“”‘—–…"
_ASCII_SEPARATORS = str.maketrans(
    {c: " " for c in map(chr, range(128)) if not c.isalnum() and c != "'"}
)
_ASCII_POSSESSIVE = re.compile(r"(?<=[a-z0-9])'s(?![a-z0-9]|'[a-z0-9])")
_ASCII_APOSTROPHE = re.compile(r"(?<=[a-z0-9])'(?=[a-z0-9])")
_LETTERS = rf"(?:(?![{_UNSPACED}])[^\W_]|[{_INDIC}])+"
_WORD = re.compile(rf"[{_UNSPACED}]+|{_LETTERS}(?:'{_LETTERS})*")
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
# Combining marks of Latin, Greek and Cyrillic, points of Hebrew and Arabic; Thai and Indic vowels
# are marks too and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f]+")


def fold_words(text: str) -> tuple[str, ...]:
    """The text's words in order: lower case, no accents, no possessive, CJK and Thai in pairs."""
    text = text.replace("’", "'")
    if not text.isascii():
        for sign in _QUOTES_AND_DASHES:
            text = text.replace(sign, " ")
    folded = fold(text)
    if folded.isascii():
        return _ascii_words(folded)
    words: list[str] = []
    for word in _WORD.findall(folded):
        words += _pairs(word) if _UNSPACED_RUN.match(word) else [_plain(word)]
    return tuple(words)


def _ascii_words(folded: str) -> tuple[str, ...]:
    """The same of what is all ASCII, twice as fast as by pattern; most of a load's words are."""
    plain = folded.translate(_ASCII_SEPARATORS)
    if "'" in plain:
        plain = _ASCII_APOSTROPHE.sub("", _ASCII_POSSESSIVE.sub("", plain)).replace("'", " ")
    return tuple(plain.split())


def fold(text: str) -> str:
    """The text in lower case, without accents, in compatibility form."""
    if text.isascii():
        return text.lower()
    # Case comes after the compatible form: mathematical letters have none before it.
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", decomposed))


def _plain(word: str) -> str:
    """The word without possessive and apostrophes."""
    return word.removesuffix("'s").replace("'", "") if "'" in word else word


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
