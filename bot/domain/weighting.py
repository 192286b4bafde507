"""What a server's moderators put forward or leave out: pins, boosts and mutes that hold.

Of several on one article a mute stands above a pin, and a pin above a boost: what is muted is not
to be met anywhere, whatever else was said of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.article import Article
from bot.domain.desk_act import Weight
from bot.domain.desk_weight import Target
from bot.domain.mark import Mark
from bot.domain.words import fold

# What a boost adds to a story's heat: as much as 50 of quality. Of what an edition of five stories
# left out it brings in 57 of 60 at the first ten places, 21 of 27 at the next twenty, and 6 of 22
# of the seventy below (bench/boost.py); half as much hardly half of the first, twice nearly all.
BOOST = 0.5
# How many times louder than it is a boosted topic counts where the loudest are looked for.
LOUDER = 2.0
_ORDER = (Weight.MUTE, Weight.PIN, Weight.BOOST)
_TARGETS: tuple[Target, ...] = ("article", "provider", "topic")


@dataclass(frozen=True, slots=True)
class Weighting:
    """The marks of a server, ready to be held against many articles; false where there are none.

    `articles` are by id, `providers` by their folded names, `topics` by every name that the
    archive has for them.
    """

    articles: Mapping[int, Mark] = field(default_factory=dict)
    providers: Mapping[str, Mark] = field(default_factory=dict)
    topics: Mapping[str, Mark] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.articles or self.providers or self.topics)

    @property
    def pinned(self) -> tuple[int, ...]:
        """The articles that are pinned themselves, by their ids."""
        return tuple(i for i, mark in self.articles.items() if mark.weight is Weight.PIN)

    @property
    def has_mutes(self) -> bool:
        """Whether anything is muted."""
        marks = (*self.articles.values(), *self.providers.values(), *self.topics.values())
        return any(mark.weight is Weight.MUTE for mark in marks)

    def of(self, article: Article) -> Mark | None:
        """The mark that counts for the article."""
        return _first(self._marks(article)) if self else None

    def is_muted(self, topic: str) -> bool:
        """Whether the topic is muted, by a name that the archive has for it."""
        return _if(self.topics.get(topic), Weight.MUTE) is not None

    def is_boosted(self, topic: str) -> bool:
        """Whether the topic is boosted likewise."""
        return _if(self.topics.get(topic), Weight.BOOST) is not None

    def mute(self, article: Article) -> Mark | None:
        """Why the article is left out, None if it isn't."""
        return _if(self.of(article), Weight.MUTE)

    def pin(self, article: Article) -> Mark | None:
        """Why the article comes first, None if it doesn't."""
        return _if(self.of(article), Weight.PIN)

    def tier(self, article: Article) -> int:
        """How far forward it belongs: 2 for a pinned article, 1 for one on or of what is pinned."""
        pin = self.pin(article)
        return 0 if pin is None else 1 + (pin.target == "article")

    def boost(self, article: Article) -> float:
        """What the article gains."""
        return 0.0 if _if(self.of(article), Weight.BOOST) is None else BOOST

    def allowed(self, articles: Iterable[Article]) -> tuple[Article, ...]:
        """Those of the articles that aren't muted."""
        return tuple(article for article in articles if self.mute(article) is None)

    def _marks(self, article: Article) -> list[Mark]:
        found = [
            self.articles.get(article.id),
            self.providers.get(folded_provider(article.provider or article.domain)),
        ]
        found += [self.topics.get(name) for name in article.topics]
        return [mark for mark in found if mark is not None]


def folded_provider(name: str) -> str:
    """A provider's name as `Weighting` has it."""
    return fold(name).strip()


def _first(marks: list[Mark]) -> Mark | None:
    """The mark that stands above the others; of equal ones that on the narrower target."""
    return min(marks, key=_rank, default=None)


def _rank(mark: Mark) -> tuple[int, int, str]:
    return _ORDER.index(mark.weight), _TARGETS.index(mark.target), mark.name


def _if(mark: Mark | None, weight: Weight) -> Mark | None:
    return mark if mark is not None and mark.weight is weight else None
