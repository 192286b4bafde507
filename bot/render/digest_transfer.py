"""What is said with a file of settings that is handed out or taken in."""

from discord import ui

from bot.render.card import card, note
from bot.render.words import count

EXPORT_FILE = "digests.json"


def exported_card(subscriptions: int) -> ui.LayoutView:
    """Hand out the file EXPORT_FILE, which goes with the message."""
    text = (
        f"## Export of {count(subscriptions, 'digest')}\n"
        "Change the file if you like, and take it in with /digest import, here or, with the ids "
        "of its channels, in another server. It holds no messages and no history."
    )
    return card([ui.TextDisplay(text), ui.File(f"attachment://{EXPORT_FILE}")])


def imported_card(subscriptions: int) -> ui.LayoutView:
    """Say how many channels were subscribed by a file."""
    channels = count(subscriptions, "channel")
    return note(f"{channels} subscribed as the file says. /digest list shows them.")
