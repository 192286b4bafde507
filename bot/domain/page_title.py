"""Headlines without the name of the site that is hung on to them."""

import re
from collections.abc import Collection, Iterable

from bot.domain.text import repair_line

# Longer ones are a page's first paragraph in the wrong tag.
_MAX_TITLE = 300
_MAX_EXCERPT = 600
# Markup that editors leave in a headline; other tags may be what it is about.
_FORMATTING = re.compile(
    r"</?(?:em|i|b|strong|span|p|br|a|sup|sub|u|font|div|mark|small|h[1-6])(?:\s[^<>]{0,300})?/?>",
    re.IGNORECASE,
)
# What turns a line around or hides in it; the marks of Arabic and Hebrew words stay.
_INVISIBLE = re.compile("[\u200b\u2060\u202a-\u202e\u2066-\u2069]")
_SEPARATOR = re.compile(r"\s+(?:[|–—·•»›~/-]|::)\s+|\s*[|｜]\s*|:\s+(?=[^:]*$)")
_NAME = re.compile(r"[^\w]+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)$")
_HOST_PARTS = frozenset({"www", "com", "org", "net", "co", "amp", "m", "news", "blog", "edition"})


def clean_line(text: str) -> str:
    """One line, repaired, without formatting tags."""
    mended = _INVISIBLE.sub("", repair_line(text[:20_000])[0])
    if "<" in mended:
        mended = " ".join(_FORMATTING.sub(" ", mended).split())
    return mended


def clean_excerpt(text: str) -> str:
    """A description as one line, cut at a word if it is a whole article's."""
    return _clip(clean_line(text), _MAX_EXCERPT)


def clean_title(text: str, names: Collection[str]) -> str:
    """The headline without the names of its site, as `site_names` gives them, at either end."""
    title = clean_line(text)
    for _ in range(3):
        shorter = _without_name(title, names)
        if shorter == title:
            break
        title = shorter
    return _clip(title, _MAX_TITLE)


def site_names(providers: Iterable[str], host: str) -> frozenset[str]:
    """What a site is called, by itself and by its host, folded for comparison."""
    labels = host.split(".")
    stems = [label for label in labels if label not in _HOST_PARTS and len(label) > 2]
    known = [*providers, *stems[-2:], host, host.removeprefix("www.")]
    return frozenset(folded for name in known if (folded := _fold(clean_line(name))))


def headline_in(title: str, headings: Iterable[str]) -> str:
    """Of "Headline | Section | Site" the headline, if that is one of the page's headings."""
    for heading in headings:
        rest = title[len(heading) :]
        if title.startswith(heading) and _SEPARATOR.match(rest):
            return heading
    return title


def whole_title(title: str, others: Iterable[str]) -> str:
    """The title, or of the others the one that it was cut from ("The end of …")."""
    stem = _CUT.sub("", title)
    if stem == title or len(stem) < 20:
        return title
    return next((o for o in others if o.startswith(stem) and len(o) > len(title)), title)


def _without_name(title: str, names: Collection[str]) -> str:
    """The title less its first or last part, if that is the site's name and something is left."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    last, first = cuts[-1], cuts[0]
    if last.start() and _fold(title[last.end() :]) in names:
        return title[: last.start()].strip()
    if first.end() < len(title) and _fold(title[: first.start()]) in names:
        return title[first.end() :].strip()
    return title


def _fold(text: str) -> str:
    return _NAME.sub("", text).casefold().removeprefix("the")


def _clip(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
