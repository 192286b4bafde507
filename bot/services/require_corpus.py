"""Refuses a corpus that is surely broken, as half a copy or an empty disk is."""

from collections.abc import Collection, Sequence
from pathlib import Path

from bot.domain.document import Document
from bot.errors import ShrunkenCorpusError
from bot.fetch.documents import file_identity
from bot.services.read_corpus import FileReading
from bot.storage.store import Tables


async def require_corpus(
    tables: Tables,
    paths: Sequence[Path],
    readings: Sequence[FileReading],
    *,
    vanished: Collection[str],
) -> None:
    """Raise ShrunkenCorpusError if more than half of the files that stated articles no longer do.

    Those are gone, can't be read, or are plain text. `readings` are the files under the paths
    that are new or changed.
    """
    spoilt = {r.file.identity for r in readings if not isinstance(r.content, Document)}
    suspects = spoilt.union(vanished)
    if not suspects:
        return
    known = await tables.files.below([file_identity(path) for path in paths])
    known &= await tables.files.stating()
    lost = known & suspects
    if 2 * len(lost) > len(known):
        raise ShrunkenCorpusError(len(lost), len(known))
