"""Why the stories of a page stand in their order: what the words match, and what breaks ties."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from discord import ui

from bot.domain.search import ResultPage, SearchHit
from bot.domain.spelling import Alternative
from bot.domain.terms import EXCERPT, TITLE, Terms, WordTerm
from bot.render.card import card
from bot.render.points import decimal, points
from bot.render.story import Item
from bot.render.text import escape, width
from bot.render.words import SEPARATOR, count

# Five stories must fit 4,000 characters, with 24 words each.
_MAX_TITLE = 90
_MAX_WORD = 24
_MAX_WORDS = 300
_MAX_UNKNOWN = 120

_HEADING = "## Why this order?"
_RULE = (
    "Words count most: rare ones more than common ones, in the summary half as much as in the "
    "title, elsewhere a third. The rest decides between stories that match alike."
)
_BY_DATE = "You asked for the newest first. The points say how well each story matches."
_UNWEIGHED = "There were no words to weigh: the newest come first."
_PASSED = "-# Not weighed: it comes after the stories that match best."

_PLACES = {TITLE: "in the title", EXCERPT: "in the summary"}
_ELSEWHERE, _MISSING = "elsewhere", "not found"
_ORDER = (*_PLACES.values(), _ELSEWHERE, _MISSING)
_ENDINGS = ("s", "es")


def why_card(page: ResultPage) -> ui.LayoutView:
    """Return the explanation of a page whose hits have their terms, where they were ranked."""
    if not any(hit.terms for hit in page.hits):
        return card([ui.TextDisplay(f"{_HEADING}\n{_UNWEIGHED}")])
    return card(_items(page))


def _items(page: ResultPage) -> Iterator[Item]:
    rule = _BY_DATE if page.results.query.by_date else _RULE
    yield ui.TextDisplay("\n".join((f"{_HEADING}\n-# {rule}", *_unknown(page))))
    for hit in page.hits:
        yield ui.Separator()
        yield ui.TextDisplay(_explained(hit))


def _unknown(page: ResultPage) -> Iterator[str]:
    """Name the words that no article has."""
    words = next(hit.terms.words for hit in page.hits if hit.terms)
    unknown = [word.typed for word in words if not word.share]
    if unknown:
        yield f"Unknown to the archive: {escape(', '.join(unknown), _MAX_UNKNOWN)}"


def _explained(hit: SearchHit) -> str:
    """Explain one story, in at most about 720 characters."""
    title = escape(hit.article.title, _MAX_TITLE) or "Untitled"
    return f"### {title}\n{_PASSED if hit.terms is None else _sum(hit.terms)}"


def _sum(terms: Terms) -> str:
    earned = points(terms)
    known = [pair for pair in zip(terms.words, earned.words, strict=True) if pair[0].share]
    phrased = sorted((_phrase(*pair) for pair in known), key=lambda p: _ORDER.index(p[0]))
    words = sum(earned.words)
    split = f"{decimal(words)} for words, {decimal(earned.total - words)} for the rest"
    ties = SEPARATOR.join(f"{label} {decimal(tenths)}" for label, tenths in earned.ties)
    rest = [f"-# The rest: {ties}"] if ties else []
    return "\n".join((f"**{decimal(earned.total)} points**: {split}", *_lines(phrased), *rest))


def _phrase(term: WordTerm, tenths: int) -> tuple[str, str]:
    """Where a word was matched, and how: "recogntion → **recognition** 40.3 (corrected)"."""
    typed, meant = escape(term.typed, _MAX_WORD), term.alternative
    if meant is None:
        return _MISSING, typed
    place = _PLACES.get(term.field, _ELSEWHERE)
    earned = f"**{escape(' '.join(meant.words), _MAX_WORD)}** {decimal(tenths)}"
    if meant.words == (term.typed,):
        return place, earned
    return place, f"{typed} → {earned} ({_change(term.typed, meant)})"


def _change(typed: str, meant: Alternative) -> str:
    """How the words that matched differ from the one that was typed."""
    if "".join(meant.words) == typed:
        return "split"
    if meant.is_correction:
        return "corrected"
    is_begun = meant.words[0].startswith(typed)
    is_form = not is_begun or meant.words[0].removeprefix(typed) in _ENDINGS
    return "another form" if is_form else "completed"


def _lines(phrases: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A line for each place with the words found there, as many as there is room for."""
    shown, used = 0, 0
    for _, phrase in phrases:
        used += width(phrase) + len(", ")
        shown += used <= _MAX_WORDS
    for place, found in groupby(phrases[:shown], key=lambda phrase: phrase[0]):
        yield f"{place.capitalize()}: {', '.join(phrase for _, phrase in found)}"
    if shown < len(phrases):
        yield f"… and {count(len(phrases) - shown, 'more word')}"
