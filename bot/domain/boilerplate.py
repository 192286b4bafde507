"""Lines that a site puts around an article and that are no part of it."""

import re

_COMMENTS = (
    r"leave a (?:comment|reply)|\d* ?comments?|post a comment|join the (?:conversation|discussion)"
)
_SITE = (
    r"this site uses akismet to reduce spam\b.*|learn how your comment data is processed\.?|"
    r"your email address will not be published\.?.*|required fields are marked.*|"
    r"(?:share|tweet|print|email|advertisement|sponsored|read more|continue reading|related)"
    r"(?: (?:this|article|on \w+))*:?|"
    r"(?:subscribe|sign up) (?:to|for|now)\b.{0,120}|follow us on\b.*|all rights reserved\.?|"
    r"(?:©|copyright\b)[ ©(c)]*\d{4}\b.*"
)
_BOILERPLATE = re.compile(rf"(?:{_COMMENTS}|{_SITE})", re.IGNORECASE)
_AUTHOR_NOTE = re.compile(
    r"(?:[A-Z][\w.'’-]*\s+){1,4}(?:is|was)\s+.{0,120}\b"
    r"(?:reporter|editor|writer|journalist|correspondent|contributor|columnist|author|blogger)\b"
)


def is_boilerplate(line: str) -> bool:
    """Whether the line is a site's furniture: comment forms, sharing, spam notices."""
    return _BOILERPLATE.fullmatch(line.strip()) is not None


def is_author_note(paragraph: str) -> bool:
    """Whether the paragraph introduces the author, as closing notes do."""
    return _AUTHOR_NOTE.match(paragraph) is not None
