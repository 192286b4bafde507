"""Pins, boosts and mutes of an article, a provider or a topic, each for some days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.desk_act import (
    ActKind,
    Press,
    Reason,
    Refusal,
    Subject,
    SubjectKind,
    Weight,
    WeightState,
)
from bot.domain.desk_state import Desk, Plan, Step

Target = Literal["article", "provider", "topic"]
# Longer is a policy, for which digests have settings.
MOST_DAYS = 365
# Two moderators who do the same at once did it once.
_AT_ONCE = timedelta(hours=1)
_LIFTS = {
    Weight.PIN: ActKind.UNPIN,
    Weight.BOOST: ActKind.UNBOOST,
    Weight.MUTE: ActKind.UNMUTE,
}


def weight_subject(target: Target, name: str) -> Subject:
    """What a weight lies on: an article by its key, a provider or topic by its name."""
    return Subject(SubjectKind.WEIGHT, f"{target} {name}")


def weight_at(state: WeightState | None, now: datetime) -> Weight | None:
    """The weight that holds now."""
    return None if state is None or state.until <= now else state.weight


def _state(desk: Desk, subject: Subject) -> WeightState | None:
    state = desk.state(subject)
    return state if isinstance(state, WeightState) else None


@dataclass(frozen=True, slots=True)
class Weigh:
    """Pin, boost or mute something for so many days; that takes the place of another weight."""

    weight: Weight
    target: Target
    name: str
    days: int

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """The weight from now on."""
        if not 1 <= self.days <= MOST_DAYS:
            return Refusal(Reason.TIME)
        subject = weight_subject(self.target, self.name)
        state, until = _state(desk, subject), press.at + timedelta(days=self.days)
        holds = weight_at(state, press.at) is self.weight
        if state is not None and holds and abs(state.until - until) < _AT_ONCE:
            return desk.refuse(Reason.SAME, subject)
        kind = ActKind(self.weight.value)
        return Plan(kind, (Step(subject, WeightState(self.weight, until)),))


@dataclass(frozen=True, slots=True)
class Lift:
    """End a weight before its time."""

    weight: Weight
    target: Target
    name: str

    def plan(self, desk: Desk, press: Press) -> Plan | Refusal:
        """No weight; refused where another one holds, or none."""
        subject = weight_subject(self.target, self.name)
        if weight_at(_state(desk, subject), press.at) is not self.weight:
            return desk.refuse(Reason.SAME, subject)
        return Plan(_LIFTS[self.weight], (Step(subject, None),))
