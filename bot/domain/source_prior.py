"""What kind of text an article is, by its first words: reporting, or what somebody paid for."""

import re

from bot.domain.article import Article

_REPORT_MILL = -0.6
_PRESS_RELEASE = -0.25
_LISTING = -0.2
# Two words of a market report's title would do; these hold for nine in ten of them in the corpus.
_MARKET_REPORT = re.compile(
    r"\bvia comtex\b|\bmarket (?:insights? )?reports?\b|\bmarket (?:research|study|size|share)\b"
    r"|\bmarket(?: \w+){0,4} (?:forecasts?|outlook|growth|analysis|trends)\b"
    r"|\b(?:cagr|key players|industry analysis)\b",
    re.IGNORECASE,
)
_RELEASE = re.compile(r"/pr ?newswire/|\(business wire\)|\bglobe ?newswire\b|/cnw/", re.IGNORECASE)
_RELEASE_WIRES = frozenset(
    {"pr newswire", "business wire", "globenewswire", "prweb", "ein presswire", "newswire"}
)
_LIST = re.compile(
    r"\b(?:webinar|sponsored|best deals?|coupon|whitepaper|white paper)\b", re.IGNORECASE
)


def source_prior(article: Article) -> float:
    """What is taken off before anything else is known: for market reports most, 0 for news."""
    text = f"{article.title}\n{article.excerpt[:400]}"
    if _MARKET_REPORT.search(article.title) or "via comtex" in text.lower():
        return _REPORT_MILL
    if article.provider.casefold() in _RELEASE_WIRES or _RELEASE.search(text):
        return _PRESS_RELEASE
    return _LISTING if _LIST.search(article.title) else 0.0
