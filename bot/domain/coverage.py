"""Whether what is related to a story is coverage of it, and not merely of the same theme."""

from collections.abc import Callable

from bot.domain.article import Article
from bot.domain.edition_heat import kind_prior
from bot.domain.related import RelatedArticle, is_telling
from bot.domain.source_prior import source_prior
from bot.domain.words import fold_words

# A word that more of the archive has names a theme; in a small archive every word is rare.
_EVENT, _FEW = 0.05, 5
# So that firms were given money, or something new, makes no two stories one.
_TRADE = frozenset(
    [
        *("acquires", "announces", "announced", "billion", "buys", "funding", "investment"),
        *("launch", "launches", "management", "million", "raise", "raised", "raises", "report"),
        *("round", "series", "software", "startup", "startups", "study", "technology", "tools"),
        *("unveils",),
    ]
)
# What a list of the publisher adds to the score of what it names (bot.services.find_related).
_LISTED = 1.0
# By how much their words must be alike if they share no such word in their titles, one, or more;
# the publisher's list makes up for some of it.
_LEAST = (0.25, 0.14, 0.1)
_LEAST_LISTED = (0.25, 0.1, 0.08)
# Market reports, press releases and advice to investors are nobody's further reading.
_LEAST_PRIOR = -0.3


def is_coverage(
    article: Article, hit: RelatedArticle, documents: Callable[[str], int], size: int
) -> bool:
    """Whether the hit goes on with the event of the article, or tells it from another side.

    `documents` says in how many of an archive's `size` articles a folded word is.
    """
    words, others = fold_words(article.title), fold_words(hit.article.title)
    if words == others or source_prior(hit.article) + kind_prior(hit.article) <= _LEAST_PRIOR:
        return False
    shared = {word for word in {*words} & {*others} if is_telling(word)} - _TRADE
    most = max(_FEW, _EVENT * size)
    of_event = sum(documents(word) <= most for word in shared)
    least = _LEAST if hit.score < _LISTED else _LEAST_LISTED
    return hit.score % _LISTED >= least[min(of_event, len(least) - 1)]
