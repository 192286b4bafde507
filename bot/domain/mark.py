"""A weight that a server's moderators laid on something, as what it changes tells of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.desk_act import Weight
from bot.domain.desk_weight import Target


@dataclass(frozen=True, slots=True)
class Mark:
    """A weight that holds until then, and on what: names as in bot.domain.desk_weight."""

    weight: Weight
    target: Target
    name: str
    until: datetime
