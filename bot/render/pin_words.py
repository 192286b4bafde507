"""That something stands first because moderators pinned it."""

from bot.domain.mark import Mark
from bot.render.text import escape

_MAX_NAME = 40


def pinned(pin: Mark | None) -> str:
    """The mark of it, with what is pinned if it isn't the article itself; "" for what isn't."""
    if pin is None:
        return ""
    return "📌 Pinned" if pin.target == "article" else f"📌 Pinned: {escape(pin.name, _MAX_NAME)}"
