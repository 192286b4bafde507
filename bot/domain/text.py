"""Repairs to text as it comes from publishers, feeds and old exports."""

import html
import re

# UTF-8 read as Windows-1252 or Latin-1 leaves a lead byte (à to ô, Â, Ã) and what its followers
# became. Only texts with such a pair are worth ftfy's look.
_DOUBLE_ENCODED = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LITERAL_BREAK = re.compile(r"(?:\\r)?\\n|\\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_NEEDS_REPAIR = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff&\\\\\u00c2-\u00f4]"
)


def repair_line(text: str) -> tuple[str, bool]:
    """The text as one line, and whether it was damaged.

    Mends double encoding, HTML entities, line breaks (also the letters `\\r\\n`) and control
    characters. White space is folded to single spaces, which alone doesn't count as damage.
    """
    # Nearly every text of an archive leaves here; the next test costs ten times as much.
    if text.isascii() and text.isprintable() and not ("&" in text or "\\" in text or "  " in text):
        return text.strip(), False
    if not _NEEDS_REPAIR.search(text):
        return _one_line(text), False
    mended = repair_controls(text)
    if _DOUBLE_ENCODED.search(mended):
        mended = _decode_twice(mended)
    # An entity may have been escaped twice ("&amp;#39;"), never more often in the corpus.
    for _ in range(2):
        if _ENTITY.search(mended):
            mended = repair_controls(html.unescape(mended))
    mended = _LITERAL_BREAK.sub(" ", mended).replace("\r", " ")
    return _one_line(mended), mended != text


def repair_controls(text: str) -> str:
    """The text without control characters; those of Windows-1252 become what they stand for."""
    return _CONTROL.sub(_mend_control, text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def has_controls(text: str) -> bool:
    """Whether a control character other than tab and line break stands in the text."""
    return _CONTROL.search(text) is not None


def _mend_control(match: re.Match[str]) -> str:
    character = match.group()
    if "\x80" <= character <= "\x9f":
        # U+0097 in a page is a Windows-1252 dash that was taken for Latin-1.
        return character.encode("latin-1").decode("cp1252", errors="ignore")
    return ""


def _decode_twice(text: str) -> str:
    # Few archives need ftfy, and its tables take a tenth of the start of a command to import.
    import ftfy

    # Only the encoding is ftfy's: typographic quotes, ligatures and widths are the author's.
    return ftfy.fix_encoding(text)
