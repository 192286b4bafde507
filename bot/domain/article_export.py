"""Articles as other programs take them: documents of the corpus, lines of JSON, rows of CSV.

A document is front matter of the corpus's second generation. bot.domain.document reads it back as
the very statements that it was made of, as long as they were read from documents themselves:
"literally \\n" in a text can't be written down, since readers take it for a line break.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.domain.article import Image, Section, Statement
from bot.domain.body import Sections
from bot.domain.text import repair_line

_TWIN_FIELDS = ("ampWebUrl", "cdnAmpWebUrl", "ampUrl", "cdnAmpUrl")
_ESCAPED = {'"': '\\"', "\\": "\\\\"}
_QUOTE = re.compile(r'["\\]')
# What a line of YAML can't hold as it is, spaces of other kinds included.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;!?'\"()/%$]")
# A paragraph that would be taken for a bullet, or for the fence of front matter.
_LIKE_BULLET = re.compile(r"[•‣▪◦·]|[*-](?=\s)|---\s*$")
# What a spreadsheet would take for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV_COLUMNS = (
    "url",
    "title",
    "excerpt",
    "published",
    "updated",
    "provider",
    "domain",
    "type",
    "category",
    "locale",
    "quality",
    "heat",
    "topics",
    "tags",
    "image",
)


def document_text(own: Statement, related: Sequence[Statement] = ()) -> str:
    """The file that states the article, and its related list in order."""
    lines = ["---", *_fields(own)]
    if related:
        lines.append("related:")
    for entry in related:
        first, *others = _fields(entry)
        lines += [f"  - {first}", *(f"    {line}" for line in others)]
    return "\n".join([*lines, "---", "", *body_lines(own.body)]) + "\n"


def body_text(body: Sections) -> str:
    """A plain text that reads back as this body."""
    return "\n".join(body_lines(body)) + "\n"


def body_lines(body: Sections) -> Iterator[str]:
    """A body's lines: paragraphs, then bullets, of each section, after its label."""
    for section in body:
        yield from _section_lines(section)


def _section_lines(section: Section) -> Iterator[str]:
    first, others = section.paragraphs[:1], section.paragraphs[1:]
    if section.label:
        yield _written(f"{section.label}: {' '.join(first)}")
    for paragraph in others if section.label else section.paragraphs:
        yield _entities(paragraph) if _LIKE_BULLET.match(paragraph) else _written(paragraph)
    yield from (f"• {_written(bullet)}" for bullet in section.bullets)


def _fields(s: Statement) -> list[str]:
    """The lines of the fields, those inside of others indented; the address comes first."""
    lines = [f"webUrl: {_quoted(s.url)}"]
    lines += [f"{name}: {_quoted(twin)}" for name, twin in _twins(s.twins)]
    lines += [f"title: {_text(s.title)}"]
    lines += [f"excerpt: {_text(s.excerpt)}"] if s.excerpt else []
    lines += [f"publishedDateTime: {_time(s.published)}"]
    lines += [f"updatedDateTime: {_time(s.updated)}"] if s.updated else []
    lines += [f"type: {s.kind}"]
    lines += [f"{name}: {_text(text)}" for name, text in _scalars(s) if text]
    lines += [f"quality: {s.quality}", f"heat: {s.heat}", f"published: {_flag(s.is_featured)}"]
    lines += ["removed: true"] if s.is_removed else []
    lines += ["provider:", f"  name: {_text(s.provider)}", f"  domain: {_text(s.domain)}"]
    return [*lines, *_list("topics", s.topics), *_list("tags", s.tags), *_images(s.images)]


def _scalars(s: Statement) -> tuple[tuple[str, str], ...]:
    return (("category", s.category), ("locale", s.locale))


def _twins(twins: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Addresses of AMP copies whose keys these are.

    A mark that keys don't count tells readers that they are such copies; each has its own, since
    an address that ends in another one is taken for a cache of it.
    """
    for number, (name, twin) in enumerate(zip(_TWIN_FIELDS, twins, strict=False)):
        yield name, f"{twin}{'&' if '?' in twin else '?'}amp={number}"


def _list(name: str, texts: Iterable[str]) -> list[str]:
    items = [f"  - {_text(text)}" for text in texts]
    return [f"{name}:", *items] if items else []


def _images(images: Iterable[Image]) -> list[str]:
    lines = []
    for image in images:
        lines += [f"  - url: {_quoted(image.url)}"]
        lines += [f"    width: {image.width}", f"    height: {image.height}"]
        lines += [f"    title: {_text(image.title)}"] if image.title else []
    return ["images:", *lines] if lines else []


def _text(text: str) -> str:
    """A scalar that reads back as the text, which readers repair once more."""
    return _quoted(_written(text))


def _written(text: str) -> str:
    """The text so that repairing it gives the text: what would be mended stands as entities."""
    return text if repair_line(text)[0] == text else _entities(text)


def _entities(text: str) -> str:
    """The text without what readers mend, or take for a sign at the beginning of a line."""
    # Readers unescape twice, since some publishers escape twice.
    return "".join(c if _PLAIN.match(c) else f"&amp;#{ord(c)};" for c in text)


def _quoted(text: str) -> str:
    """The text between double quotes, on one line."""
    quoted = _QUOTE.sub(lambda match: _ESCAPED[match.group()], text)
    printable = _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)
    return f'"{printable}"'


def _time(time: datetime) -> str:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _flag(is_so: bool) -> str:
    return "true" if is_so else "false"


def article_object(s: Statement, *, topics_inferred: bool = False) -> dict[str, Any]:
    """An article as one JSON object, in the names of the corpus; empty fields are left out."""
    fields: dict[str, Any] = {
        "webUrl": s.url,
        "title": s.title,
        "excerpt": s.excerpt,
        "publishedDateTime": _time(s.published),
        "updatedDateTime": s.updated and _time(s.updated),
        "type": s.kind,
        "category": s.category,
        "locale": s.locale,
        "quality": s.quality,
        "heat": s.heat,
        "published": s.is_featured,
        "provider": {"name": s.provider, "domain": s.domain},
        "topics": list(s.topics),
        "topicsInferred": topics_inferred or None,
        "tags": list(s.tags),
        "images": [_image_object(image) for image in s.images],
        "body": [_section_object(section) for section in s.body],
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _image_object(image: Image) -> dict[str, str | int]:
    return {
        "url": image.url,
        "width": image.width,
        "height": image.height,
        "title": image.title,
    }


def _section_object(section: Section) -> dict[str, Any]:
    return {
        "label": section.label,
        "paragraphs": list(section.paragraphs),
        "bullets": list(section.bullets),
    }


def json_line(s: Statement, *, topics_inferred: bool = False) -> str:
    """An article as a line of JSON, with its line feed."""
    fields = article_object(s, topics_inferred=topics_inferred)
    return json.dumps(fields, ensure_ascii=False) + "\n"


def csv_row(s: Statement) -> tuple[str, ...]:
    """An article's cells under `CSV_COLUMNS`; lists have semicolons between."""
    cells = (
        s.url,
        s.title,
        s.excerpt,
        _time(s.published),
        _time(s.updated) if s.updated else "",
        s.provider,
        s.domain,
        s.kind,
        s.category,
        s.locale,
        str(s.quality),
        str(s.heat),
        "; ".join(s.topics),
        "; ".join(s.tags),
        s.images[0].url if s.images else "",
    )
    return tuple(_cell(cell) for cell in cells)


def _cell(text: str) -> str:
    """The text, which no spreadsheet takes for a formula; a number may be negative."""
    is_formula = text.startswith(_FORMULA) and not text.lstrip("-").isdecimal()
    return f"'{text}" if is_formula else text
