"""What the command line says: reports and answers as text, and as JSON for machines."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.domain.article import Article
from bot.domain.load_report import LoadReport, Quarantined
from bot.domain.search import SearchResult
from bot.errors import NewsdeskError, SettingsError
from bot.render.words import SEPARATOR, count

PROGRESS = "Reading the corpus"
PROGRESS_UNIT = "file"
NOTHING_LOADED = "newsdesk: nothing was loaded: the paths hold no article"
WORDS_OR_BATCH = "give either WORDS or --batch FILE"
DEMO_EXTRA_MISSING = (
    "the demo needs the extra `demo`; in the folder of Newsdesk: pip install '.[demo]'"
)
_DATE = "%-d %b %Y"


def error_line(error: NewsdeskError) -> str:
    """One message for an error that the operator can mend."""
    if not isinstance(error, SettingsError):
        return f"newsdesk: {error}"
    problems = (f"  {key} (read from {origin}): {rule}" for key, rule, origin in error.problems)
    return "\n".join(("newsdesk: these settings can't be used:", *problems))


def load_report(report: LoadReport) -> str:
    """A load in a few lines: the archive, this run, and what was left out."""
    summary = (
        f"{count(report.files, 'file')} read. The archive has {count(report.articles, 'article')}"
        f" and {report.related:,} known only from related lists.\n"
        f"{report.added:,} added, {report.updated:,} updated, {report.unchanged:,} unchanged;"
        f" {count(report.repaired, 'field')} repaired."
    )
    return "\n".join((summary, *_quarantine(report.quarantined)))


def lint_report(report: LoadReport) -> str:
    """What a load would say of the same files."""
    summary = (
        f"{count(report.files, 'file')} read: {count(report.articles, 'article')}"
        f" and {report.related:,} known only from related lists;"
        f" {count(report.repaired, 'field')} to repair."
    )
    return "\n".join((summary, *(_quarantine(report.quarantined) or ["Nothing to mend."])))


def load_json(report: LoadReport) -> str:
    """A load as one JSON object."""
    return _json(
        {
            "files": report.files,
            "articles": report.articles,
            "related": report.related,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "repaired": report.repaired,
            "quarantined": [
                {"path": q.path, "line": q.line, "reason": q.reason} for q in report.quarantined
            ],
        }
    )


def search_answer(result: SearchResult) -> str:
    """Hits as a numbered list; without any, what to try instead."""
    if not result.hits:
        return "\n".join(_suggestions(result))
    found = f"{count(result.total, 'article')} found"
    corrected = f', for "{result.corrected}"' if result.corrected else ""
    hits = (_hit(number, hit.article) for number, hit in enumerate(result.hits, start=1))
    return "\n".join((f"{found}{corrected}:", *hits))


def search_json(result: SearchResult, *, milliseconds: float | None = None) -> str:
    """The answer as one JSON object, with the time it took if that is given."""
    return _json(
        {
            "query": result.query.text,
            **({} if milliseconds is None else {"ms": round(milliseconds, 3)}),
            "corrected": result.corrected,
            "total": result.total,
            "hits": [
                {
                    "title": hit.article.title,
                    "url": hit.article.url,
                    "provider": hit.article.provider,
                    "published": _iso(hit.article.published),
                    "topics": list(hit.article.topics),
                    "excerpt": hit.article.excerpt,
                    "score": hit.score,
                }
                for hit in result.hits
            ],
        }
    )


def _quarantine(entries: tuple[Quarantined, ...]) -> list[str]:
    lines = [f"  {_printable(q.path)}{_at(q.line)}: {_printable(q.reason)}" for q in entries]
    return [f"{len(entries):,} left out:", *lines] if lines else []


def _at(line: int | None) -> str:
    return "" if line is None else f":{line}"


def _printable(text: str) -> str:
    """The text with control characters spelt out: a file's name must not steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _hit(number: int, article: Article) -> str:
    facts = SEPARATOR.join((article.provider, article.published.strftime(_DATE)))
    lines = (_printable(line) for line in (article.title, facts, article.url))
    return f"{number:>3}. " + "\n     ".join(lines)


def _suggestions(result: SearchResult) -> Iterator[str]:
    yield f'Nothing found for "{result.query.text}".'
    if result.spellings:
        yield f"Words of the archive near to yours: {', '.join(result.spellings)}"
    if result.topics:
        yield f"Topics: {', '.join(result.topics)}"


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
