"""The values of an article's fields in one line of Markdown each."""

from datetime import datetime

from bot.domain.article import Image
from bot.render.text import escape
from bot.render.words import moment

NOTHING = "nothing"


def field_value(value: object, limit: int) -> str:
    """The value as it is read, at most `limit` units."""
    match value:
        case None | "" | ():
            return NOTHING
        case datetime():
            return moment(value, "f")
        case Image():
            return escape(value.url, limit)
        case tuple():
            return escape(", ".join(map(str, value)), limit) or NOTHING
        case _:
            return escape(str(value), limit) or NOTHING
