"""Bodies of articles: their labelled sections."""

import re
from dataclasses import dataclass, field

from bot.domain.article import Section
from bot.domain.boilerplate import is_author_note, is_boilerplate
from bot.domain.text import repair_line

Sections = tuple[Section, ...]

_BULLET = re.compile(r"^\s*(?:[•‣▪◦·]|[*-](?=\s))\s*")
# "Why it matters: ...": one to four words, no full stop, then text on the same line.
_LABEL = re.compile(r"([A-Z][\w'’-]*(?: [\w'’-]+){0,3}): +(?=\S)")
_SPEECH = re.compile(r"\b(?:said|says|told|asked|added|wrote|according)\b")


@dataclass(slots=True)
class _OpenSection:
    """A section while its lines are read."""

    label: str
    paragraphs: list[str] = field(default_factory=list)
    bullets: list[str] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.label, tuple(self.paragraphs), tuple(self.bullets))


def read_sections(text: str) -> tuple[Sections, int]:
    """The body's sections without boilerplate, and how many lines had to be repaired."""
    lines, repaired = _repaired_lines(text)
    sections = [_OpenSection("")]
    for line, is_bullet in _without_closing_note(lines):
        label = None if is_bullet else _label(line)
        if is_bullet:
            sections[-1].bullets.append(line)
        elif label is not None:
            sections.append(_OpenSection(label, [line[len(label) + 1 :].strip()]))
        else:
            sections[-1].paragraphs.append(line)
    return tuple(s.closed() for s in sections if s.paragraphs or s.bullets), repaired


def body_text(sections: Sections) -> str:
    """All words of a body in one text, labels included, a line per paragraph or bullet."""
    return "\n".join(
        line for s in sections for line in (s.label, *s.paragraphs, *s.bullets) if line
    )


def _repaired_lines(text: str) -> tuple[list[tuple[str, bool]], int]:
    """Lines with whether each is a bullet, and how many had to be repaired."""
    lines, repaired = [], 0
    for raw in text.split("\n"):
        line, was_damaged = repair_line(_BULLET.sub("", raw))
        if line and not is_boilerplate(line):
            repaired += was_damaged
            lines.append((line, _BULLET.match(raw) is not None))
    return lines, repaired


def _without_closing_note(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    end = len(lines)
    while end > 1 and not lines[end - 1][1] and is_author_note(lines[end - 1][0]):
        end -= 1
    return lines[:end]


def _label(line: str) -> str | None:
    match = _LABEL.match(line)
    return None if match is None or _SPEECH.search(match[1]) else match[1]
