"""A linear model that tells how likely topics are: TF-IDF and logistic regression, kept small.

Scored without the library that trains it; see docs/adr/0009.
"""

import json
import math
import struct
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from bot.domain.topic_evidence import Blend
from bot.domain.topic_text import TopicText

# What is stored has a header of this format, with its length before it.
_FORMAT = 1
_LENGTH = struct.Struct("<I")
_HIGHEST = 127
# A stored model stays under 1 MB: a byte for each word's weight for each topic, and some more for
# the word itself.
MOST_WORDS = 8_000
_MOST_WEIGHTS = 800_000


def most_words(topics: int) -> int:
    """How many words a model of that many topics may weigh."""
    return min(MOST_WORDS, _MOST_WEIGHTS // max(1, topics))


@dataclass(frozen=True, slots=True)
class TopicModel:
    """Weights of words for topics.

    `weights` holds, word by word, a signed byte for each topic; times the topic's `scale` that is
    the regression's weight. `idfs` are by word. `thresholds` are the probabilities from which each
    topic is better taken than left, `blend` weighs the model beside other opinions.
    """

    topics: tuple[str, ...]
    thresholds: tuple[float, ...]
    biases: tuple[float, ...]
    scales: tuple[float, ...]
    blend: Blend
    words: dict[str, int]
    idfs: "array[float]"
    weights: "array[int]"

    def probabilities(self, text: TopicText) -> dict[str, float]:
        """How likely each topic is by the words alone, 0 to 1."""
        size = len(self.topics)
        sums = [0.0] * size
        for at, value in self._values(text):
            for topic, weight in enumerate(self.weights[at * size : (at + 1) * size]):
                sums[topic] += value * weight
        scored = zip(self.topics, sums, self.scales, self.biases, strict=True)
        return {name: _sigmoid(total * scale + bias) for name, total, scale, bias in scored}

    def _values(self, text: TopicText) -> list[tuple[int, float]]:
        """The text's known words with their TF-IDF, of length 1."""
        counts = text.counts()
        known = ((self.words[word], n) for word, n in counts.items() if word in self.words)
        values = [(at, (1 + math.log(n)) * self.idfs[at]) for at, n in known]
        length = math.sqrt(sum(value * value for _, value in values))
        return [(at, value / length) for at, value in values]

    def encode(self) -> bytes:
        """The model as bytes: a header in JSON, then numbers."""
        header = {
            "format": _FORMAT,
            "topics": self.topics,
            "thresholds": self.thresholds,
            "biases": self.biases,
            "scales": self.scales,
            "blend": asdict(self.blend),
            "words": list(self.words),
        }
        text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
        idfs = struct.pack(f"<{len(self.idfs)}f", *self.idfs)
        return _LENGTH.pack(len(text)) + text + idfs + self.weights.tobytes()


def decode_model(data: bytes) -> TopicModel | None:
    """The model that `encode` wrote; None for one of another version."""
    (length,) = _LENGTH.unpack_from(data)
    start = _LENGTH.size + length
    header = json.loads(data[_LENGTH.size : start])
    if header["format"] != _FORMAT:
        return None
    words = {word: at for at, word in enumerate(header["words"])}
    end = start + 4 * len(words)
    return TopicModel(
        topics=tuple(header["topics"]),
        thresholds=tuple(header["thresholds"]),
        biases=tuple(header["biases"]),
        scales=tuple(header["scales"]),
        blend=Blend(**header["blend"]),
        words=words,
        idfs=array("f", struct.unpack(f"<{len(words)}f", data[start:end])),
        weights=array("b", data[end:]),
    )


def quantised(weights: Sequence[Sequence[float]]) -> "tuple[tuple[float, ...], array[int]]":
    """Weights by topic and word as scales by topic and signed bytes, word by word."""
    highest = [max(map(abs, row), default=0.0) or 1.0 for row in weights]
    scales = tuple(value / _HIGHEST for value in highest)
    rows = [[round(w / scale) for w in row] for row, scale in zip(weights, scales, strict=True)]
    return scales, array("b", (value for word in zip(*rows, strict=True) for value in word))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, value))))
