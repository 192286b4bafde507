"""What a mapping of front matter states of one article, field by field."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.article import Image, Kind, Section, Statement
from bot.domain.text import repair_line
from bot.domain.url import Address, looks_like_url, parse_url, read_address
from bot.domain.yaml_lines import Fields, Value
from bot.errors import FieldError

_URL_FIELDS = ("webUrl", "sourceUrl", "originalUrl")
_TWIN_FIELDS = ("ampUrl", "cdnAmpUrl", "ampWebUrl", "cdnAmpWebUrl")
_AMP = re.compile(r"\bamp", re.IGNORECASE)
# The longest excerpt of 22,361 real articles has under 2,000 characters.
_MAX_TEXT = 20_000
# Honest lists hold a handful of either.
_MAX_NAMES = 100
_MAX_IMAGES = 50
# The largest heat of those articles is some hundreds; a database takes 64 bits.
_MAX_NUMBER = 1_000_000
# Only of what is removed the time may be unknown.
_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})


@dataclass(slots=True)
class _Reader:
    """Reads one mapping's fields and counts those it had to repair."""

    fields: Fields
    repaired: int = 0

    def text(self, field: str) -> str:
        return self.repair(field, _scalar(field, self.fields.get(field)))

    def repair(self, field: str, text: str) -> str:
        if len(text) > _MAX_TEXT:
            size = f"{len(text):,} characters"
            raise FieldError(field, f"`{field}` has {size}; {_MAX_TEXT:,} are taken, shorten it")
        repaired, was_damaged = repair_line(text)
        self.repaired += was_damaged
        return repaired

    def texts(self, field: str) -> tuple[str, ...]:
        """The distinct texts of a list, or of a text with commas, in order."""
        value = self.fields.get(field)
        if value is None:
            return ()
        if isinstance(value, dict):
            raise FieldError(field, f"`{field}` is a mapping; write a list of names")
        items = value if isinstance(value, list) else [*value.split(",")]
        if len(items) > _MAX_NAMES:
            count = f"{len(items):,} names"
            raise FieldError(field, f"`{field}` holds {count}; {_MAX_NAMES} are taken, shorten it")
        names = (self.repair(field, _scalar(field, item)) for item in items)
        return tuple(dict.fromkeys(name for name in names if name))

    def number(self, field: str) -> int:
        text = _scalar(field, self.fields.get(field))
        try:
            number = round(float(text)) if text else 0
        except (ValueError, OverflowError):
            raise FieldError(
                field, f"`{field}: {text[:40]}` is no number; write 0 or more"
            ) from None
        return max(-_MAX_NUMBER, min(number, _MAX_NUMBER))

    def flag(self, field: str) -> bool:
        text = _scalar(field, self.fields.get(field)).lower()
        if text not in _TRUE | _FALSE | {""}:
            raise FieldError(field, f"`{field}: {text[:40]}` is neither true nor false")
        return text in _TRUE

    def time(self, field: str) -> datetime | None:
        text = _scalar(field, self.fields.get(field)).strip()
        if not text:
            return None
        try:
            time = datetime.fromisoformat(text)
            return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise FieldError(
                field, f"`{field}: {text[:40]}` is no date; write one like 2019-11-27T09:41:00Z"
            ) from None

    def provider(self) -> tuple[str, str]:
        """Name and domain."""
        value = self.fields.get("provider")
        if not isinstance(value, dict):
            return self.repair("provider", _scalar("provider", value)), ""
        name = self.repair("provider", _scalar("provider", value.get("name")))
        return name, self.repair("provider", _scalar("provider", value.get("domain"))).lower()

    def images(self) -> tuple[Image, ...]:
        """The images with a usable address; a broken one is left out, never the article."""
        value = self.fields.get("images")
        entries = value[:_MAX_IMAGES] if isinstance(value, list) else []
        images = (self._image(entry) for entry in entries if isinstance(entry, dict))
        return tuple(image for image in images if image is not None)

    def _image(self, entry: Fields) -> Image | None:
        url = str(entry.get("url") or "").strip()
        # Only an odd address needs the whole look, which costs as much as the rest of an image.
        is_odd = "[" in url or "@" in url
        if not looks_like_url(url) or (is_odd and parse_url(url) is None):
            return None
        title = entry.get("title")
        caption = title if isinstance(title, str) and len(title) <= _MAX_TEXT else ""
        caption = self.repair("images", caption)
        return Image(url, _size(entry.get("width")), _size(entry.get("height")), caption)


def read_statement(
    fields: Fields, *, is_own: bool, body: tuple[Section, ...] = ()
) -> tuple[Statement, int]:
    """What the fields state, and how many of them were repaired.

    Raises FieldError for what an article can't do without (a title, an http(s) address, a date)
    and for a value that is not what its field takes. To remove an article its address is enough.
    """
    read = _Reader(fields)
    url = _address(read)
    provider, domain = read.provider()
    domain = domain or url.host.removeprefix("www.")
    statement = Statement(
        key=url.key,
        url=url.shown,
        title=_title(read, url),
        published=_published(read),
        is_own=is_own,
        excerpt=read.text("excerpt"),
        provider=provider or domain,
        domain=domain,
        kind=_kind(read),
        category=read.text("category"),
        locale=read.text("locale"),
        quality=read.number("quality"),
        heat=read.number("heat"),
        is_featured=read.flag("published"),
        is_removed=read.flag("removed"),
        updated=read.time("updatedDateTime"),
        topics=read.texts("topics"),
        tags=read.texts("tags"),
        images=read.images(),
        twins=_twins(read, url.key),
        body=body,
    )
    return statement, read.repaired


def _address(read: _Reader) -> Address:
    """The article's address: the first field that holds one decides, good or bad."""
    for field in _URL_FIELDS:
        text = _scalar(field, read.fields.get(field)).strip()
        if text:
            url = read_address(text)
            if url is None:
                raise FieldError(field, f"`{field}` is no http(s) address that can be opened")
            return url
    raise FieldError("sourceUrl", "no address; write `sourceUrl: https://...`")


def _title(read: _Reader, url: Address) -> str:
    text = read.text("title")
    if not text and not read.flag("removed"):
        raise FieldError("title", "no `title`; write the headline")
    return text or url.shown


def _published(read: _Reader) -> datetime:
    time = read.time("publishedDateTime")
    if time is None and not read.flag("removed"):
        raise FieldError("publishedDateTime", "no `publishedDateTime`; write when it came out")
    return time or _UNKNOWN_TIME


def _kind(read: _Reader) -> Kind:
    kind = _scalar("type", read.fields.get("type"))
    return "video" if kind.strip().lower() == "video" else "article"


def _twins(read: _Reader, key: str) -> tuple[str, ...]:
    """The keys of the AMP copies that the fields name, less those that are the article's own."""
    texts = [_scalar(field, read.fields.get(field)) for field in _TWIN_FIELDS]
    addresses = (read_address(text) for text in _without_cached(texts) if _AMP.search(text))
    keys = {address.key for address in addresses if address is not None}
    # A site's first page, named in many files, would join them all.
    return tuple(sorted(twin for twin in keys - {key} if twin.count("/") > 2 or "?" in twin))


def _without_cached(texts: list[str]) -> list[str]:
    """The addresses less those of a cache that name, whole, another one of them."""
    bare = {text: text.partition("://")[2] for text in texts if text}
    return [
        text
        for text, address in bare.items()
        if not any(other and address.endswith(f"/{other}") for other in bare.values())
    ]


def _scalar(field: str, value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FieldError(field, f"`{field}` is a list or mapping; write one text")
    return value


def _size(value: Value) -> int:
    if not isinstance(value, str) or len(value) > 6 or not value.isdecimal():
        return 0
    return min(int(value), 100_000)
