"""Acts on what belongs together: stories merged and split, topics' other names."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.desk_act import (
    ActKind,
    AliasState,
    Press,
    Reason,
    Refusal,
    RulingState,
    Subject,
    SubjectKind,
)
from bot.domain.desk_state import Desk, Plan, Record, Step
from bot.domain.story_ruling import StoryRuling, Verdict
from bot.domain.topic_key import topic_key

_KINDS = {Verdict.SAME: ActKind.MERGE, Verdict.APART: ActKind.SPLIT}


def pair_subject(ruling: StoryRuling) -> Subject:
    """The two articles; no canonical key has a space in it."""
    return Subject(SubjectKind.PAIR, " ".join(ruling.keys()))


def alias_subject(alias: str) -> Subject:
    """Another name of a topic, however it is spelt."""
    return Subject(SubjectKind.ALIAS, " ".join(topic_key(alias)))


def standing_rulings(records: Iterable[tuple[Subject, Record]]) -> list[StoryRuling]:
    """The rulings that stand, the oldest first, as `read_rulings` takes them.

    An undo brings an older verdict back with its age, so that what follows from all is as before.
    """
    rulings = {
        (record.version, subject.name): record.state.verdict
        for subject, record in records
        if isinstance(record.state, RulingState)
    }
    return [ruling_of(name, rulings[version, name]) for version, name in sorted(rulings)]


def ruling_of(name: str, verdict: Verdict) -> StoryRuling:
    """The ruling on the pair that a subject of this name is."""
    one, _, other = name.partition(" ")
    return StoryRuling(one, other, verdict)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rule of pairs of articles that they are one story, or two; all of one verdict."""

    rulings: tuple[StoryRuling, ...]

    def plan(self, _desk: Desk, _press: Press) -> Plan | Refusal:
        """A verdict on each pair, newer than all that stand."""
        if not self.rulings:
            return Refusal(Reason.SAME)
        verdict = self.rulings[0].verdict
        steps = {pair_subject(ruling): RulingState(ruling.verdict) for ruling in self.rulings}
        return Plan(_KINDS[verdict], tuple(Step(*step) for step in sorted(steps.items())))


@dataclass(frozen=True, slots=True)
class Alias:
    """Call a topic by another name too; without a topic the name is taken away."""

    alias: str
    topic: str | None

    def plan(self, desk: Desk, _press: Press) -> Plan | Refusal:
        """The name's topic from now on."""
        subject = alias_subject(self.alias)
        after = None if self.topic is None else AliasState(self.alias, self.topic)
        if desk.state(subject) == after:
            return desk.refuse(Reason.SAME, subject)
        kind = ActKind.UNALIAS if after is None else ActKind.ALIAS
        return Plan(kind, (Step(subject, after),))
