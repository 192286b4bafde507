"""The text of a story in a posted edition, told anew: struck through, or put right.

What doesn't change stays as it was written: the text is taken apart at the marks that
`edition_story` puts around what comes from outside, which is escaped.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.edited_part import ArticleNow
from bot.render.edition_story import (
    BELOW,
    LEAD,
    MAX_SOURCE,
    NEWER,
    UNTITLED,
    Form,
    Style,
    linked_source,
    newer_line,
    plain_lines,
    source_name,
)
from bot.render.text import escape, width
from bot.render.words import SEPARATOR

RETRACTED = "Retracted"
_SMALL = "-# "
_MAX_REASON = 200
# A reason that would be cut shorter than that is left out.
_LEAST_REASON = 20
_ESCAPED = re.compile(r"\\([\\*_~`|\[\]()<>#@:+.-])")


@dataclass(frozen=True, slots=True)
class _Told:
    """A story's text in pieces; `below` is what stands below the title, after the source."""

    form: Form
    title: str
    source: str
    below: str
    lines: tuple[str, ...]
    newer: tuple[str, ...]

    @property
    def style(self) -> Style:
        return "D" if ":D>" in self.below else "R"


def retold(
    text: str, now: ArticleNow | None, related: Sequence[ArticleNow | None], room: int
) -> str:
    """The story's text as it should be now, within the room (over that of the text by 17 at least).

    `now` is what became of its article, `related` of its newer coverage in order; None where that
    isn't known, which leaves it as it was.
    """
    told = _parse(text)
    newer = tuple(_retold_lines(told, related))
    options = _options(told, now, newer)
    return next((option for option in options if width(option) <= room), text)


def _parse(text: str) -> _Told:
    head, small, *rest = text.split("\n")
    form = LEAD if head.startswith(LEAD.mark) else BELOW
    title = head.removeprefix(form.mark).removesuffix(form.end)
    source, below = _split(small.removeprefix(_SMALL))
    lines = tuple(line for line in rest if not line.startswith(NEWER))
    return _Told(form, title, source, below, lines, tuple(rest[len(lines) :]))


def _split(facts: str) -> tuple[str, str]:
    """The source, "" where none is named, and the time with what comes after it."""
    at = facts.index("<t:")
    return facts[:at].removesuffix(SEPARATOR), facts[at:]


def _joined(source: str, below: str) -> str:
    return SEPARATOR.join(fact for fact in (source, below) if fact)


def _retold_lines(told: _Told, related: Sequence[ArticleNow | None]) -> Iterator[str]:
    """The lines on newer coverage, without what is retracted."""
    for at, line in enumerate(told.newer):
        now = related[at] if at < len(related) else None
        if now is None:
            yield line
        elif now.article is not None:
            yield newer_line(now.article, told.form, told.style).removeprefix("\n")


def _options(told: _Told, now: ArticleNow | None, newer: Sequence[str]) -> Iterator[str]:
    """The text in its forms, the fullest first."""
    if now is None:
        yield from _corrected(told, told.title, told.source, newer)
    elif now.article is None:
        yield from _struck(told, now.retraction, newer)
    else:
        article = now.article
        title = escape(article.title, told.form.title) or UNTITLED
        yield from _corrected(told, title, linked_source(article), newer)
        source = escape(source_name(article), MAX_SOURCE)
        yield from _corrected(told, title, source, ())


def _corrected(told: _Told, title: str, source: str, newer: Sequence[str]) -> Iterator[str]:
    """With fewer and fewer of its lines, at last without newer coverage."""
    head = f"{told.form.mark}{title}{told.form.end}"
    for kept in range(len(told.lines), -1, -1):
        yield _text(head, _joined(source, told.below), *told.lines[:kept], *newer)
    yield _text(head, _joined(source, told.below))


def _struck(told: _Told, reason: str, newer: Sequence[str]) -> Iterator[str]:
    """With less and less of the reason, at last without newer coverage."""
    head = f"{told.form.mark}~~{told.title}~~{told.form.end}"
    small = _joined(_unlinked(told.source), told.below)
    for limit in (_MAX_REASON, _MAX_REASON // 2, _LEAST_REASON, 0):
        yield _text(head, small, f"{_SMALL}{retraction_note(reason, limit)}", *newer)
    yield _text(head, small, f"{_SMALL}{RETRACTED}")


def _text(head: str, small: str, *lines: str) -> str:
    return "\n".join((head, f"{_SMALL}{small}", *lines))


def _unlinked(source: str) -> str:
    return source[1:].partition("](")[0] if source.startswith("[") else source


def retraction_note(reason: str, limit: int) -> str:
    """Say that it is retracted, and why in so many characters: "Retracted: not true"."""
    said = escape(reason, limit) if limit else ""
    return f"{RETRACTED}: {said}" if said else RETRACTED


def retold_plainly(block: str, now: ArticleNow | None, room: int) -> str:
    """A story of a plain message as it should be now, within its room there (from 160)."""
    if now is None:
        return block
    head, small, *_ = block.split("\n")
    if now.article is None:
        return _struck_plainly(head, small, now.retraction, room)
    _, below = _split(small)
    source = escape(source_name(now.article), MAX_SOURCE)
    return plain_lines(now.article, _joined(source, below), room)


def _struck_plainly(head: str, small: str, reason: str, room: int) -> str:
    title = head.removeprefix(BELOW.mark).removesuffix(BELOW.end)
    marks = width(f"**~~~~**\n{small}\n{_SMALL}")
    left = room - marks - width(retraction_note("", 0))
    if width(title) > left:
        title = escape(_ESCAPED.sub(r"\1", title), left)
    spare = left - width(title) - 2
    note = retraction_note(reason, min(_MAX_REASON, spare) if spare >= _LEAST_REASON else 0)
    return f"**~~{title}~~**\n{small}\n{_SMALL}{note}"
