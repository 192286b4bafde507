"""Load the corpus again, so that the archive states what it states, unless it is broken."""

from collections.abc import Sequence
from pathlib import Path

from bot.domain.load_report import LoadReport
from bot.services.load_corpus import load_corpus
from bot.storage.store import Store


async def reload_corpus(store: Store, paths: Sequence[Path]) -> LoadReport:
    """Take in what is new, changed and gone, in one transaction.

    Raises MissingPathError, ShrunkenCorpusError and StorageError; the archive is as it was then.
    """
    return await load_corpus(store, paths, prune=True, keeps=True)
