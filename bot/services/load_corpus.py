"""Load files and folders into the archive, so that it states what they state."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.load_report import LoadReport, Quarantined
from bot.fetch.documents import FoundFile, file_identity, find_files
from bot.services.attach_bodies import attach_bodies
from bot.services.merge_articles import MergedIds, merge_articles
from bot.services.read_corpus import FileReading, OnFiles, read_corpus
from bot.services.record_documents import record_documents
from bot.services.require_corpus import require_corpus
from bot.storage.store import Store, Tables

_HOMELESS = (
    "plain text that belongs to no known article: no excerpt or title of one stands in it; "
    "load its article, or begin the file with a line `---` (it is tried again at each load)"
)


async def load_corpus(
    store: Store,
    paths: Sequence[Path],
    *,
    prune: bool = False,
    keeps: bool = False,
    on_files: OnFiles | None = None,
) -> LoadReport:
    """Read what is new or changed under the paths and store it in one transaction.

    With `prune`, articles go whose files are no longer under the paths; with `keeps`, not if that
    or what the files became would take more than half. Raises MissingPathError, StorageError and
    ShrunkenCorpusError; whatever is wrong with a file is in the report instead.
    """
    now = datetime.now(UTC)
    files = await asyncio.to_thread(find_files, paths)
    readings = await read_corpus(files, await store.files.digests(), on_files=on_files)
    vanished = await _vanished(store, paths, files) if prune else set()
    if keeps:
        await require_corpus(store, paths, readings, vanished=vanished)
    if readings or vanished or await store.bodies.unattached():
        changes = await store.write(lambda tables: _apply(tables, readings, vanished, now))
    else:
        changes = MergedIds()
    return await _report(store, files, readings, changes)


async def _vanished(store: Store, paths: Sequence[Path], files: Sequence[FoundFile]) -> set[str]:
    stored = await store.files.below([file_identity(path) for path in paths])
    # What lies in a folder that can't be listed may still be there.
    hidden = await store.files.below([file.identity for file in files if file.is_folder])
    return stored - hidden - {file.identity for file in files}


async def _apply(
    tables: Tables, readings: Sequence[FileReading], vanished: set[str], now: datetime
) -> MergedIds:
    keys = await record_documents(tables, readings, vanished=vanished)
    changes = await merge_articles(tables, keys, now=now)
    bodied = await attach_bodies(tables)
    if bodied:
        keys = await tables.statements.keys_of_articles(bodied)
        keys |= await tables.desk_articles.keys(bodied)
        again = await merge_articles(tables, keys, now=now)
        changes.updated |= again.updated - changes.added
    return changes


async def _report(
    store: Store,
    files: Sequence[FoundFile],
    readings: Sequence[FileReading],
    changes: MergedIds,
) -> LoadReport:
    identities = {file.identity: file.shown for file in files}
    articles, related = await store.articles.counts(guild_id=None)
    stated = await store.articles.visible_mentioned_by(identities)
    faults = await store.files.faults(identities)
    homeless = await store.bodies.unattached_among(identities)
    quarantined = [Quarantined(identities[path], f.line, f.reason) for path, f in faults]
    quarantined += [Quarantined(identities[path], 1, _HOMELESS) for path in homeless]
    return LoadReport(
        files=len(files),
        articles=articles,
        related=related,
        added=len(changes.added),
        updated=len(changes.updated),
        unchanged=len(stated - changes.added - changes.updated),
        repaired=sum(reading.repaired for reading in readings),
        quarantined=tuple(sorted(quarantined, key=lambda q: (q.path, q.line or 0))),
    )
