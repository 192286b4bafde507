"""Words as search knows them: folded, so that case, accents and typography don't matter."""

import re
import unicodedata

# Scripts written without spaces: Thai, Lao, Khmer, Burmese, kana, CJK ideographs. Their runs are
# indexed by overlapping pairs of characters, so that two characters find what holds them.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD = re.compile(
    rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_])+(?:['’](?=[^\W_])(?:(?![{_UNSPACED}])[^\W_])+)*"
)
_UNSPACED_RUN = re.compile(rf"[{_UNSPACED}]+")
_APOSTROPHE = re.compile("['’]")
_POSSESSIVE = re.compile("['’]s$")


def fold_words(text: str) -> tuple[str, ...]:
    """The text's words in order: lower case, no accents, no possessive, CJK and Thai in pairs."""
    folded: list[str] = []
    for word in _WORD.findall(fold(text)):
        if _UNSPACED_RUN.match(word):
            folded += _pairs(word)
        else:
            folded.append(_APOSTROPHE.sub("", _POSSESSIVE.sub("", word)))
    return tuple(folded)


def fold(text: str) -> str:
    """The text in lower case, without accents, in compatibility form."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not _is_accent(c))
    return unicodedata.normalize("NFC", kept)


def _is_accent(character: str) -> bool:
    """A combining mark of Latin, Greek or Cyrillic; Thai and Indic vowels are marks too."""
    return "\u0300" <= character <= "\u036f"


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
