"""How hot a story is for an edition, which many read as the one thing they read that day.

As in a briefing (bot.domain.heat), but what several report counts for more, and what was written to
be found or to sell for less. Set by reading the editions of ten days of a corpus.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.article import Article
from bot.domain.headline import is_roundup
from bot.domain.heat import Heat, half_life, heat_of

# Figures over 100 are given to a tenth of all, hardly for their news: a quarter of the rest counts.
_PLAIN_QUALITY, _REST = 1.0, 0.25
# What another provider is worth, in what it is worth in a briefing.
_SOURCES = 2.0
# Readers get all of an edition at once: of its time the oldest loses a quarter of a point.
_LIVES = 2
_SHARES = -0.5
_RELEASE = -0.4
_PRAISE = -0.3
_ROUNDUP = -0.3
# Portals that show what others have written.
_PORTALS = frozenset({"yahoo.com", "msn.com", "news.google.com", "flipboard.com", "smartnews.com"})
_OF_PORTAL = re.compile(r" on MSN\.com$", re.IGNORECASE)
# Advice to investors, and forecasts of markets by those who sell them.
_ON_SHARES = re.compile(
    r"\bstocks?\b|\bshares of\b|\b(?:nasdaq|otc(?:pink|qb)?|nyse|tsx|asx):|\binvestors? should\b"
    r"|\bworth (?:us)?\$[\d.,]+ ?(?:bn|billion|million)\b.*\bby 20\d\d\b"
    r"|\breach(?:es|ing)? (?:us)?\$[\d.,]+ ?(?:b|m|bn|billion|million)\b.*\b20\d\d\b",
    re.IGNORECASE,
)
_SHARE_WORDS = ("stock", "shares", ":", "investor", "worth", "reach")
_BROKERS = frozenset(
    [
        *("the motley fool", "investorplace", "zacks", "seeking alpha", "24/7 wall st"),
        *("simply wall st", "benzinga", "market realist", "investment u", "profit confidential"),
        *("investor ideas", "proactiveinvestors uk", "tipranks", "baystreet"),
    ]
)
_RELEASED = re.compile(r"/(?:press|news)-?releases?/|//(?:www\.)?(?:accesswire|newsfilecorp)\.com/")
_RELEASE_WORDS = ("release", "accesswire", "newsfilecorp")
_PRAISED = re.compile(
    r"\b(?:named|recogni[sz]ed|positioned|honou?red)\b.*\b(?:leaders?|finalist|visionary|top \d+)\b"
    r"|\bwins?\b.*\bawards?\b|\bvision-ary leader\b|\bawarded\b|\brecogni[sz]ed (?:as|by|in)\b",
    re.IGNORECASE,
)
_PRAISE_WORDS = ("named", "recogni", "positioned", "honor", "honour", "win", "award", "vision-ary")


def edition_heat(
    article: Article, others: Iterable[Article], *, end: datetime, length: timedelta
) -> Heat:
    """The heat of a story that leads with this article, others telling it too.

    `length` is the time that the edition is of, at the end of which it is due.
    """
    sources = len(independent((article, *others)))
    life = _LIVES * half_life(length)
    heat = heat_of(article, sources=sources, in_title=False, end=end, life=life)
    over = max(0.0, heat.quality - _PLAIN_QUALITY)
    return replace(
        heat,
        quality=heat.quality - (1 - _REST) * over,
        sources=_SOURCES * heat.sources,
        prior=heat.prior + kind_prior(article),
    )


def kind_prior(article: Article) -> float:
    """What is taken off for the kind of text, beside what a briefing does; 0 for news."""
    title = article.title
    kinds = (
        (_SHARES, article.provider.casefold() in _BROKERS or _is(title, _SHARE_WORDS, _ON_SHARES)),
        (_RELEASE, _is(article.url, _RELEASE_WORDS, _RELEASED)),
        (_PRAISE, _is(title, _PRAISE_WORDS, _PRAISED)),
        (_ROUNDUP, is_roundup(title)),
    )
    return min((prior for prior, is_such in kinds if is_such), default=0.0)


def _is(text: str, words: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Whether the pattern is in it, which needs one of the words: most texts have none."""
    lowered = text.lower()
    return any(word in lowered for word in words) and pattern.search(text) is not None


def is_copy(article: Article) -> bool:
    """Whether a portal shows what another provider has written."""
    domain = article.domain.casefold()
    return any(domain == portal or domain.endswith(f".{portal}") for portal in _PORTALS)


def independent(articles: Iterable[Article]) -> set[str]:
    """The providers that report by themselves; of copies alone one of them."""
    known = list(articles)
    named = {_OF_PORTAL.sub("", a.provider).casefold() for a in known if not is_copy(a)}
    return named or {_OF_PORTAL.sub("", a.provider).casefold() for a in known[:1]}
