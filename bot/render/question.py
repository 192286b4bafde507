"""A member's question said back to them, escaped: it is text from outside like any other."""

from bot.domain.search import SearchQuery
from bot.render.text import escape
from bot.render.words import moment

_MAX_TEXT = 100
_MAX_OPTION = 50


def quoted(text: str) -> str:
    """Return a searched text in quotes, in Markdown; empty where there is nothing to show."""
    shown = escape(text, _MAX_TEXT)
    return f"“{shown}”" if shown else ""


def option_phrases(query: SearchQuery) -> list[str]:
    """Say what limits a search: "topic Robots", "source Axios", "since 1 December 2019"."""
    phrases = [
        f"{label} {escape(value, _MAX_OPTION)}"
        for label, value in (("topic", query.topic), ("source", query.source))
        if value
    ]
    return [*phrases, f"since {moment(query.since, 'D')}"] if query.since else phrases
