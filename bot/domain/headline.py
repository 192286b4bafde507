"""What a title says beside its words: numbers, whose market it is on, whether it tells or judges.

Terms are those of news agencies and of publishers of market research in general.
"""

import re

from bot.domain.words import fold_words

_WIRE = re.compile(
    r"(?:(?:update|corrected|correction|refile|wrapup|rpt|repeat|focus|brief|factbox|exclusive|"
    r"analysis|insight|clarification|breaking|report|video|watch)(?: \d+)?\s*[-:|]\s*)+",
    re.IGNORECASE,
)
# A site's name is short; what is left must be a title still.
_AFTER_BAR = re.compile(r"(.{15,}?) \| [^|]{1,40}")
_AFTER_DASH = re.compile(r"(.{15,}) [-–—] ([^–—]{1,40})")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*")
_UNIT = re.compile(r"(?<=\d)(?:bn|bln|billion|b|mn|mln|million|m|k|th|st|nd|rd|tn|trillion)$")
_NO_CENTS = re.compile(r"\.0+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARKET = re.compile(r"\bmarkets?\b(?:\s+(?:for|of)\b(?P<named>[^,:;|]*))?", re.IGNORECASE)
_RESEARCH = re.compile(
    r"\b(?:sizes?|shares?|growth|growing|forecasts?|cagr|trends?|outlook|analysis|reports?|"
    r"opportunit(?:y|ies)|worth|reach|insights?|demand|overview|key players|estimates|research|"
    r"segment\w*|20\d\d)\b",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\([^)]*\)")
# What a market is called by others in full.
_SHORT_FORMS = (
    ("artificial intelligence", "ai"),
    ("natural language processing", "nlp"),
    ("machine learning", "ml"),
    ("internet of things", "iot"),
)
_NO_MARKET = frozenset(
    ["global", "world", "worldwide", "the", "in", "and", "of", "for", "analysis"]
)
_ROUNDUP = re.compile(
    r"\b(?:round-?up|digest|live ?blog|live updates?|live:|watch live|how to watch|newsletter|"
    r"news update|more news|daily briefing|morning brief\w*|weekly|week in|this week in|"
    r"top stories|in brief|everything announced|links of)\b",
    re.IGNORECASE,
)
# What was to be and is not, after all.
_REVERSAL = re.compile(
    r"\b(?:drop(?:s|ped|ping)?|withdr[ae]w\w*|abandon\w*|scrap(?:s|ped)|revers(?:es?|ed|ing|al)|"
    r"back(?:s|ing|ed)? (?:off|away|down|out)|backtrack\w*|retreat\w*|cancel\w*|halt\w*|delay\w*|"
    r"suspend\w*|paus(?:es?|ed|ing)|postpone\w*|g[ia]ves? up|abort\w*|walk(?:s|ed)? back|"
    r"rescind\w*|no longer|on hold|hits? the brakes|block\w*|reject\w*|ends?|ended|stops?|"
    r"opts? out|after all|nixe[sd]|ditch\w*|shelve\w*|denie[sd]|refuse\w*)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(
    r"^(?:why|what|how|should|can|could|is|are|does|do|opinion|editorial|analysis|commentary|"
    r"column|the case for|preview)\b|\?$|"
    r"\b(?:could mean|what it means|means for|was right|needs? to|renew\w*|react\w*|critic\w*|"
    r"draws? fire|predictions|preview|pre-earnings|stocks? to)\b",
    re.IGNORECASE,
)


def bare_title(title: str, provider: str) -> str:
    """The title without "UPDATE 2-", "CORRECTED-" before it and "| Site name" after it."""
    wire = _WIRE.match(title)
    bare = title[wire.end() :] if wire else title
    if match := _AFTER_BAR.fullmatch(bare):
        bare = match[1]
    match = _AFTER_DASH.fullmatch(bare)
    if match and fold_words(match[2]) == fold_words(provider):
        bare = match[1]
    return bare or title


def numbers_in(text: str) -> frozenset[str]:
    """The text's numbers but for years, such as 2 for "$2bn", "2.0" and "2,000"; "10x" as it is."""
    # "100,000" is often written "100K", and both begin alike.
    found = (
        _UNIT.sub("", number).replace(",000", "").replace(",", "")
        for number in _NUMBER.findall(text.lower())
    )
    numbers = {_NO_CENTS.sub("", number) for number in found}
    return frozenset(number for number in numbers if not _YEAR.fullmatch(number))


def market_of(title: str) -> frozenset[str] | None:
    """The words that name the market which a market report is on; None for any other title."""
    match = _MARKET.search(title)
    if match is None or not _RESEARCH.search(title[: match.start()] + title[match.end() :]):
        return None
    named = match["named"] or title[: match.start()]
    words = " ".join(fold_words(_PARENTHESIS.sub(" ", named)))
    for long, short in _SHORT_FORMS:
        words = words.replace(long, short)
    return frozenset(
        word for word in words.split() if word not in _NO_MARKET and not word[0].isdigit()
    )


def is_roundup(title: str) -> bool:
    """Whether the title announces several stories, or what happens while it is written."""
    return _ROUNDUP.search(title) is not None


def is_reversal(text: str) -> bool:
    """Whether it says that something was given up, stopped or put off."""
    return _REVERSAL.search(text) is not None


def is_comment(title: str) -> bool:
    """Whether the title asks, explains, expects or judges rather than tells."""
    return _COMMENT.search(title) is not None
