"""Make a file of what one server's desk made, to be handed to its moderators."""

import asyncio
import csv
import io
import zipfile
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.article import Statement
from bot.domain.article_export import CSV_COLUMNS, csv_row, json_line
from bot.services.export_articles import ExportFormat, own_documents
from bot.services.read_laid import own_statements
from bot.storage.store import Tables

# What a server without boosts takes: https://discord.com/developers/docs/reference#uploading-files
MOST_BYTES = 10 * 2**20
# Texts are packed to a fifth of their size or so; beyond this nothing is even tried.
_MOST_PACKED = 8
_SUFFIXES: dict[ExportFormat, str] = {"markdown": "md", "json": "jsonl", "csv": "csv"}
_Files = AsyncIterator[Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class GuildExport:
    """A file by its name and bytes, with so many articles."""

    name: str
    data: bytes
    articles: int


@dataclass(frozen=True, slots=True)
class TooLarge:
    """That what a server has is more than may be sent; the operator can write it out whole."""

    articles: int


async def export_guild(
    tables: Tables,
    guild_id: int,
    kind: ExportFormat,
    *,
    now: datetime,
    most_bytes: int = MOST_BYTES,
) -> GuildExport | TooLarge | None:
    """A server's own articles, and its versions of shared ones; None where it has neither.

    As Markdown it is a zip of documents, which also say what is retracted; else a file of lines of
    JSON or rows of CSV of what its members see, packed into a zip where it is too large as it is.
    """
    stem = f"newsdesk-{now.astimezone(UTC):%Y-%m-%d}"
    if kind == "markdown":
        files, articles = await _taken(own_documents(tables, guild_id), _MOST_PACKED * most_bytes)
        name = f"{stem}.zip"
    else:
        lines, articles = await _taken(_lines(tables, guild_id, kind), _MOST_PACKED * most_bytes)
        name = f"{stem}.{_SUFFIXES[kind]}"
        files = None if lines is None else [(name, "".join(text for _, text in lines))]
    if files is None:
        return TooLarge(articles)
    if not articles:
        return None
    made = await asyncio.to_thread(_file, name, files, now, most_bytes)
    return TooLarge(articles) if made is None else GuildExport(*made, articles)


async def _taken(files: _Files, most_bytes: int) -> tuple[list[tuple[str, str]] | None, int]:
    """All files, and how many articles they have; None for files that are far too many."""
    taken: list[tuple[str, str]] | None = []
    size = articles = 0
    async for batch in files:
        articles += sum(bool(name) for name, _ in batch)
        size += sum(len(text) for _, text in batch)
        if taken is not None:
            taken += batch
        if size > most_bytes:
            taken = None
    return taken, articles


async def _lines(tables: Tables, guild_id: int, kind: ExportFormat) -> _Files:
    """Each article's line, under its key; a header has none."""
    if kind == "csv":
        yield [("", _row(CSV_COLUMNS))]
    async for statements in own_statements(tables, guild_id):
        yield [(s.key, _line(s, kind)) for s in statements if not s.is_removed]


def _line(statement: Statement, kind: ExportFormat) -> str:
    return _row(csv_row(statement)) if kind == "csv" else json_line(statement)


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _file(
    name: str, files: Sequence[tuple[str, str]], now: datetime, most_bytes: int
) -> tuple[str, bytes] | None:
    """A file's name and bytes, a zip of it where needed; None if that is too large as well."""
    if not name.endswith(".zip"):
        data = files[0][1].encode()
        if len(data) <= most_bytes:
            return name, data
        name = f"{name}.zip"
    packed = _packed(files, now)
    return (name, packed) if len(packed) <= most_bytes else None


def _packed(files: Iterable[tuple[str, str]], now: datetime) -> bytes:
    """A zip; what was made of the same at the same time is the same to the byte."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            entry = zipfile.ZipInfo(name, now.astimezone(UTC).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, text.encode())
    return data.getvalue()
