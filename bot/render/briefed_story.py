"""The stories of a briefing in Markdown, together within what room a card has for them."""

from collections.abc import Sequence

from bot.domain.article import Article
from bot.domain.briefing import BriefedStory
from bot.domain.gist import Line
from bot.render.links import button_url
from bot.render.pin_words import pinned
from bot.render.text import clip, escape, plain, width
from bot.render.words import SEPARATOR, count, listed, moment

MAX_TITLE, MIN_TITLE = 200, 80
MAX_SOURCE = 40
MAX_ALSO = 24
MAX_LABEL = 30
MAX_LINE, MIN_LINE = 240, 48
_MOST_ALSO = 3
# With more stories a card has no room for the names of their other sources.
_FEW = 6
# A link takes room that nobody sees; beyond this part of a story's share it isn't worth it.
_LINK_SHARE = 0.35
# The signs that a link's text can't have, whatever is escaped.
_BRACKETS = str.maketrans("[]", "()")


def story_texts(stories: Sequence[BriefedStory], *, room: int) -> list[str]:
    """Each story's title, source and time, and two lines; at most `room` characters in all."""
    if not stories:
        return []
    share = room // len(stories)
    heads = [_head(story, share, is_few=len(stories) <= _FEW) for story in stories]
    # What short titles leave is for everyone's lines.
    left = room - sum(width(head) for head in heads)
    texts = []
    for number, (story, head) in enumerate(zip(stories, heads, strict=True)):
        lines = _lines(story.lines, left // (len(stories) - number))
        left -= width(lines)
        texts.append(head + lines)
    return texts


def _head(story: BriefedStory, share: int, *, is_few: bool) -> str:
    """The title as a link, where its address has room, and what tells of its source and time."""
    article = story.article
    source = escape(_source(article), MAX_SOURCE)
    others = _others(article, story.also, is_few=is_few)
    parts = [pinned(story.pin), source, moment(article.published, "f"), others]
    below = f"\n-# {SEPARATOR.join(part for part in parts if part)}"
    link = button_url(article.url) or ""
    link = link.replace("(", "%28").replace(")", "%29")
    if not link or len(link) > share * _LINK_SHARE:
        return f"### {_title(article, share - width(below) - 4)}{below}"
    title = _title(article, share - width(below) - len(link) - 8)
    return f"### [{title}]({link}){below}"


def _title(article: Article, room: int) -> str:
    limit = min(MAX_TITLE, max(MIN_TITLE, room))
    return escape(article.title.translate(_BRACKETS), limit) or "Untitled"


def _source(article: Article) -> str:
    return article.provider or article.domain


def _others(article: Article, also: Sequence[Article], *, is_few: bool) -> str:
    """Who else has the story: "+2 sources: Reuters, The Verge"."""
    shown = plain(_source(article)).casefold()
    names: dict[str, str] = {}
    for name in map(plain, map(_source, also)):
        if name and name.casefold() != shown:
            names.setdefault(name.casefold(), name)
    if not names:
        return ""
    total = f"+{count(len(names), 'source')}"
    if not is_few:
        return total
    said = listed([escape(name, MAX_ALSO) for name in names.values()], most=_MOST_ALSO)
    return f"{total}: {said}"


def _lines(lines: Sequence[Line], room: int) -> str:
    """The lines, each on its own, as far as they fit."""
    written = ""
    for number, line in enumerate(lines):
        each = (room - width(written)) // (len(lines) - number)
        label = f"**{escape(line.label, MAX_LABEL)}:** " if line.label else ""
        limit = min(MAX_LINE, each - width(label) - 1)
        if limit >= min(MIN_LINE, width(clip(line.text, MIN_LINE))):
            written += f"\n{label}{escape(line.text, limit)}"
    return written
