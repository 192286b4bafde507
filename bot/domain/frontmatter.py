"""A document's two parts: the front matter between its fences, and the text below it."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.text import has_controls, repair_controls
from bot.domain.yaml_events import read_events
from bot.domain.yaml_lines import Fields, Value, read_lines
from bot.errors import DocumentError, FieldError

_OPENING = re.compile(r"\s*---[ \t]*\n")
# Patterns begin with the line feed itself: a search for `^` would stop at every character.
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|$)")
# The longest of 3,832 real ones has some 2,500 lines.
_MAX_LINES = 100_000
_RELATED = re.compile(r"\nrelated:[ ]*\n")
_NEXT_KEY = re.compile(r"\n(?=[^ \n])")
_ENTRY = "\n  - "


@dataclass(frozen=True, slots=True)
class SplitDocument:
    """`front` is None for plain text; `front_line` is the front matter's first line, from 1."""

    front: str | None
    front_line: int
    body: str


class Block(NamedTuple):
    """A piece of front matter that states one article, with its first line in the file."""

    text: str
    line: int

    def read(self) -> tuple[Fields, int]:
        """The block's fields, and how many lines held control characters, which YAML refuses.

        Raises DocumentError where the block is no good YAML mapping.
        """
        fields = read_lines(self.text)
        if fields is not None:
            return fields, 0
        text = repair_controls(self.text)
        damaged = sum(map(has_controls, self.text.split("\n"))) if text != self.text else 0
        return read_events(text, first_line=self.line), damaged

    def line_of(self, field: str) -> int:
        """The line on which the field stands, or the block's first."""
        match = re.search(
            rf"^[ ]*(?:- )?[\"']?{re.escape(field)}[\"']?[ ]*:", self.text, re.MULTILINE
        )
        return self.line + (self.text.count("\n", 0, match.start()) if match else 0)


def split_document(text: str) -> SplitDocument:
    """The document's parts; lines of `text` end in a line feed.

    Raises DocumentError for front matter that is opened and not closed, or far too long.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return SplitDocument(None, 1, text)
    first_line = 1 + text.count("\n", 0, opening.end())
    closing = _CLOSING.search(text, opening.end() - 1)
    if closing is None:
        raise DocumentError(
            "the front matter is never closed; put a line `---` below it", first_line - 1
        )
    front = text[opening.end() : closing.start() + 1]
    lines = front.count("\n")
    if lines > _MAX_LINES:
        reason = f"front matter of {lines:,} lines; {_MAX_LINES:,} are taken, split the file"
        raise DocumentError(reason, first_line + _MAX_LINES)
    return SplitDocument(front, first_line, text[closing.end() :])


def split_related(front: str, first_line: int) -> tuple[Block, tuple[Block, ...]]:
    """The front matter without its related list, and that list's entries as blocks of their own.

    The same entry stands in many files, letter by letter (61,766 entries of the shared corpus are
    4,732 different ones), so that who reads block by block can remember them. A list written in
    any other way than as a plain block sequence stays in the first part.
    """
    whole = Block(front, first_line)
    front = "\n" + front
    key = _RELATED.search(front)
    if key is None or _RELATED.search(front, key.end() - 1):
        return whole, ()
    next_key = _NEXT_KEY.search(front, key.end() - 1)
    end = next_key.end() if next_key else len(front)
    before, *entries = ("\n" + front[key.end() : end].rstrip("\n")).split(_ENTRY)
    if before.strip() or not entries:
        return whole, ()
    line = first_line + front.count("\n", 1, key.end()) + before.count("\n")
    blocks = []
    for entry in entries:
        blocks.append(Block(f"    {entry}\n", line))
        line += entry.count("\n") + 1
    # Empty lines in its place keep the numbers of the lines below it.
    gap = "\n" * front.count("\n", key.start(), end)
    return Block((front[: key.start()] + gap + front[end:])[1:], first_line), tuple(blocks)


def related_fields(fields: Fields) -> list[Value]:
    """The related list where it was left in the fields; FieldError if it is no list."""
    related = fields.get("related")
    if related is None:
        return []
    if not isinstance(related, list):
        raise FieldError("related", "`related` is no list; write each entry under a `- `")
    return related
