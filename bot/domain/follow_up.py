"""Which of the older articles that are related to one it goes on with."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from bot.domain.article import Article
from bot.domain.small_words import SMALL_WORDS
from bot.domain.words import fold_words

# Nearer in time it is the same story, further off it is another.
_SOONEST, _LATEST = timedelta(hours=20), timedelta(days=60)
_FEWEST_SHARED = 2


def earlier_story(
    article: Article, related: Iterable[Article], *, common: Collection[str]
) -> Article | None:
    """The older article that this one goes on with: that shares most of what its title names.

    The folded words of `common` name no event. None where no older one has two other words of the
    title.
    """
    words = _telling(article.title, common)
    older = [
        other
        for other in related
        if _SOONEST <= article.published - other.published <= _LATEST
        and fold_words(other.title) != fold_words(article.title)
    ]
    shared = [(len(words & _telling(other.title, common)), other) for other in older]
    near = [one for one in shared if one[0] >= _FEWEST_SHARED]
    if not near:
        return None
    best = max(near, key=lambda one: (one[0], one[1].published, -one[1].id))
    return best[1]


def _telling(title: str, common: Collection[str]) -> frozenset[str]:
    words = frozenset(fold_words(title)) - SMALL_WORDS
    return frozenset(word for word in words if word not in common and len(word) > 1)
