"""The stories of an edition in Markdown: the lead, those below it, and each of them plain."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from bot.domain.article import Article
from bot.domain.edition import EditionStory
from bot.domain.gist import Line, gist
from bot.render.links import button_url
from bot.render.pin_words import pinned
from bot.render.text import clip, escape, plain, width
from bot.render.words import SEPARATOR, count, listed, moment

Style: TypeAlias = Literal["D", "R"]

MAX_SOURCE = 40
_MAX_ALSO = 24
_MAX_LABEL = 30
# Characters of an address count, though nobody sees them.
_MAX_LINK = 280
_MAX_LINE = 220
# A line that would be cut shorter than that is left out.
_LEAST_LINE = 60
_NAMED = 3
# What a line on newer coverage begins with; in a text from outside the dash is escaped.
NEWER = "-# Newer: "
UNTITLED = "Untitled"
# What a link's text can't have, whatever is escaped.
_UNLINKED = str.maketrans(dict.fromkeys("\\*_~`|[]()<>#@:", " "))


@dataclass(frozen=True, slots=True)
class Form:
    """How much a story may show of itself; `mark` opens its title and `end` closes it.

    `weight` is its part of the room that is left for lines. Newer coverage is a link if `links`:
    addresses take room that its story's lines are better for.
    """

    title: int
    mark: str
    end: str
    lines: int
    related: int
    newer: int
    names: bool
    links: bool
    weight: int


LEAD = Form(200, "### ", "", lines=2, related=2, newer=110, names=True, links=True, weight=3)
BELOW = Form(150, "**", "**", lines=1, related=1, newer=90, names=False, links=False, weight=1)


@dataclass(frozen=True)
class StoryText:
    """A story's Markdown in pieces: `lines` may be cut or left out, what is around them not.

    Without slots, as what it takes is worked out once.
    """

    head: str
    lines: tuple[Line, ...]
    tail: str
    weight: int = 1

    @cached_property
    def least(self) -> int:
        """The characters it takes without its lines."""
        return width(self.head) + width(self.tail)

    @cached_property
    def wanted(self) -> int:
        """The characters it takes with all it has to say."""
        return self.least + sum(width(_written(line, _MAX_LINE)) for line in self.lines)

    @property
    def missing(self) -> int:
        """The characters that its lines take."""
        return self.wanted - self.least

    def within(self, room: int) -> str:
        """The Markdown, with as much of the lines as the room (not under `least`) has."""
        body, left = "", room - self.least
        for number, line in enumerate(self.lines):
            share = (left - width(body)) // (len(self.lines) - number)
            body += _written(line, min(share, _MAX_LINE))
        return f"{self.head}{body}{self.tail}"


def _written(line: Line, room: int) -> str:
    """A line of its own within the room, "" where that is too small."""
    label = f"**{escape(line.label, _MAX_LABEL)}:** " if line.label else ""
    limit = room - width(label) - 1
    if limit < min(_LEAST_LINE, width(escape(line.text, _LEAST_LINE))):
        return ""
    return f"\n{label}{escape(line.text, limit)}"


def story_text(story: EditionStory, *, leads: bool, is_old: bool = False) -> StoryText:
    """A story as an edition tells it, at more length where it leads, with its day if it is old."""
    form = LEAD if leads else BELOW
    style: Style = "D" if is_old else "R"
    title = escape(story.article.title, form.title) or UNTITLED
    facts = (
        linked_source(story.article),
        moment(story.article.published, style),
        _others(story, names=form.names),
        pinned(story.pin),
    )
    below = SEPARATOR.join(fact for fact in facts if fact)
    return StoryText(
        head=f"{form.mark}{title}{form.end}\n-# {below}",
        lines=gist(story.article)[: form.lines],
        tail="".join(newer_line(one, form, style) for one in story.related[: form.related]),
        weight=form.weight,
    )


def newer_line(article: Article, form: Form, style: Style) -> str:
    """A line on coverage that came after the story, with the line break before it."""
    title = escape(article.title, form.newer) or UNTITLED
    source = linked_source(article) if form.links else escape(source_name(article), MAX_SOURCE)
    facts = (title, source, moment(article.published, style))
    return f"\n{NEWER}{SEPARATOR.join(fact for fact in facts if fact)}"


def linked_source(article: Article) -> str:
    """The source as a link to the article, if its address may be linked and isn't too long.

    The title is none: Discord shows the backslashes of escapes within a link.
    """
    name = source_name(article)
    url = (button_url(article.url) or "").replace("(", "%28").replace(")", "%29")
    label = clip(name.translate(_UNLINKED), MAX_SOURCE)
    if not url or len(url) > _MAX_LINK or not label:
        return escape(name, MAX_SOURCE)
    return f"[{label}]({url})"


def source_name(article: Article) -> str:
    """Whose article it is."""
    return article.provider or article.domain


def _others(story: EditionStory, *, names: bool) -> str:
    """Who else has the story: "+2 sources: Reuters, The Verge"."""
    found = _other_sources(source_name(story.article), map(source_name, story.also))
    if not found:
        return ""
    total = f"+{count(len(found), 'source')}"
    said = listed([escape(name, _MAX_ALSO) for name in found], most=_NAMED)
    return f"{total}: {said}" if names else total


def _other_sources(shown: str, also: Iterable[str]) -> Sequence[str]:
    own = plain(shown).casefold()
    names: dict[str, str] = {}
    for name in map(plain, also):
        if name and name.casefold() != own:
            names.setdefault(name.casefold(), name)
    return tuple(names.values())


def plain_story(story: EditionStory, room: int, *, is_old: bool = False) -> str:
    """A story in at most `room` (from 160) characters of Markdown, its address if that fits."""
    source = escape(source_name(story.article), MAX_SOURCE)
    said = moment(story.article.published, "D" if is_old else "R")
    facts = (source, said, _others(story, names=False), pinned(story.pin))
    below = SEPARATOR.join(fact for fact in facts if fact)
    return plain_lines(story.article, below, room)


def plain_lines(article: Article, below: str, room: int) -> str:
    """The article's title and address around what stands below the title, in so much room."""
    below = f"\n{below}"
    url = button_url(article.url)
    link = f"\n<{url}>" if url else ""
    if room - width(below) - width(link) < _LEAST_LINE:
        link = ""
    limit = min(BELOW.title, room - width(below) - width(link) - 4)
    return f"**{escape(article.title, limit) or UNTITLED}**{below}{link}"
