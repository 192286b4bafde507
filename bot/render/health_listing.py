"""What `newsdesk health` says."""

from collections.abc import Sequence

from bot.domain.vitals import Ailment
from bot.render.ailments import ailment_line

NOT_TOLD = "NEWSDESK_WATCH is `off`, so a running bot tells its health nowhere; set an address"


def health_lines(ailments: Sequence[Ailment]) -> str:
    """One line for each thing that is not well."""
    return "\n".join(map(ailment_line, ailments)) or "The bot is well."


def unreachable(address: str) -> str:
    """Nothing answers there."""
    return f"No bot answers at {address} (NEWSDESK_WATCH). Is `newsdesk run` running?"
