"""What a model of topics is trained on and how well it does; the fitting itself is a service's."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.topic_text import TopicText

# With fewer the neighbours do as well, and nothing can be held out to judge by.
FEWEST_ARTICLES = 200
FEWEST_OF_TOPIC = 10
MOST_TOPICS = 200
# Each part is judged by what was learnt from all before it, as in life.
_PARTS = (0.5, 0.625, 0.75, 0.875, 1.0)
_STEPS = tuple(step / 40 for step in range(2, 33))
# What nearly every article is on is no achievement to tell.
_NEARLY_ALL = 0.9
# A topic's own threshold counts for half where it rests on so many articles.
_TRUSTED = 10


@dataclass(frozen=True, slots=True)
class Example:
    """An article's words with its topics, by the names readers see."""

    text: TopicText
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How well a topic was told where it was held out: shares of 0 to 1, of so many articles."""

    name: str
    articles: int
    precision: float
    recall: float
    f1: float
    threshold: float


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What came of a training on so many articles.

    The scores are of `held_out` articles, told by what was learnt before them; F1 over all and on
    average leaves out topics that nearly all articles are on. There are none, and `size` (bytes) is
    0, where the archive is too small to learn from.
    """

    articles: int
    held_out: int = 0
    words: int = 0
    size: int = 0
    micro_f1: float = 0.0
    macro_f1: float = 0.0
    topics: tuple[TopicScore, ...] = ()


def learnable(examples: Sequence[Example]) -> tuple[str, ...]:
    """The topics with enough articles to learn from, the largest first; none of a small archive."""
    counts = Counter(topic for example in examples for topic in example.topics)
    if len(examples) < FEWEST_ARTICLES:
        return ()
    most = counts.most_common(MOST_TOPICS)
    return tuple(name for name, count in most if count >= FEWEST_OF_TOPIC)


def windows(examples: int) -> Iterator[tuple[range, range]]:
    """Where to learn and where to judge, by position in order of time."""
    ends = [round(examples * part) for part in _PARTS]
    for start, end in pairwise(ends):
        yield range(start), range(start, end)


@dataclass(frozen=True, slots=True)
class Judged:
    """An article that was held out: what it is on, and how likely each topic was said to be."""

    topics: frozenset[str]
    probabilities: Mapping[str, float]


def best_thresholds(judged: Sequence[Judged], topics: Sequence[str]) -> dict[str, float]:
    """From which probability each topic is better taken than left, as F1 has it.

    A topic with few articles is drawn to what is best for all.
    """
    overall = _best([_outcomes(judged, name) for name in topics])
    thresholds = {}
    for name in topics:
        outcomes = _outcomes(judged, name)
        trusted = sum(is_right for _, is_right in outcomes)
        own = _best([outcomes])
        thresholds[name] = (trusted * own + _TRUSTED * overall) / (trusted + _TRUSTED)
    return thresholds


def _outcomes(judged: Sequence[Judged], name: str) -> list[tuple[float, bool]]:
    return [(j.probabilities.get(name, 0.0), name in j.topics) for j in judged]


def _best(groups: Sequence[Sequence[tuple[float, bool]]]) -> float:
    outcomes = [outcome for group in groups for outcome in group]
    return max(_STEPS, key=lambda step: (_f1(*_counts(outcomes, step)), -abs(step - 0.5)))


def _counts(outcomes: Sequence[tuple[float, bool]], threshold: float) -> tuple[int, int, int]:
    """How many were taken rightly, wrongly, and wrongly left."""
    taken = [is_right for probability, is_right in outcomes if probability >= threshold]
    right = sum(taken)
    return right, len(taken) - right, sum(is_right for _, is_right in outcomes) - right


def _f1(right: int, wrong: int, left: int) -> float:
    return 2 * right / (2 * right + wrong + left) if right else 0.0


def scores(
    judged: Sequence[Judged], thresholds: Mapping[str, float]
) -> tuple[tuple[TopicScore, ...], float, float]:
    """How well each topic was told, and F1 over all decisions and on average over topics.

    The two leave out topics that nearly all articles are on.
    """
    counts = {name: _counts(_outcomes(judged, name), t) for name, t in thresholds.items()}
    rows = tuple(
        TopicScore(
            name,
            right + left,
            right / (right + wrong) if right else 0.0,
            right / (right + left) if right else 0.0,
            _f1(right, wrong, left),
            thresholds[name],
        )
        for name, (right, wrong, left) in counts.items()
    )
    telling = [row for row in rows if row.articles <= _NEARLY_ALL * len(judged)]
    sums = [sum(column) for column in zip(*(counts[row.name] for row in telling), strict=True)]
    micro = _f1(*sums) if sums else 0.0
    return rows, micro, sum(row.f1 for row in telling) / max(1, len(telling))
