"""Subscriptions as a JSON document, to be kept or taken to another server."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any, TypeAlias

from bot.domain.subscription import Manner, Policy, Subscription, Timing
from bot.domain.timing_text import read_days, read_time
from bot.errors import NewsdeskError, QueryError

FORMAT = 1
MOST_BYTES = 256 * 1024
MOST_SUBSCRIPTIONS = 200
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHEN_EMPTY = {"skip": False, "archive": True}
_ID_DIGITS = 20
Problems: TypeAlias = list[str]


class SubscriptionDocumentError(NewsdeskError):
    """A document that can't be taken; each of the problems names a field and its mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A subscription of a document; `place` names it in a problem, such as "subscriptions[0]"."""

    place: str
    channel_id: int
    timing: Timing
    policy: Policy
    manner: Manner


def write_document(subscriptions: Iterable[Subscription]) -> bytes:
    """The document of subscriptions, in UTF-8."""
    document = {"newsdesk": FORMAT, "subscriptions": [_entry(each) for each in subscriptions]}
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def _entry(subscription: Subscription) -> dict[str, Any]:
    timing, policy, manner = subscription.timing, subscription.policy, subscription.manner
    return {
        "channel": str(subscription.channel_id),
        "time": f"{timing.at:%H:%M}",
        "timezone": timing.zone,
        "days": [_DAYS[day] for day in sorted(timing.weekdays)],
        "topics": list(policy.topics),
        "stories": policy.stories,
        "per_provider": policy.per_provider,
        "least_quality": policy.least_quality,
        "include": list(policy.include),
        "exclude": list(policy.exclude),
        "when_empty": "archive" if policy.from_archive else "skip",
        "role": None if manner.role_id is None else str(manner.role_id),
        "silent": manner.is_silent,
        "thread": manner.starts_thread,
        "crosspost": manner.crossposts,
        "tags": [str(tag_id) for tag_id in manner.tag_ids],
    }


def read_document(data: bytes) -> tuple[DocumentEntry, ...]:
    """The subscriptions of a document; raises SubscriptionDocumentError with all its problems.

    A field that is left out is as usual, but for the channel. Ranges and names are not looked at.
    """
    entries = _listed(_parsed(data))
    problems: Problems = []
    read = [_Reader(f"subscriptions[{at}]", one, problems).read() for at, one in enumerate(entries)]
    channels = [entry.channel_id for entry in read]
    for entry in read:
        if entry.channel_id and channels.count(entry.channel_id) > 1:
            problems.append(f"{entry.place}.channel: is there twice; keep one entry for a channel")
    if problems:
        raise SubscriptionDocumentError(problems)
    return tuple(read)


def _parsed(data: bytes) -> Any:
    if len(data) > MOST_BYTES:
        raise SubscriptionDocumentError([f"the file has more than {MOST_BYTES // 1024} KiB"])
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_object)
    except UnicodeDecodeError:
        raise SubscriptionDocumentError(["the file isn't text in UTF-8"]) from None
    except RecursionError:
        raise SubscriptionDocumentError(["the file nests too deeply"]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise SubscriptionDocumentError([f"{where}: is no JSON: {error.msg}"]) from None
    except ValueError:
        raise SubscriptionDocumentError(["the file has a number that is too long"]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise SubscriptionDocumentError([f"{name[:40]}: is there twice; keep one"])
        found[name] = value
    return found


def _listed(document: Any) -> list[Any]:
    if not isinstance(document, dict) or "subscriptions" not in document:
        raise SubscriptionDocumentError(
            ["subscriptions: is missing; the file must be one that /digest export wrote"]
        )
    version = document.get("newsdesk")
    if version != FORMAT or isinstance(version, bool):
        raise SubscriptionDocumentError([f"newsdesk: must be {FORMAT}, the format of this version"])
    entries = document["subscriptions"]
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_SUBSCRIPTIONS:
        rule = f"must be a list of 1 to {MOST_SUBSCRIPTIONS} subscriptions"
        raise SubscriptionDocumentError([f"subscriptions: {rule}"])
    return entries


class _Reader:
    """Reads the fields of one entry, and notes what is wrong with them."""

    def __init__(self, place: str, entry: Any, problems: Problems) -> None:
        self._place = place
        self._entry: Mapping[str, Any] = entry if isinstance(entry, dict) else {}
        self._problems = problems
        self._known: set[str] = set()
        self._is_object = isinstance(entry, dict)

    def read(self) -> DocumentEntry:
        """The entry; only whole if nothing was noted."""
        if not self._is_object:
            self._problems.append(f"{self._place}: must be an object in braces")
            return DocumentEntry(self._place, 0, Timing(), Policy(), Manner())
        entry = DocumentEntry(
            self._place, self._channel(), self._timing(), self._policy(), self._manner()
        )
        for name in self._entry.keys() - self._known:
            self._note(name[:40], "is not known; remove it")
        return entry

    def _channel(self) -> int:
        channel_id = self._id("channel")
        if channel_id is None and "channel" not in self._entry:
            self._note("channel", "is missing; give the id of a channel in quotes")
        return channel_id or 0

    def _timing(self) -> Timing:
        usual = Timing()
        zone = self._text("timezone", usual.zone)
        return Timing(
            self._understood("time", f"{usual.at:%H:%M}", read_time, usual.at),
            zone,
            self._days(usual.weekdays),
        )

    def _days(self, usual: frozenset[int]) -> frozenset[int]:
        names = self._texts("days") if "days" in self._entry else None
        if names is None:
            return usual
        try:
            return read_days(",".join(names), option="days")
        except QueryError as error:
            self._note("days", f"must be {error.expected}")
            return usual

    def _policy(self) -> Policy:
        usual = Policy()
        return Policy(
            topics=self._texts("topics"),
            stories=self._number("stories", usual.stories),
            per_provider=self._number("per_provider", usual.per_provider),
            least_quality=self._number("least_quality", usual.least_quality),
            include=self._texts("include"),
            exclude=self._texts("exclude"),
            from_archive=self._when_empty(),
        )

    def _manner(self) -> Manner:
        return Manner(
            role_id=self._id("role"),
            is_silent=self._flag("silent"),
            starts_thread=self._flag("thread"),
            crossposts=self._flag("crosspost"),
            tag_ids=tuple(int(tag) for tag in self._texts("tags") if self._is_id(tag, "tags")),
        )

    def _when_empty(self) -> bool:
        value = self._text("when_empty", "skip")
        if value not in _WHEN_EMPTY:
            self._note("when_empty", 'must be "skip" or "archive"')
        return _WHEN_EMPTY.get(value, False)

    def _understood(
        self, name: str, usual: str, read: Callable[[str], time], otherwise: time
    ) -> time:
        try:
            return read(self._text(name, usual))
        except QueryError as error:
            self._note(name, f"must be {error.expected}")
            return otherwise

    def _id(self, name: str) -> int | None:
        value = self._value(name, None)
        if value is None:
            return None
        return int(value) if self._is_id(value, name) else None

    def _is_id(self, value: object, name: str) -> bool:
        text = value if isinstance(value, str) else ""
        is_id = text.isascii() and text.isdigit() and len(text) < _ID_DIGITS
        if not is_id:
            self._note(name, "must be an id of Discord's: digits in quotes")
        return is_id

    def _number(self, name: str, usual: int) -> int:
        value = self._value(name, usual)
        if isinstance(value, bool) or not isinstance(value, int):
            self._note(name, "must be a whole number")
            return usual
        return value

    def _flag(self, name: str) -> bool:
        value = self._value(name, False)
        if not isinstance(value, bool):
            self._note(name, "must be true or false")
            return False
        return value

    def _text(self, name: str, usual: str) -> str:
        value = self._value(name, usual)
        if not isinstance(value, str):
            self._note(name, "must be a text in quotes")
            return usual
        return value

    def _texts(self, name: str) -> tuple[str, ...]:
        value = self._value(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self._note(name, 'must be a list of texts, such as [] or ["AI"]')
            return ()
        return tuple(_once(value))

    def _value(self, name: str, usual: Any) -> Any:
        self._known.add(name)
        return self._entry.get(name, usual)

    def _note(self, name: str, rule: str) -> None:
        self._problems.append(f"{self._place}.{name}: {rule}")


def _once(names: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(" ".join(name.split()) for name in names)
