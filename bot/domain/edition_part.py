"""One message of an edition, as bytes that don't change until it is posted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A message of an edition as JSON, with `~` where its buttons name the edition.

    `body` is for POST /channels/{id}/messages; the first part in a forum is for
    POST /channels/{id}/threads, with the message under "message". `plain` is the same without
    cards, for when Discord refuses the body. `positions` are those of its stories, from 0.
    """

    body: bytes
    plain: bytes
    positions: tuple[int, ...]
