"""Documents of the corpus: from the bytes of a file to what it states."""

import codecs
from dataclasses import dataclass, replace

from bot.domain.article import Section, Statement
from bot.domain.body import read_sections
from bot.domain.frontmatter import Block, related_fields, split_document, split_related
from bot.domain.statement import read_statement
from bot.domain.yaml_lines import Value
from bot.errors import DocumentError, FieldError

# Goes into the digests by which files and articles are known as unchanged. Raise it when the same
# bytes are read, merged or indexed in another way, so that an existing archive is loaded anew.
READING = b"1"
# Front matter with 179 related entries has 180 KB; the largest real file is far below.
MAX_BYTES = 8 * 1024 * 1024
# The longest article texts have some 100 KB.
_MAX_BODY = 512 * 1024
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of a file that was not taken: `line` from 1, or None where none is to blame."""

    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file with front matter: its own statement, then its related list in order.

    `repaired` counts fields that had to be mended, `faults` the related entries left out.
    """

    own: Statement
    related: tuple[Statement, ...]
    repaired: int
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file without front matter: the body of an article that another file describes."""

    sections: tuple[Section, ...]
    repaired: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of a related list as read: a statement, or the fault that keeps it out."""

    statement: Statement | None = None
    repaired: int = 0
    fault: Fault | None = None


class DocumentReader:
    """Reads documents one after the other, remembering related entries it has met.

    Repairs of an entry that stands in many files are counted once a reader.
    """

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def read(self, data: bytes) -> Document | PlainText:
        """What the file states; DocumentError where it can't be taken."""
        text = _decode(data)
        parts = split_document(text)
        if len(parts.body) > _MAX_BODY:
            raise _too_long(parts.body, is_plain=parts.front is None)
        if parts.front is None:
            return _plain_text(parts.body)
        head, blocks = split_related(parts.front, parts.front_line)
        try:
            entries = [self._entry(block) for block in blocks]
        except DocumentError:
            # The list only looked plain, as inside a quoted text: read the whole in one.
            head, entries = Block(parts.front, parts.front_line), []
        return _document(head, entries, parts.body)

    def _entry(self, block: Block) -> _Entry:
        """What the block states, its repairs counted the first time only."""
        known = self._entries.get(block.text)
        if known is None:
            entry = _read_block(block)
            self._entries[block.text] = replace(entry, repaired=0) if entry.repaired else entry
            return entry
        if known.fault is None:
            return known
        return _read_block(block)


def _document(head: Block, entries: list[_Entry], text: str) -> Document:
    fields, repaired = head.read()
    sections, repaired_lines = read_sections(text)
    try:
        own, repaired_fields = read_statement(fields, is_own=True, body=sections)
        entries = [*entries, *(_read_entry(f, head) for f in related_fields(fields))]
    except FieldError as error:
        raise DocumentError(error.reason, head.line_of(error.field)) from None
    return Document(
        own,
        tuple(entry.statement for entry in entries if entry.statement is not None),
        repaired + repaired_lines + repaired_fields + sum(entry.repaired for entry in entries),
        tuple(entry.fault for entry in entries if entry.fault is not None),
    )


def _read_block(block: Block) -> _Entry:
    fields, repaired = block.read()
    entry = _read_entry(fields, block)
    return replace(entry, repaired=entry.repaired + repaired) if repaired else entry


def _read_entry(fields: Value, block: Block) -> _Entry:
    if not isinstance(fields, dict):
        line = block.line_of("related")
        return _Entry(fault=Fault(line, "a related entry is no mapping; it was left out"))
    try:
        statement, repaired = read_statement(fields, is_own=False)
    except FieldError as error:
        reason = f"a related entry was left out: {error.reason}"
        return _Entry(fault=Fault(block.line_of(error.field), reason))
    return _Entry(statement, repaired)


def _plain_text(text: str) -> PlainText:
    if not text.strip():
        raise DocumentError("the file is empty; delete it or write an article into it")
    sections, repaired = read_sections(text)
    if not sections:
        raise DocumentError("nothing but a site's boilerplate; delete the file")
    return PlainText(sections, repaired)


def _too_long(text: str, *, is_plain: bool) -> DocumentError:
    mend = "an article begins with a line `---`" if is_plain else "shorten it"
    size = f"a body of {len(text):,} characters"
    return DocumentError(f"{size}; {_MAX_BODY:,} are taken, {mend}")


def _decode(data: bytes) -> str:
    """The text with line feeds only."""
    if len(data) > MAX_BYTES:
        raise DocumentError(f"larger than {MAX_BYTES // 2**20} MiB; split the file")
    if data.startswith(_UTF_16):
        raise DocumentError("the text is in UTF-16; save it as UTF-8", 1)
    nul = data.find(b"\0")
    if nul >= 0:
        raise DocumentError("a NUL byte: this is no text; save it as UTF-8", _line_at(data, nul))
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = _line_at(data, error.start)
        raise DocumentError("not valid UTF-8; save the file as UTF-8", line) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line_at(data: bytes, position: int) -> int:
    return 1 + data.count(b"\n", 0, position)
