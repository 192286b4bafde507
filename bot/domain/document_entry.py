"""One subscription of a document, read field by field, with what is wrong with each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from bot.domain.subscription import Manner, Policy, Timing
from bot.domain.timing_text import read_days, read_time
from bot.errors import QueryError

_WHEN_EMPTY = {"skip": False, "archive": True}
_ID_DIGITS = 20


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A subscription of a document; `place` names it in a problem, such as "subscriptions[0]"."""

    place: str
    channel_id: int
    timing: Timing
    policy: Policy
    manner: Manner


class EntryReader:
    """Reads the fields of one entry, and notes what is wrong with them."""

    def __init__(self, place: str, entry: Any, problems: list[str]) -> None:
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
