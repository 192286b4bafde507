"""Whether a page is what was asked for, or something that stands in its place with status 200."""

import re
from dataclasses import dataclass

from yarl import URL

from bot.domain import page_phrases
from bot.domain.page import Verdict
from bot.domain.page_tags import PageTags

_CONSENT_HOST = re.compile(r"^(?:consent|guce|privacy|cmp|choices?)\.", re.IGNORECASE)
_CONSENT_PATH = re.compile(
    r"/(?:consent|cookie-?wall|privacy-?gate|collectconsent)\b", re.IGNORECASE
)
_PATTERNS: tuple[tuple[re.Pattern[str], Verdict], ...] = (
    (page_phrases.MISSING, "missing"),
    (page_phrases.FAILURE, "failure"),
    (page_phrases.CHALLENGE, "challenge"),
    (page_phrases.CONSENT, "consent"),
)
# "/en/" may well be a front page's.
_SHORTEST_PATH = 6
# Half a screen; whoever shows more has an article to show.
_STUB = 1500


@dataclass(frozen=True, slots=True)
class Impression:
    """What a verdict is formed from.

    `asked` and `url` are the address that was named and the one it led to, `title` the cleaned
    one. `is_article` says that the page describes an article of its own in JSON-LD or OpenGraph.
    """

    tags: PageTags
    asked: str
    url: str
    title: str
    is_article: bool
    is_locked: bool


def judge_page(seen: Impression) -> Verdict:
    """What the page is; structured metadata outweigh words, so an article may be about a 404."""
    if not seen.is_article:
        stand_in = _stand_in(seen)
        if stand_in is not None:
            return stand_in
    if not seen.title:
        return "empty"
    return "paywall" if seen.is_locked or _is_stub(seen.tags) else "page"


def _stand_in(seen: Impression) -> Verdict | None:
    if _leads_to_consent(seen):
        return "consent"
    if _leads_home(seen):
        return "missing"
    if seen.tags.text_length > _STUB:
        return None
    heads = (seen.title, seen.tags.title, *seen.tags.headings[:2])
    for pattern, verdict in _PATTERNS:
        if any(pattern.search(head) for head in heads):
            return verdict
    is_login = seen.tags.has_password and any(page_phrases.LOGIN.search(head) for head in heads)
    return "login" if is_login else None


def _leads_to_consent(seen: Impression) -> bool:
    asked, url = URL(seen.asked), URL(seen.url)
    if asked == url:
        return False
    is_gate = _CONSENT_HOST.search(url.host or "") or _CONSENT_PATH.search(url.path)
    return bool(is_gate) and not _CONSENT_PATH.search(asked.path)


def _leads_home(seen: Impression) -> bool:
    """An article's address that leads to its site's front page: what was there is gone."""
    asked, url = URL(seen.asked), URL(seen.url)
    if url.path != "/" or url.query_string or len(asked.path) < _SHORTEST_PATH:
        return False
    hosts = {(address.host or "").removeprefix("www.") for address in (asked, url)}
    return len(hosts) == 1


def _is_stub(tags: PageTags) -> bool:
    if tags.text_length > _STUB:
        return False
    return tags.has_gate or any(
        page_phrases.LOCK.search(paragraph) for paragraph in tags.paragraphs
    )
