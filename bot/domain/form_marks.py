"""Marks of what filled a form, by which the fields that were touched are told once it is sent.

A form outlives a restart only by its id, which has no room for texts but for a mark of each.
"""

import hashlib
from collections.abc import Mapping

_BYTES = 3
_WIDTH = 2 * _BYTES


def form_marks(fields: Mapping[str, str]) -> str:
    """The marks of all fields in their order; spaces don't count, which Discord cuts off."""
    return "".join(map(_mark, fields.values()))


def differing_fields(fields: Mapping[str, str], marks: str) -> tuple[str, ...]:
    """The fields that no longer are what was marked; all of them where the marks are of others."""
    known = [marks[at : at + _WIDTH] for at in range(0, len(marks), _WIDTH)]
    if len(known) != len(fields):
        return tuple(fields)
    return tuple(
        name
        for (name, text), mark in zip(fields.items(), known, strict=True)
        if _mark(text) != mark
    )


def _mark(text: str) -> str:
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=_BYTES).hexdigest()
