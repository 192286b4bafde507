"""Which of the older articles that are related to one it goes on with."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.domain.article import Article
from bot.domain.words import fold_words

# Nearer in time it is the same story, further off it is another.
_SOONEST, _LATEST = timedelta(hours=20), timedelta(days=60)
# A word in more of the archive than this names no event.
_COMMON = 0.02
_FEWEST_SHARED = 2


def earlier_story(
    article: Article, related: Iterable[Article], *, share_of: Mapping[str, float]
) -> Article | None:
    """The older article that this one goes on with: that shares most of what its title names.

    `share_of` says how much of the archive has each word, from 0 to 1. None where no older one
    has two telling words of the title.
    """
    words = _telling(article.title, share_of)
    older = [
        other
        for other in related
        if _SOONEST <= article.published - other.published <= _LATEST
        and fold_words(other.title) != fold_words(article.title)
    ]
    shared = [(len(words & _telling(other.title, share_of)), other) for other in older]
    near = [one for one in shared if one[0] >= _FEWEST_SHARED]
    if not near:
        return None
    best = max(near, key=lambda one: (one[0], one[1].published, -one[1].id))
    return best[1]


def _telling(title: str, share_of: Mapping[str, float]) -> frozenset[str]:
    return frozenset(
        word for word in fold_words(title) if share_of.get(word, 0.0) <= _COMMON and len(word) > 1
    )
