"""The quick reader of front matter: the plain subset of YAML that honest files are written in.

Block mappings and sequences of one-line scalars, indented by spaces. Whatever lies outside (flow
style, comments, anchors, tags, folded scalars, tabs, duplicate keys, control characters) is None
here and read by bot.domain.yaml_events, with the same result for what both can read. It exists for
speed: a loop over PyYAML events costs about three times as much.
"""

import re
from collections.abc import Callable
from functools import cache

Value = str | None | list["Value"] | dict[str, "Value"]
Fields = dict[str, Value]

_MAX_INDENT = 12
# Matching escapes takes room for each; libyaml reads what is longer in a fixed one.
_MAX_SCALAR = 100_000
# What libyaml refuses, and the line breaks of YAML 1.1. Named by what is refused: the same sets
# named by what is taken cost ten times as long to compile.
_REFUSED = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
_INSIDE_DOUBLE = rf'[^"\\{_REFUSED}]*'
_DOUBLE = re.compile(rf'"({_INSIDE_DOUBLE}(?:\\[\x20-\x7e]{_INSIDE_DOUBLE})*)"')
_INSIDE_SINGLE = rf"[^'{_REFUSED}]*"
_SINGLE = re.compile(rf"'({_INSIDE_SINGLE}(?:''{_INSIDE_SINGLE})*)'")
_PLAIN = re.compile(rf"(?:[\w/+.(]|-(?=[^ -]))[^{_REFUSED}]*")
# The two forms of most scalars: a quoted text in ASCII without escapes, and a plain word.
_ASCII_TEXT = r"[ !#-\[\]-~]*"
_PLAIN_WORD = r"[A-Za-z0-9](?:[\w/.:%=&?~+!-]*[\w/=])?"
# What ends a plain scalar or makes it a comment's or a mapping's.
_NOT_PLAIN = re.compile(r": |:$| #")
# Half a surrogate pair is no character.
_ESCAPE = re.compile(r'\\(["\\/ntr]|u(?![dD][89a-fA-F])[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})')
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class _OutsideSubsetError(Exception):
    """The text is not in the subset; it may be good YAML all the same."""


def read_lines(text: str) -> Fields | None:
    """The mapping that the text states, or None where the subset doesn't cover it.

    Every line ends in a line feed. Scalars stay strings ("false", "23"); an empty or null one is
    None.
    """
    indent = len(text) - len(text.lstrip(" "))
    try:
        return _mapping(text, indent)
    except _OutsideSubsetError:
        return None


@cache
def _section(indent: int) -> re.Pattern[str]:
    """A key at this indentation, what stands beside it, and the deeper lines below it.

    Groups: the key; a quoted text without escapes; a plain one without spaces; anything else; the
    lines below. The first two forms are nearly all scalars and need no second look.
    """
    pad = " " * indent
    beside = rf'"({_ASCII_TEXT})" *(?=\n)|({_PLAIN_WORD})(?=\n)|([^\n]*)'
    # Possessive: places to come back to would take 100 bytes for each of millions of lines.
    below = rf"(?:{pad} +[^\n]*+\n| *+\n)*+"
    return re.compile(rf"{pad}([A-Za-z]\w*):(?: +(?:{beside}))?\n({below})")


def _mapping(text: str, indent: int) -> Fields:
    if indent > _MAX_INDENT:
        raise _OutsideSubsetError
    fields: Fields = {}
    pattern = _section(indent)
    position = _after_blank_lines(text)
    while position < len(text):
        match = pattern.match(text, position)
        if match is None or match[1] in fields:
            raise _OutsideSubsetError
        fields[match[1]] = _value(match)
        position = match.end()
    return fields


def _value(match: re.Match[str]) -> Value:
    """What a section of `_section` holds."""
    _, quoted, plain, other, below = match.groups()
    if below and not below.isspace():
        if quoted is not None or plain or other:
            raise _OutsideSubsetError
        return _block(below)
    if quoted is not None:
        return _short(quoted)
    if plain is not None:
        return None if plain in _NULL else _short(plain)
    return _scalar(other or "")


def _block(text: str) -> Value:
    text = text[_after_blank_lines(text) :]
    indent = len(text) - len(text.lstrip(" "))
    is_sequence = text.startswith("- ", indent)
    return _sequence(text, indent) if is_sequence else _mapping(text, indent)


def _sequence(text: str, indent: int) -> Value:
    first, *items = ("\n" + text).split("\n" + " " * indent + "- ")
    if first:
        raise _OutsideSubsetError
    return [_item(item if item.endswith("\n") else item + "\n", indent + 2) for item in items]


def _item(text: str, indent: int) -> Value:
    if _section(0).match(text):
        return _mapping(" " * indent + text, indent)
    scalar, _, rest = text.partition("\n")
    if rest and not rest.isspace():
        raise _OutsideSubsetError
    return _scalar(scalar)


def _scalar(text: str) -> str | None:
    text = text.strip(" ")
    if text in _NULL:
        return None
    _short(text)  # before a pattern remembers each of millions of escapes
    if text[0] == '"':
        return _quoted(_DOUBLE, text, _unescape)
    if text[0] == "'":
        return _quoted(_SINGLE, text, lambda inside: inside.replace("''", "'"))
    if not _PLAIN.fullmatch(text) or _NOT_PLAIN.search(text):
        raise _OutsideSubsetError
    return text


def _short(text: str) -> str:
    if len(text) > _MAX_SCALAR:
        raise _OutsideSubsetError
    return text


def _quoted(pattern: re.Pattern[str], text: str, unescape: Callable[[str], str]) -> str:
    match = pattern.fullmatch(text)
    if match is None:
        raise _OutsideSubsetError
    return unescape(match[1])


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    unescaped, count = _ESCAPE.subn(_escaped, text)
    if count != _backslashes(text):
        raise _OutsideSubsetError
    return unescaped


def _backslashes(text: str) -> int:
    """How many escapes begin in the text, whatever they are."""
    return len(re.findall(r"\\.", text, re.DOTALL))


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "ux" and len(code) > 1:
        return chr(int(code[1:], 16))
    return _PLAIN_ESCAPES.get(code, code)


def _after_blank_lines(text: str) -> int:
    position = 0
    while (end := text.find("\n", position)) >= 0 and not text[position:end].strip(" "):
        position = end + 1
    return position
