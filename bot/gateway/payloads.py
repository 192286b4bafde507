"""Cards as bodies of calls that discord.py has no method for."""

from typing import Any

from discord import ui

# https://discord.com/developers/docs/resources/message#message-object-message-flags
_COMPONENTS_V2 = 1 << 15


def message_of(view: ui.LayoutView) -> dict[str, Any]:
    """The body of a message that shows the card and pings nobody."""
    # discord.py leaves this method without types.
    components = view.to_components()  # type: ignore[no-untyped-call]  # see above
    return {
        "components": components,
        "flags": _COMPONENTS_V2,
        "allowed_mentions": {"parse": []},
    }
