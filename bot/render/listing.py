"""What a search found, as the command line lists it, and as JSON for machines."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.search import SearchHit, SearchResult
from bot.domain.terms import EXCERPT, TITLE, Terms, WordTerm
from bot.render.cli import printable
from bot.render.points import decimal, points
from bot.render.words import SEPARATOR, count, listed

WORDS_OR_BATCH = "give either WORDS or --batch FILE"
_NOT_RANKED = "not ranked: it comes after the best matches"
_DATE = "%-d %b %Y"
_SOURCES = 5
_TIES = ("closeness", "order", "own_file", "topic", "recency", "quality")


def search_answer(result: SearchResult, *, explains: bool = False) -> str:
    """Hits as a numbered list; without any, what to try instead."""
    if not result.hits:
        return "\n".join(map(printable, _suggestions(result)))
    return "\n".join((*_heading(result), *_listed(result.hits, explains=explains)))


def search_json(result: SearchResult, *, explains: bool = False) -> str:
    """The answer as one JSON object."""
    answer = {"query": result.query.text, **_answer(result, explains=explains)}
    return json.dumps(answer, ensure_ascii=False)


def batch_line(
    text: str, result: SearchResult, milliseconds: float, *, explains: bool = False
) -> str:
    """The answer to a line of a batch as one line of JSON, in ASCII: what reads it splits lines."""
    answer = _answer(result, explains=explains)
    return json.dumps({"query": text, "ms": round(milliseconds, 3), **answer})


def _heading(result: SearchResult) -> Iterator[str]:
    if result.corrected:
        yield printable(f'Showing results for "{result.corrected}".')
    more = "more than " if result.is_more else ""
    yield f"{more}{count(result.total, 'article')} found:"


def _listed(hits: Sequence[SearchHit], *, explains: bool) -> Iterator[str]:
    for number, hit in enumerate(hits, start=1):
        lines = [*_hit(hit), *(_points(hit.terms) if explains else ())]
        yield f"{number:>3}. " + "\n     ".join(map(printable, lines))


def _hit(hit: SearchHit) -> Iterator[str]:
    article = hit.article
    yield article.title
    yield SEPARATOR.join((article.provider, article.published.strftime(_DATE)))
    yield article.url
    if hit.also:
        sources = dict.fromkeys(a.provider for a in hit.also if a.provider != article.provider)
        said = f": {listed([*sources], most=_SOURCES)}" if sources else " from the same source"
        noun = "source" if sources else "article"
        yield f"+{count(len(sources) or len(hit.also), noun)}{said}"


def _points(terms: Terms | None) -> Iterator[str]:
    """A score taken apart for people: what each word earned, then what broke ties."""
    if terms is None:
        yield _NOT_RANKED
        return
    earned = points(terms)
    yield f"{decimal(earned.total)} points"
    for word, tenths in zip(terms.words, earned.words, strict=True):
        yield f"{decimal(tenths):>6}  {_match(word)}"
    for label, tenths in earned.ties:
        yield f"{decimal(tenths):>6}  {label}"


def _match(term: WordTerm) -> str:
    """What a word matched, and where: "recogniton: recognition, in the title"."""
    if term.alternative is None:
        return f"{term.typed}: {'not found' if term.share else 'unknown to the archive'}"
    meant = " ".join(term.alternative.words)
    place = "elsewhere" if _place(term) == "elsewhere" else f"in the {_place(term)}"
    return f"{term.typed}: {place if meant == term.typed else f'{meant}, {place}'}"


def _place(term: WordTerm) -> str | None:
    if term.alternative is None:
        return None
    return {TITLE: "title", EXCERPT: "excerpt"}.get(term.field, "elsewhere")


def _suggestions(result: SearchResult) -> Iterator[str]:
    yield f'Nothing found for "{result.query.text}".'
    if result.spellings:
        yield f"Words of the archive near to yours: {', '.join(result.spellings)}"
    if result.topics:
        yield f"Topics: {', '.join(result.topics)}"
    if result.newest:
        yield f"The newest on {result.topics[0]}:"
    for article in result.newest:
        yield f"  {SEPARATOR.join((article.title, article.provider, article.url))}"


def _answer(result: SearchResult, *, explains: bool) -> dict[str, Any]:
    return {
        "corrected": result.corrected,
        "total": result.total,
        **({"more": True} if result.is_more else {}),
        "hits": [_found(hit, explains=explains) for hit in result.hits],
    }


def _found(hit: SearchHit, *, explains: bool) -> dict[str, Any]:
    article = hit.article
    return {
        "url": article.url,
        "title": article.title,
        "score": hit.score,
        "provider": article.provider,
        "published": _iso(article.published),
        "topics": list(article.topics),
        "excerpt": article.excerpt,
        "also": [other.url for other in hit.also],
        **({"explain": hit.terms and _explained(hit.terms)} if explains else {}),
    }


def _explained(terms: Terms) -> dict[str, Any]:
    """A score taken apart for machines: `points` of the words and all that follows add up to it."""
    ties = {name: getattr(terms, name) for name in _TIES}
    scale = (terms.score - terms.same_title) / ((terms.text + sum(ties.values())) or 1.0)
    return {
        "words": [
            {
                "word": word.typed,
                "matched": word.alternative and " ".join(word.alternative.words),
                "where": _place(word),
                "points": round(scale * word.value, 4),
            }
            for word in terms.words
        ],
        **{name: round(scale * value, 4) for name, value in ties.items()},
        "same_title": terms.same_title,
    }


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
