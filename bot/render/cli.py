"""What the command line says of loads and errors, as text, and as JSON for machines."""

import json
from typing import Any

from bot.domain.load_report import LoadReport, Quarantined
from bot.errors import NewsdeskError, SettingsError
from bot.render.words import count

PROGRESS = "Reading the corpus"
PROGRESS_UNIT = "file"
NOTHING_LOADED = "newsdesk: nothing was loaded: the paths hold no article that is to be shown"
DEMO_EXTRA_MISSING = (
    "the demo needs the extra `demo`, where Newsdesk is installed: pip install 'newsdesk[demo]'"
)


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


def _quarantine(entries: tuple[Quarantined, ...]) -> list[str]:
    lines = [f"  {printable(q.path)}{_at(q.line)}: {printable(q.reason)}" for q in entries]
    return [f"{len(entries):,} left out:", *lines] if lines else []


def _at(line: int | None) -> str:
    return "" if line is None else f":{line}"


def printable(text: str) -> str:
    """The text with control characters spelt out: a file's name must not steer a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
