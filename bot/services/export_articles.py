"""Write the archive, or what one server alone sees, to a file or folder."""

import asyncio
import csv
import itertools
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TextIO

from bot.domain.article_export import CSV_COLUMNS, body_text, csv_row, document_text, json_line
from bot.domain.newsroom import ARCHIVE
from bot.domain.words import fold_words
from bot.fetch.outputs import new_file, new_folder
from bot.services.read_laid import Overlay, own_statements, read_overlay
from bot.storage.arrivals import Arrival
from bot.storage.articles import SHARED
from bot.storage.exports import FiledDocument
from bot.storage.store import Tables

ExportFormat = Literal["markdown", "json", "csv"]
OnArticles = Callable[[int, int], None]

# A document has up to 180 related entries, so that fewer are held at a time.
_DOCUMENTS, _BATCH = 100, 500
_NAME_WORDS = 8
_OWN_NAME = re.compile(r"\d{6,}(?:-[a-z0-9-]*)?\.(?:md|txt)")
_SLUG = re.compile(r"[^a-z0-9]+")
_Named = tuple[str, str]


async def export_articles(
    tables: Tables,
    path: Path,
    kind: ExportFormat,
    *,
    guild_id: int | None = None,
    replaces: bool = False,
    on_articles: OnArticles | None = None,
) -> int:
    """Write the archive that all share, or what one server's desk made; how many files or lines.

    As Markdown it is a folder: a document for each that was loaded, which states what that states
    and the archive's desk over it, and one for each article that only the desk has, so that loading
    the folder makes the same archive. Of a server it has its own articles and versions. What is
    retracted is there as removed. Raises OutputError.
    """
    total = await tables.exports.total(guild_id=guild_id or SHARED)
    progress = _Progress(total, on_articles)
    if kind != "markdown":
        articles = _articles(tables, guild_id)
        with new_file(path, replaces=replaces) as file:
            return await _write_lines(file, kind, articles, progress)
    batches = _documents(tables) if guild_id is None else own_documents(tables, guild_id)
    with new_folder(path, replaces=replaces, is_own=_is_own) as folder:
        return await _write_files(folder, batches, progress)


class _Progress:
    """Tells whoever waits how much is done."""

    def __init__(self, total: int, on_articles: OnArticles | None) -> None:
        self.done = 0
        self._total = total
        self._on_articles = on_articles

    def add(self, number: int) -> None:
        self.done += number
        if self._on_articles is not None:
            self._on_articles(self.done, max(self._total, self.done))


async def _articles(tables: Tables, guild_id: int | None) -> AsyncIterator[Sequence[Arrival]]:
    last = 0
    while batch := await tables.exports.articles(last, guild_id=guild_id or SHARED, limit=_BATCH):
        yield batch
        last = batch[-1].id


async def _documents(tables: Tables) -> AsyncIterator[Sequence[_Named]]:
    overlay = await read_overlay(tables)
    last = 0
    while documents := await tables.exports.documents(last, limit=_DOCUMENTS):
        last = documents[-1].file_id
        yield [_document(document, overlay) for document in documents]
    last = 0
    while texts := await tables.exports.texts(last, limit=_BATCH):
        last = texts[-1].file_id
        yield [(_name(number, "", "txt"), body_text(sections)) for number, sections in texts]
    async for batch in own_documents(tables, ARCHIVE, after=await tables.exports.last_file()):
        yield batch


def _document(document: FiledDocument, overlay: Mapping[str, Overlay]) -> _Named:
    own, *related = (
        overlay[key].over(statement) if key in overlay else statement
        for statement, key in zip(document.statements, document.keys, strict=True)
    )
    return _name(document.file_id, own.title, "md"), document_text(own, related)


async def own_documents(
    tables: Tables, desk_id: int, *, after: int = 0
) -> AsyncIterator[Sequence[_Named]]:
    """What a desk alone states, as documents by their names, which are numbered from there on."""
    numbers = itertools.count(after + 1)
    async for statements in own_statements(tables, desk_id):
        yield [(_name(next(numbers), s.title, "md"), document_text(s)) for s in statements]


def _name(number: int, title: str, suffix: str) -> str:
    words = " ".join(fold_words(title)[:_NAME_WORDS])
    slug = _SLUG.sub("-", words).strip("-")[:80]
    return f"{number:06}-{slug}.{suffix}" if slug else f"{number:06}.{suffix}"


def _is_own(name: str) -> bool:
    return _OWN_NAME.fullmatch(name) is not None


async def _write_files(
    folder: Path, batches: AsyncIterator[Sequence[_Named]], progress: _Progress
) -> int:
    async for batch in batches:
        await asyncio.to_thread(_write_each, folder, batch)
        progress.add(len(batch))
    return progress.done


def _write_each(folder: Path, files: Iterable[_Named]) -> None:
    for name, text in files:
        (folder / name).write_bytes(text.encode())


async def _write_lines(
    file: TextIO,
    kind: ExportFormat,
    batches: AsyncIterator[Sequence[Arrival]],
    progress: _Progress,
) -> int:
    if kind == "csv":
        csv.writer(file).writerow(CSV_COLUMNS)
    write = _write_rows if kind == "csv" else _write_json
    async for batch in batches:
        await asyncio.to_thread(write, file, batch)
        progress.add(len(batch))
    return progress.done


def _write_rows(file: TextIO, articles: Iterable[Arrival]) -> None:
    csv.writer(file).writerows(csv_row(a.merged.statement) for a in articles)


def _write_json(file: TextIO, articles: Iterable[Arrival]) -> None:
    file.writelines(
        json_line(a.merged.statement, topics_inferred=a.merged.topics_inferred) for a in articles
    )
