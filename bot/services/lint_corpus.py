"""Report what a load would say of files and folders, without touching any archive."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.domain.load_report import LoadReport
from bot.services.load_corpus import load_corpus
from bot.services.read_corpus import OnFiles
from bot.storage.store import open_store


async def lint_corpus(paths: Sequence[Path], *, on_files: OnFiles | None = None) -> LoadReport:
    """Load the paths into an archive of their own that is thrown away; raises MissingPathError.

    Which plain text is whose body, and which copies are one article, shows only when all is
    stored together.
    """
    with tempfile.TemporaryDirectory(prefix="newsdesk-lint-") as folder:
        async with open_store(Path(folder) / "lint.db") as store:
            return await load_corpus(store, paths, on_files=on_files)
