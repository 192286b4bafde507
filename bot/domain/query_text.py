"""The language of /news: words, "phrases", -exclusions, topic: source: before: after: on:."""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.period import Period, parse_period
from bot.domain.slug import slug_words
from bot.domain.text import repair_controls
from bot.domain.url import read_address
from bot.domain.words import fold_words
from bot.errors import QueryError

# Each is looked for in every article that has the words; whoever writes more means to be slow.
_MOST_PHRASES = 24
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
# Each alternative takes what it looked at, or fails where no quote follows any more, so that the
# time stays linear. A quote after a letter or digit opens nothing: 5" and 6" are inches.
_TOKEN = re.compile(
    r"""
    (?<!\S) (?P<operator> (?P<name> topic|source|before|after|on ) :
        (?P<value> "[^"]*" | [^\s"]+ ) )
    | (?<!\S) (?P<exclusion> - (?P<excluded> "[^"]*" | [^\s"-][^\s"]* ) )
    | (?<![0-9A-Za-z]) (?P<phrase> "[^"]*" )
    | (?P<word> [^\s"]+ )
    | "
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QueryText:
    """A typed query, taken apart.

    `words` is the text to look for, phrases included; a closing space says that its last word is
    finished. Of `phrases` (folded words, which must stand so, uncorrected; also single ones) all
    are wanted, of `without` none; at most 24 of each. `topic` and `source` are names as typed.
    `after` is inclusive, `before` exclusive, both aware UTC. `key` is the canonical key of a pasted
    address, whose telling words are among `words` in its stead.
    """

    words: str
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    topic: str | None = None
    source: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    key: str | None = None


def read_query(text: str, *, now: datetime) -> QueryText:
    """The query that the text is; whatever can't be understood is ordinary words.

    Of several names of one kind the last counts, of several dates the narrowest period, of several
    addresses the first.
    """
    reading = _Reading(now)
    rest = _TOKEN.sub(reading.take, repair_controls(text).translate(_QUOTES))
    return reading.query(rest)


@dataclass(slots=True)
class _Reading:
    """What the tokens taken so far have said."""

    now: datetime
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    without: list[tuple[str, ...]] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    starts: list[datetime] = field(default_factory=list)
    ends: list[datetime] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def take(self, token: re.Match[str]) -> str:
        """What is left of the token as ordinary words."""
        match token.lastgroup:
            case "operator" if self._is_operator(token["name"].casefold(), _said(token["value"])):
                return ""
            case "exclusion" if words := fold_words(token["excluded"]):
                self.without.append(words)
                return ""
            case "phrase":
                return self._phrase(_said(token["phrase"]))
            case "word":
                return self._word(token["word"])
            case _:
                return token[0].replace('"', " ")

    def query(self, rest: str) -> QueryText:
        """The query, `rest` being its ordinary words."""
        words = " ".join(rest.split())
        return QueryText(
            f"{words} " if words and rest[-1].isspace() else words,
            tuple(dict.fromkeys(self.phrases))[:_MOST_PHRASES],
            tuple(dict.fromkeys(self.without))[:_MOST_PHRASES],
            self.names.get("topic"),
            self.names.get("source"),
            max(self.starts, default=None),
            min(self.ends, default=None),
            self.keys[0] if self.keys else None,
        )

    def _is_operator(self, name: str, value: str) -> bool:
        """Whether that is a name or a period, which is then remembered."""
        if name in ("topic", "source"):
            self.names.update({name: value} if value else {})
            return bool(value)
        period = _period(name, value, self.now)
        if period is None:
            return False
        if name != "before":
            self.starts.append(period.start)
        if name != "after":
            self.ends.append(period.start if name == "before" else period.end)
        return True

    def _phrase(self, inner: str) -> str:
        left = self._word(inner)
        if left == inner and (words := fold_words(inner)):
            self.phrases.append(words)
        # A quote that closes finishes the word before it.
        return f" {left} "

    def _word(self, word: str) -> str:
        """The word itself, or those of the article whose address it is."""
        # Discord shows no preview of an address in angle brackets; a sentence may end after one.
        address = None if " " in word else read_address(word.strip("<>").rstrip(".,;:!"))
        if address is None:
            return word
        self.keys.append(address.key)
        return " ".join((*slug_words(address.key), ""))


def _said(value: str) -> str:
    """The value without its quotes and needless spaces."""
    return " ".join(value.strip('"').split())


def _period(option: str, value: str, now: datetime) -> Period | None:
    with contextlib.suppress(QueryError):
        return parse_period(value, option=option, now=now)
    return None
