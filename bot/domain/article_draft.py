"""An article as a moderator writes it, and what is wrong with what was typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.article import Image, Kind
from bot.domain.page_date import read_time
from bot.domain.period import parse_period
from bot.domain.text import repair_line
from bot.domain.url import Address, read_address
from bot.errors import QueryError

LONGEST_TITLE = 300
# A modal's field takes 4,000 characters: https://discord.com/developers/docs/components/reference
LONGEST_EXCERPT = 2_000
# Ten stand in a card; honest files have a handful.
MOST_TOPICS = 10
# The longest label of a choice, as which topics are offered.
LONGEST_TOPIC = 100
LONGEST_PROVIDER = 100
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_DAY = timedelta(days=1)
# Marks that reverse or hide text; titles of right-to-left scripts do without.
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_A_URL = "must be an http(s) address that can be opened, such as https://example.com/news"
_A_DATE = "must be a day or time such as 2019-11-27, 2019-11-27 09:41, 27 Nov 2019 or yesterday"
_FIELDS = ("url", "title", "excerpt", "topics", "date", "provider")


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article of the desk, checked; `key` as in Statement, `published` aware UTC."""

    key: str
    url: str
    title: str
    published: datetime
    excerpt: str = ""
    provider: str = ""
    domain: str = ""
    topics: tuple[str, ...] = ()
    kind: Kind = "article"
    locale: str = ""
    image: Image | None = None
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleForm:
    """What was typed, field by field; topics are parted by commas or lines."""

    url: str = ""
    title: str = ""
    excerpt: str = ""
    topics: str = ""
    date: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class DraftFault:
    """A field that can't be taken, and the mend: "must be ..."."""

    field: str
    mend: str


def form_of(draft: ArticleDraft) -> ArticleForm:
    """The form that reads back as the draft."""
    return ArticleForm(
        url=draft.url,
        title=draft.title,
        excerpt=draft.excerpt,
        topics=", ".join(draft.topics),
        date=_shown_time(draft.published),
        provider=draft.provider,
    )


def read_form(
    form: ArticleForm, *, now: datetime, base: ArticleDraft | None = None
) -> ArticleDraft | tuple[DraftFault, ...]:
    """The draft that the form describes, or all that is wrong with it, in the form's order.

    What a form doesn't hold (kind, language, picture) is the base's. Without a date it is now, or
    the base's; without a provider the base's of the same site, else the site.
    """
    faults: list[DraftFault] = []
    address = _address(form.url, faults)
    title = _line(form.title, "title", faults, least=1, most=LONGEST_TITLE)
    excerpt = _line(form.excerpt, "excerpt", faults, most=LONGEST_EXCERPT)
    topics = _topics(form.topics, faults)
    published = _published(form.date, faults, now=now, base=base)
    provider = _line(form.provider, "provider", faults, most=LONGEST_PROVIDER)
    if faults or address is None or published is None:
        return tuple(sorted(faults, key=lambda fault: _FIELDS.index(fault.field)))
    site = address.host.removeprefix("www.")
    is_same_site = base is not None and base.domain == site
    draft = base or ArticleDraft(address.key, address.shown, title, published)
    return replace(
        draft,
        key=address.key,
        url=address.shown,
        title=title,
        published=published,
        excerpt=excerpt,
        provider=provider or (draft.provider if is_same_site else source_of_site(site)),
        domain=site,
        topics=topics,
    )


def source_of_site(site: str) -> str:
    """What an article's source is called that nothing names: its site, the end of a long one."""
    return site[-LONGEST_PROVIDER:].lstrip(".-")


def clean_line(text: str) -> str:
    """One repaired line without marks that reverse or hide text."""
    return repair_line(_UNSEEN.sub("", repair_line(text)[0]))[0]


def _address(text: str, faults: list[DraftFault]) -> Address | None:
    address = read_address(text)
    if address is None:
        faults.append(DraftFault("url", _A_URL))
    return address


def _line(text: str, field: str, faults: list[DraftFault], *, least: int = 0, most: int) -> str:
    """The text as one line; a fault where it is too short or too long."""
    line = clean_line(text)
    if not least <= len(line) <= most:
        mend = f"has {len(line):,} characters and must have {least} to {most:,}"
        faults.append(DraftFault(field, mend))
    return line


def _topics(text: str, faults: list[DraftFault]) -> tuple[str, ...]:
    names = [clean_line(name) for name in re.split(r"[,;\n]", text)]
    topics = _distinct([name for name in names if name])
    if len(topics) > MOST_TOPICS or any(len(name) > LONGEST_TOPIC for name in topics):
        mend = f"must be at most {MOST_TOPICS} names of up to {LONGEST_TOPIC} characters"
        faults.append(DraftFault("topics", f"{mend}, with commas between them"))
    return topics


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Each once, in the first way it is written."""
    distinct: dict[str, str] = {}
    for name in names:
        distinct.setdefault(name.casefold(), name)
    return tuple(distinct.values())


def _published(
    text: str, faults: list[DraftFault], *, now: datetime, base: ArticleDraft | None
) -> datetime | None:
    if not text.strip():
        return base.published if base else now.replace(microsecond=0)
    time = _moment(text.strip(), now)
    if time is None:
        faults.append(DraftFault("date", _A_DATE))
    elif not _EARLIEST <= time <= now + _AHEAD:
        faults.append(DraftFault("date", "must lie between 1970 and today"))
        return None
    return time


def _moment(text: str, now: datetime) -> datetime | None:
    """The moment meant, a day as its midnight in UTC; longer periods are none."""
    try:
        time = datetime.fromisoformat(text)
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    try:
        period = parse_period(text, option="date", now=now)
    except QueryError:
        return read_time(text, language="", now=now)
    return period.start.replace(microsecond=0) if period.end - period.start <= _DAY else None


def _shown_time(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%d %H:%M:%S}".removesuffix(":00")
