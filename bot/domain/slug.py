"""What the address of an article says of its title."""

import re
from urllib.parse import unquote

from bot.domain.words import fold_words

# Languages such as en-us, UUIDs, and the endings of files.
_NOISE = re.compile(
    r"^[a-z]{2}[-_][a-z]{2}$|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\.[a-z]{2,5}$",
    re.IGNORECASE,
)
# Numbers of articles and hashes; years, "5g" and "covid19" stay.
_ID = re.compile(r"\d{5,}|(?=\D*\d)\w{8,}")
# One word names a section of a site, two may be a title; from three on, the later part is chosen.
_LEAST, _ENOUGH = 2, 3


def slug_words(key: str) -> tuple[str, ...]:
    """The folded words of the telling part of an article's canonical key; none where none tells.

    That is the last part of the path with three words, else one with two; numbers don't count.
    """
    parts = [_part_words(part) for part in key.partition("?")[0].split("/")[3:]]
    telling = max(reversed(parts), key=_told, default=())
    return telling if _told(telling) >= _LEAST else ()


def _part_words(part: str) -> tuple[str, ...]:
    words = fold_words(_NOISE.sub("", unquote(part)))
    return tuple(word for word in words if not _ID.fullmatch(word))


def _told(words: tuple[str, ...]) -> int:
    return min(sum(not word.isdigit() for word in words), _ENOUGH)
