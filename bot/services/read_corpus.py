"""Read the files of the corpus that are new or changed since they were stored."""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.document import READING, Document, DocumentReader, Fault, PlainText
from bot.errors import DocumentError
from bot.fetch.documents import FoundFile, read_file

# Between batches the event loop may cancel the reading and progress is shown.
_BATCH = 64

OnFiles = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FileReading:
    """A new or changed file: its digest ("" where it has no bytes) and what was read of it."""

    file: FoundFile
    digest: bytes
    content: Document | PlainText | Fault

    @property
    def repaired(self) -> int:
        """How many fields had to be mended."""
        return 0 if isinstance(self.content, Fault) else self.content.repaired


async def read_corpus(
    files: Sequence[FoundFile], known: Mapping[str, bytes], *, on_files: OnFiles | None = None
) -> list[FileReading]:
    """The files whose bytes differ from the known digest, in order.

    `known` maps a file's identity to its digest. `on_files` is told how many files are done, of
    how many. The work is done in a thread, so that a running bot goes on answering.
    """
    reader = DocumentReader()
    readings: list[FileReading] = []
    for start in range(0, len(files), _BATCH):
        batch = files[start : start + _BATCH]
        readings += await asyncio.to_thread(_read_batch, batch, known, reader)
        if on_files is not None:
            on_files(start + len(batch), len(files))
    return readings


def _read_batch(
    files: Sequence[FoundFile], known: Mapping[str, bytes], reader: DocumentReader
) -> list[FileReading]:
    readings = (_read(file, known.get(file.identity), reader) for file in files)
    return [reading for reading in readings if reading is not None]


def _read(file: FoundFile, known: bytes | None, reader: DocumentReader) -> FileReading | None:
    digest = b""
    try:
        data = read_file(file.path)
        digest = hashlib.blake2b(data, digest_size=16, person=READING).digest()
        return None if digest == known else FileReading(file, digest, reader.read(data))
    except DocumentError as error:
        return FileReading(file, digest, Fault(error.line, error.reason))
