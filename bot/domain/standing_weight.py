"""A pin, boost or mute that holds, as moderators choose one to end it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from bot.domain.desk_act import Weight
from bot.domain.desk_weight import Target

_BYTES = 8


@dataclass(frozen=True, slots=True)
class StandingWeight:
    """What holds on what until when; `name` as in desk_weight, `title` as readers see it."""

    weight: Weight
    target: Target
    name: str
    until: datetime
    title: str

    @property
    def value(self) -> str:
        """What stands for it once it is chosen: names may be longer than a choice."""
        said = f"{self.weight} {self.target} {self.name}".encode()
        return f"#{hashlib.blake2b(said, digest_size=_BYTES).hexdigest()}"
