"""How hot a story is: what an editor would weigh, term by term."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import Article
from bot.domain.source_prior import source_prior

PER_SOURCE = 0.1
MOST_SOURCES = 5
_PER_QUALITY = 0.01
_IN_TITLE = 0.3
# The oldest story of a period loses half a point against the newest.
_HALF_LIVES = 2


@dataclass(frozen=True, slots=True)
class Heat:
    """What a story's place in a briefing comes from; the terms add up to `total`.

    `quality` is the publisher's figure over 100, `sources` 0.1 for each other provider (at most
    five), `prior` what kind of text it is, `match` whether its title has all words of a query,
    `age` what it lost since it appeared, `likeness` what it lost for being like one above it, and
    `boost` what a server's moderators added.
    """

    quality: float = 0.0
    sources: float = 0.0
    prior: float = 0.0
    match: float = 0.0
    age: float = 0.0
    likeness: float = 0.0
    boost: float = 0.0

    @property
    def total(self) -> float:
        """All terms in one."""
        known = self.quality + self.sources + self.prior + self.match + self.age + self.likeness
        return known + self.boost

    def unlike(self, likeness: float) -> "Heat":
        """The same of a story that loses so much for being like one above it."""
        return replace(self, likeness=-likeness)


def half_life(length: timedelta) -> timedelta:
    """How long a story of a period of this length takes to lose a point."""
    return max(_HALF_LIVES * length, timedelta(hours=1))


def heat_of(
    article: Article, *, sources: int, in_title: bool, end: datetime, life: timedelta
) -> Heat:
    """The heat of a story led by this article, told by so many providers, at the period's end."""
    others = min(max(sources - 1, 0), MOST_SOURCES)
    return Heat(
        quality=_PER_QUALITY * article.quality,
        sources=PER_SOURCE * others,
        # What several report is news, whoever's text is shown.
        prior=source_prior(article) * (1 - others / MOST_SOURCES),
        match=_IN_TITLE if in_title else 0.0,
        age=min(0.0, -((end - article.published) / life)),
    )
