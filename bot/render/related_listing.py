"""What is related to an article, as the command line lists it, and as JSON for machines."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.domain.related import RelatedArticle, RelatedNews
from bot.render.cli import printable
from bot.render.reasons import reason_phrases
from bot.render.words import SEPARATOR, count

URL_OR_BATCH = "give either URL or --batch FILE"
UNKNOWN = "no article of the archive is at this address"
_NOTHING = "Nothing in the archive is known to be related to this."
_DATE = "%-d %b %Y"


def related_answer(url: str, news: RelatedNews | None) -> str:
    """The article and what is related to it as a numbered list."""
    if news is None:
        return printable(f"{url}: {UNKNOWN}")
    article = news.article
    lines = [_line(article.title, article.provider, article.published)]
    lines += [_NOTHING] if not news.related else []
    for number, hit in enumerate(news.related, start=1):
        lines.append(f"{number:>3}. " + "\n     ".join(map(printable, _hit(hit))))
    return "\n".join((printable(lines[0]), *lines[1:]))


def related_json(
    url: str, news: RelatedNews | None, milliseconds: float, *, with_sources: bool, ascii_only: bool
) -> str:
    """The answer for an address as one line of JSON; in ASCII for what splits lines."""
    answer: dict[str, Any] = {"url": url, "ms": round(milliseconds, 3)}
    hits = news.related if news else ()
    answer["related"] = [_found(hit, with_sources=with_sources) for hit in hits]
    if news is None:
        answer["error"] = UNKNOWN
    return json.dumps(answer, ensure_ascii=ascii_only)


def _found(hit: RelatedArticle, *, with_sources: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "url": hit.article.url,
        "title": hit.article.title,
        "score": round(hit.score, 4),
        "reason": "; ".join(reason_phrases(hit.reason)),
        "published": hit.article.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    if with_sources:
        found["sources"] = [source.url for source in hit.sources]
    return found


def _hit(hit: RelatedArticle) -> Iterator[str]:
    article = hit.article
    yield article.title
    yield _line(article.provider, *reason_phrases(hit.reason), at=article.published)
    yield article.url
    if hit.also:
        yield f"+{count(len(hit.also), 'article')} on the same story"


def _line(*parts: str | datetime, at: datetime | None = None) -> str:
    dated = (*parts[:1], *([at] if at else []), *parts[1:])
    said = (part.strftime(_DATE) if isinstance(part, datetime) else part for part in dated)
    return SEPARATOR.join(part for part in said if part)
