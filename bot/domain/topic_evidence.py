"""How likely a topic is: by a trained model, by neighbours, and by its name in the text."""

import math
from dataclasses import dataclass
from typing import Literal

By = Literal["model", "neighbours", "rules"]

# Shares of 0 and 1 are opinions of a few neighbours, not certainties.
_LEAST = 0.02


@dataclass(frozen=True, slots=True)
class TopicSuggestion:
    """A topic that a text may be on, for somebody to decide.

    `probability` is calibrated: of suggestions with 0.7, about seven in ten are right. From the
    `threshold` up, taking it is right most often for this topic. `by` is what spoke most for it.
    """

    name: str
    probability: float
    by: By
    threshold: float

    @property
    def is_likely(self) -> bool:
        """Whether the topic is better taken than left."""
        return self.probability >= self.threshold


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one topic: the model's probability (None without one), the neighbours' share
    of votes, and 0 to 1 for where its name stands in the text.
    """

    model: float | None = None
    neighbours: float = 0.0
    rule: float = 0.0


@dataclass(frozen=True, slots=True)
class Blend:
    """A logistic regression of what speaks for a topic, so that its result is a probability.

    Weights are those of the log-odds of the model's and of the neighbours' opinion, and of a name.
    """

    bias: float
    model: float
    neighbours: float
    rule: float

    def probability(self, evidence: Evidence) -> float:
        """How likely the topic is, 0 to 1."""
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, self.bias + sum(self.parts(evidence))))))

    def parts(self, evidence: Evidence) -> tuple[float, float, float]:
        """What model, neighbours and name add to the log-odds."""
        model = 0.0 if evidence.model is None else self.model * log_odds(evidence.model)
        return model, self.neighbours * log_odds(evidence.neighbours), self.rule * evidence.rule

    def strongest(self, evidence: Evidence) -> By:
        """What speaks most for the topic."""
        zero = self.parts(Evidence(None if evidence.model is None else 0.0))
        gains = [part - none for part, none in zip(self.parts(evidence), zero, strict=True)]
        names: tuple[By, By, By] = ("model", "neighbours", "rules")
        return names[max(range(3), key=gains.__getitem__)]


# Measured where articles of December 2019 were given the topics of those before (bench/topics.py);
# a trained model brings its own.
UNTRAINED = Blend(bias=1.12, model=0.0, neighbours=1.94, rule=2.55)
_UNTRAINED_THRESHOLD = 0.33
# Of a topic with fewer articles the neighbours know too little: its name must do.
_RARE = 10
_NAMED = 0.6
# Below that nothing is suggested.
_LEAST_LIKELY = 0.02


def suggestion(
    name: str,
    evidence: Evidence,
    *,
    articles: int,
    blend: Blend | None = None,
    threshold: float | None = None,
) -> TopicSuggestion | None:
    """The suggestion of a topic that so many articles bear; None where too little speaks for it.

    `blend` and `threshold` are those of a trained model that knows the topic.
    """
    weighing = blend or UNTRAINED
    probability = weighing.probability(evidence)
    is_named = blend is None and articles < _RARE and _NAMED * evidence.rule > probability
    if is_named:
        probability = _NAMED * evidence.rule
    if probability < _LEAST_LIKELY:
        return None
    by = "rules" if is_named else weighing.strongest(evidence)
    least = _UNTRAINED_THRESHOLD if threshold is None else threshold
    return TopicSuggestion(name, round(probability, 3), by, least)


def log_odds(share: float) -> float:
    """The log-odds of a share of 0 to 1, kept from infinity."""
    return math.log((share + _LEAST) / (1 - share + _LEAST))
