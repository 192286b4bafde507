"""A time zone as it is offered."""

from dataclasses import dataclass
from datetime import time, timedelta


@dataclass(frozen=True, slots=True)
class ZoneOffer:
    """A zone by its IANA name, with what its clocks show and how far they are from UTC now."""

    name: str
    local: time
    offset: timedelta
