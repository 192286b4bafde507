"""The newsroom of a server, and which desk an act of it is laid on."""

from dataclasses import dataclass

# The desk of the archive that all servers share.
ARCHIVE = 0


@dataclass(frozen=True, slots=True)
class Newsroom:
    """A server whose moderators act; a trusted one may act on the archive for all."""

    guild_id: int
    is_trusted: bool = False
