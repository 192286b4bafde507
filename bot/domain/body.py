"""Bodies of articles: their labelled sections, and which article a plain text belongs to."""

import re
from dataclasses import dataclass, field

from bot.domain.article import Section
from bot.domain.boilerplate import is_author_note, is_boilerplate
from bot.domain.text import repair_line
from bot.domain.words import fold_words

Sections = tuple[Section, ...]

_BULLET = re.compile(r"^\s*(?:[•‣▪◦·]|[*-](?=\s))\s*")
# "Why it matters: ...": one to four words, no full stop, then text on the same line.
_LABEL = re.compile(r"([A-Z][\w'’-]*(?: [\w'’-]+){0,3}): +(?=\S)")
_SPEECH = re.compile(r"\b(?:said|says|told|asked|added|wrote|according)\b")
_TRUNCATED = re.compile(r"\s*(?:\.{2,}|…)\s*$")
# A shorter text may stand in any article; the shortest honest excerpt that identified has 9 words.
_FEWEST_EXCERPT_WORDS = 8
_FEWEST_TITLE_WORDS = 4
_TITLE_WITHIN_WORDS = 40


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


def matching_words(sections: Sections, *, title: str, excerpt: str) -> int:
    """How many words show that the body belongs to the article with this title and excerpt.

    0 means it doesn't. The excerpt must stand in the body word by word (its own "..." at the end
    aside), or the title among the body's first 40 words.
    """
    words = fold_words(body_text(sections))
    wanted = fold_words(_TRUNCATED.sub("", excerpt))
    # An excerpt is often cut in the middle of a word.
    for excerpt_words in (wanted, wanted[:-1]):
        if len(excerpt_words) >= _FEWEST_EXCERPT_WORDS and _stands_in(excerpt_words, words):
            return len(excerpt_words)
    title_words = fold_words(title)
    if len(title_words) >= _FEWEST_TITLE_WORDS and _stands_in(
        title_words, words[:_TITLE_WITHIN_WORDS]
    ):
        return len(title_words)
    return 0


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
    while len(lines) > 1 and not lines[-1][1] and is_author_note(lines[-1][0]):
        lines = lines[:-1]
    return lines


def _label(line: str) -> str | None:
    match = _LABEL.match(line)
    return None if match is None or _SPEECH.search(match[1]) else match[1]


def _stands_in(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "
