"""Why articles are related, in words, in Discord and on the command line."""

from collections.abc import Callable, Iterator

from bot.domain.related import Reason
from bot.render.text import escape
from bot.render.words import SEPARATOR, count

_MAX_WORD = 24
LISTED = "listed by the publisher"


def reason_phrases(reason: Reason, *, quote: Callable[[str], str] = str) -> tuple[str, ...]:
    """Say why: "follow-up, 3 days later", "shares Clearview, police"; `quote` shows a word."""
    return tuple(_phrases(reason, quote))


def _phrases(reason: Reason, quote: Callable[[str], str]) -> Iterator[str]:
    if reason.relation == "same_story":
        yield "same story"
    elif reason.relation == "follow_up":
        yield f"follow-up, {apart(reason.days)}"
    elif reason.relation == "earlier":
        yield f"earlier, {apart(reason.days)}"
    if reason.words and reason.relation != "same_story":
        yield f"shares {', '.join(map(quote, reason.words))}"
    if reason.is_listed:
        yield LISTED


def reason_line(reason: Reason) -> str:
    """Say why in Markdown, in at most 160 characters."""
    return SEPARATOR.join(reason_phrases(reason, quote=lambda word: f"*{escape(word, _MAX_WORD)}*"))


def apart(days: int) -> str:
    """Say when something was, seen from something else: "3 days later", "the same day"."""
    if not days:
        return "the same day"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'before'}"
