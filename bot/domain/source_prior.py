"""What kind of text an article is, by its first words: reporting, or what somebody paid for."""

import re

from bot.domain.article import Article

_REPORT_MILL = -0.6
_BLOG = -0.4
_EVERGREEN = -0.35
_PRESS_RELEASE = -0.25
_CONTRIBUTED = -0.25
# Two words of a market report's title would do; these hold for nine in ten of them in the corpus.
_MARKET_REPORT = re.compile(
    r"\bmarket (?:insights? )?reports?\b|\bmarket (?:research|study|size|share)\b"
    r"|\bmarket(?: [\w,/-]+){0,5} (?:forecasts?|outlook|growth|analysis|trends|20[2-9]\d)\b"
    r"|\b(?:cagr|key players|industry analysis)\b",
    re.IGNORECASE,
)
_WIRED_REPORT = re.compile(r"\bvia comtex\b", re.IGNORECASE)
_RELEASE = re.compile(r"/pr ?newswire/|\(business wire\)|\bglobe ?newswire\b|/cnw/", re.IGNORECASE)
_RELEASE_WIRES = frozenset(
    {"pr newswire", "business wire", "globenewswire", "prweb", "ein presswire", "newswire"}
)
# What could have stood there a year before or after: explainers, lists, advice, advertisements.
_TIMELESS = re.compile(
    r"^(?:what|who) (?:is|are)\b.*\?|\beverything you need to know\b|\bhow to\b|\bintroduction to\b"
    r"|\b(?:beginner|ultimate|complete|definitive)(?:[’']?s)? guide\b|\bguide to\b|\btutorial\b"
    r"|^(?:the )?(?:top |best )?\d+ (?:\w+ ){0,3}(?:ways|things|tips|trends|examples|reasons|stocks"
    r"|predictions|tools|methods|steps|lessons|questions|facts|books|courses|best)\b"
    r"|^(?:the )?(?:top|\w+ ways)\b|\bpredictions\b|\bstocks? (?:to|likely|for|picks?)\b"
    r"|\bbetter (?:stock|buy)\b|\bcertification\b|\bwebinar\b|\bsponsored\b|\bdeals?\b:"
    r"|\b\d+% off\b|\bwhite ?paper\b|\bpodcast\b",
    re.IGNORECASE,
)
_BLOGS = frozenset({"medium", "medium.com", "dev.to", "hackernoon", "towards data science"})
# Where anybody of a network may publish under a magazine's name.
_NETWORKS = re.compile(r"//(?:www\.)?(?:forbes\.com/sites|entrepreneur\.com)/")


def source_prior(article: Article) -> float:
    """What is taken off before anything else is known: for market reports most, 0 for news."""
    text = f"{article.title}\n{article.excerpt[:400]}"
    provider = article.provider.casefold()
    if _is_market_report(article.title, text):
        return _REPORT_MILL
    kinds = (
        (_BLOG, provider in _BLOGS),
        (_EVERGREEN, _TIMELESS.search(article.title) is not None),
        (_PRESS_RELEASE, provider in _RELEASE_WIRES or _RELEASE.search(text) is not None),
        (_CONTRIBUTED, _NETWORKS.search(article.url) is not None),
    )
    return sum(prior for prior, is_such in kinds if is_such)


def _is_market_report(title: str, text: str) -> bool:
    # Most titles have neither word; looking for the pattern in each takes milliseconds in all.
    words = title.lower()
    may_be = "market" in words or "cagr" in words or "industry" in words or "key players" in words
    return bool((may_be and _MARKET_REPORT.search(title)) or _WIRED_REPORT.search(text))
