"""The ids of buttons that belong to digests; see custom_ids for the rules.

In a rendered edition `~` stands for the edition's id, put in by `fill_in`.
"""

import re

_EDITION = r"(?P<edition_id>[0-9]{1,18}):(?P<part>[0-9]{1,2})"

RELATED = re.compile(rf"digest:related:{_EDITION}")
MORE = re.compile(rf"digest:more:{_EDITION}")
USELESS = re.compile(rf"digest:useless:{_EDITION}")

# Within JSON a quote in a text has a backslash before it, so no text can look like this.
_OPEN = re.compile(rb'("custom_id":"digest:[a-z]+:)~(:[0-9]{1,2}")')


def edition_related_id(edition: str, part: int) -> str:
    """Show what is related to a story of this part (from 0) of an edition."""
    return f"digest:related:{edition}:{part}"


def edition_more_id(edition: str, part: int) -> str:
    """Brief on a topic of an edition."""
    return f"digest:more:{edition}:{part}"


def edition_useless_id(edition: str, part: int) -> str:
    """Note that a member found an edition of no use."""
    return f"digest:useless:{edition}:{part}"


def edition_marker(edition_id: int, part: int) -> str:
    """The id by which the posted part (from 0) is found in a channel's history."""
    return edition_related_id(str(edition_id), part)


def fill_in(payload: bytes, edition_id: int) -> bytes:
    """The payload of a part with its edition's id in the buttons."""
    return _OPEN.sub(rb"\g<1>%d\g<2>" % edition_id, payload)
