"""What a score is made of."""

from dataclasses import dataclass

from bot.domain.spelling import Alternative

# A title says what the article is about, the excerpt often; body, topics and source in passing.
TITLE, EXCERPT, ELSEWHERE = 1.0, 0.5, 0.3
# What decides between articles that match equally well; all together less than one word's field.
CLOSENESS, ORDER = 0.1, 0.08
OWN_FILE, TOPIC, RECENCY, QUALITY = 0.02, 0.01, 0.01, 0.01
_BEST = TITLE + CLOSENESS + ORDER + OWN_FILE + TOPIC + RECENCY + QUALITY
# A title that is the query, word by word, comes first whatever else there is.
SAME_TITLE = 1.0


@dataclass(frozen=True, slots=True)
class WordTerm:
    """How a query word counts: `share` of all words' weight, for what it matched, where.

    `field` is 1 in the title, less elsewhere; `alternative` is None for a word not found.
    """

    typed: str
    share: float
    alternative: Alternative | None
    field: float

    @property
    def value(self) -> float:
        """What the word adds to the score of the text, 0 to `share`."""
        return (
            0.0 if self.alternative is None else self.share * self.field * self.alternative.weight
        )


@dataclass(frozen=True, slots=True)
class Terms:
    """A score taken apart: `text` is what the words add up to, 0 to 1; the rest adds little."""

    words: tuple[WordTerm, ...]
    text: float
    same_title: float
    closeness: float
    order: float
    own_file: float
    topic: float
    recency: float
    quality: float

    @property
    def score(self) -> float:
        """All terms together, 0 to 1, and up to 2 for a title that is the query."""
        rest = self.closeness + self.order + self.own_file + self.topic
        return (TITLE * self.text + rest + self.recency + self.quality) / _BEST + self.same_title
