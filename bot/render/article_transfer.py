"""What is said with a file of what a server's desk made."""

from discord import ui

from bot.render.card import card, note
from bot.render.text import clip
from bot.render.words import count

_KINDS = {
    "markdown": (
        "Each article is a document of the corpus: whoever runs Newsdesk can load them, for all "
        "servers, with `newsdesk load`."
    ),
    "json": "Each article is a line of JSON.",
    "csv": "Each article is a row, for a spreadsheet.",
}
_MIB = 2**20


def export_card(articles: int, kind: str, file_name: str) -> ui.LayoutView:
    """Hand out the file of this name, which goes with the message."""
    text = (
        f"## Export of {count(articles, 'article')}\n"
        "All that this server's moderators added, and this server's versions of what they "
        f"corrected. {_KINDS.get(kind, '')}"
    )
    return card([ui.TextDisplay(text), ui.File(f"attachment://{clip(file_name, 100)}")])


def nothing_to_export_card() -> ui.LayoutView:
    """Say that the server has nothing of its own."""
    return note(
        "This server has no articles of its own yet. What moderators add with /article add or "
        "correct with /article edit is exported here; what trusted servers do is part of the "
        "archive."
    )


def too_large_card(articles: int, most_bytes: int) -> ui.LayoutView:
    """Say that the file is larger than may be sent, and who can hand it out."""
    return note(
        f"{count(articles, 'article')} are more than fits into a file of {most_bytes // _MIB} MiB, "
        "as much as Discord takes here. Whoever runs Newsdesk can write all of it out with "
        "`newsdesk export --server`."
    )
