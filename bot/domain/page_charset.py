"""The text of a page from its bytes: the HTML standard's order, and what publishers get wrong.

Byte order mark, Content-Type header, `<meta>` in the first bytes, then a guess. A declaration that
the bytes contradict is passed over.
"""

import re

import webencodings
from charset_normalizer import from_bytes

# The standard asks for 1,024 bytes; some publishers put a script before their meta.
_PRESCAN = 4096
_META = re.compile(rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:.-]{1,40})""")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_LANGUAGE = re.compile(rb"""<html[^>]{0,500}?lang\s*=\s*["']?([A-Za-z]{2})""", re.IGNORECASE)
_UTF_16 = ("utf-16le", "utf-16be")
_ASCII = re.compile(rb"[\x00-\x7f]+")
_GUESSED = 64 * 1024
# What pages without a declaration are written in, by their language, likeliest first.
_BY_LANGUAGE = {
    b"ja": ("shift_jis", "euc-jp", "iso-2022-jp"),
    b"zh": ("gb18030", "big5"),
    b"ko": ("euc-kr",),
    b"ru": ("windows-1251",),
    b"uk": ("windows-1251",),
    b"bg": ("windows-1251",),
    b"el": ("windows-1253",),
    b"tr": ("windows-1254",),
    b"he": ("windows-1255",),
    b"ar": ("windows-1256",),
    b"pl": ("windows-1250",),
    b"cs": ("windows-1250",),
    b"hu": ("windows-1250",),
}
_STRANGE = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_LATIN_SHARE = 0.25
# Not the halfwidth ones, which a misread text is full of.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_KANA_SHARE = 0.3
# Of what is not ASCII, up to so much may be broken: an advertisement in another charset.
_MAX_BROKEN = 0.2


def decode_page(body: bytes, charset: str = "") -> str:
    """The text; `charset` is the label of the Content-Type header, "" for none."""
    if body.startswith(b"\xef\xbb\xbf"):
        return body[3:].decode("utf-8", errors="replace")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", errors="replace")
    if _is_utf_8(body):
        # No other encoding's text of any length happens to be UTF-8, whatever is declared.
        return body.decode("iso-2022-jp" if _is_iso_2022(body) else "utf-8", errors="replace")
    for label in (charset, _declared(body)):
        text = _decode_as(body, label)
        if text is not None:
            return text
    return _guess(body)


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may have been cut off.
        return error.end == len(body) and error.reason == "unexpected end of data"
    return True


def _is_iso_2022(body: bytes) -> bool:
    """Whether ASCII bytes are Japanese text in its mail encoding, and whole."""
    if b"\x1b$" not in body or b"\x1b(" not in body:
        return False
    try:
        body.decode("iso-2022-jp")
    except UnicodeDecodeError:
        return False
    return True


def _declared(body: bytes) -> str:
    head = _COMMENT.sub(b"", body[:_PRESCAN])
    found = _META.search(head) or _XML.match(head)
    label = found[1].decode("ascii", errors="replace").lower() if found else ""
    # A meta that could be read is not in UTF-16.
    return "utf-8" if label.replace("utf16", "utf-16") in ("utf-16", *_UTF_16) else label


def _decode_as(body: bytes, label: str) -> str | None:
    """The text in a declared encoding, None where there is none or the bytes are not in it."""
    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name in ("replacement", "x-user-defined"):
        return None
    text: str = encoding.codec_info.decode(body, "replace")[0]
    strange = len(_ASCII.sub(b"", body))
    return text if text.count("�") <= strange * _MAX_BROKEN else None


def _guess(body: bytes) -> str:
    language = _LANGUAGE.search(body[:_PRESCAN])
    labels = _BY_LANGUAGE.get(language[1].lower(), ()) if language else ()
    for label in labels:
        text = _decode_as(body, label)
        if text is not None and "�" not in text:
            return text
    text = _guess_kana(body) if not labels else None
    if text is not None:
        return text
    # A script of its own fills the text; the accents of a Latin one are few among ASCII.
    is_latin = len(_STRANGE.findall(body)) < _LATIN_SHARE * len(_LETTER.findall(body))
    best = None if language or is_latin else from_bytes(body[:_GUESSED]).best()
    text = _decode_as(body, best.encoding.replace("_", "-")) if best else None
    return text if text is not None else body.decode("cp1252", errors="replace")


def _guess_kana(body: bytes) -> str | None:
    """The text as Japanese, known by its kana, which no other decoding brings forth in number."""
    for label in _BY_LANGUAGE[b"ja"]:
        text = _decode_as(body, label)
        if text is not None and "�" not in text:
            strange = sum(not character.isascii() for character in text)
            if len(_KANA.findall(text)) > _KANA_SHARE * strange:
                return text
    return None
