"""Store what files state, in place of what they stated before."""

from collections.abc import Iterable, Sequence

from bot.domain.document import Document, Fault, PlainText
from bot.services.read_corpus import FileReading
from bot.storage.files import FileRecord
from bot.storage.store import Tables


async def record_documents(
    tables: Tables, readings: Sequence[FileReading], *, vanished: Iterable[str] = ()
) -> set[str]:
    """Store the readings and forget `vanished` files; the keys of articles this may change.

    A file that can't be taken any more keeps what it stated before, as a vanished one does. Runs
    inside a transaction.
    """
    taken = [r for r in readings if not isinstance(r.content, Fault)]
    old_files = await tables.files.ids([*(r.file.identity for r in taken), *vanished])
    touched = await tables.statements.mentioned_by(old_files)
    bodied = await tables.bodies.articles_of(old_files)
    await tables.files.delete(old_files)
    stated = await _add(tables, taken)
    await tables.files.refuse(
        [(r.file.identity, r.digest, r.content) for r in readings if isinstance(r.content, Fault)]
    )
    keys = await tables.statements.keys(touched | stated)
    changed = bodied | await tables.statements.article_ids(touched | stated)
    # An article's other statements may be about another key, where AMP copies joined them.
    keys |= await tables.statements.keys_of_articles(changed)
    # No statement is about a desk's own article whose body a file is.
    keys |= await tables.desk_articles.keys(bodied)
    await tables.statements.delete_unmentioned(touched - stated)
    return keys


async def _add(tables: Tables, readings: Sequence[FileReading]) -> set[int]:
    """Store the readings; the ids of what they state."""
    first = await tables.files.next_id()
    numbered = list(enumerate(readings, start=first))
    await tables.files.add([_record(file_id, reading) for file_id, reading in numbered])
    await tables.bodies.add(
        [
            (file_id, reading.content.sections)
            for file_id, reading in numbered
            if isinstance(reading.content, PlainText)
        ]
    )
    return await tables.statements.add(
        (file_id, (reading.content.own, *reading.content.related))
        for file_id, reading in numbered
        if isinstance(reading.content, Document)
    )


def _record(file_id: int, reading: FileReading) -> FileRecord:
    faults = reading.content.faults if isinstance(reading.content, Document) else ()
    return FileRecord(file_id, reading.file.identity, reading.digest, faults)
