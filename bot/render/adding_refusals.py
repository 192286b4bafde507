"""What is refused to who adds an article before anything is read or stored."""

from bot.render.desk_refusals import DeskRefusalError
from bot.render.words import count


class NoLinkError(DeskRefusalError):
    """A message without a link."""

    def __init__(self) -> None:
        super().__init__(
            "There is no link in that message that I could read. To write an article without one "
            "to copy, use /article add."
        )


class UnfinishedPageError(DeskRefusalError):
    """The member has asked for as many pages as are read for one at a time."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"I am still reading {count(most, 'page')} for you. Wait for the answer, then ask for "
            "the next."
        )


class ManyPagesError(DeskRefusalError):
    """The server has had as many pages read within a minute as it may."""

    def __init__(self, most: int, seconds: int) -> None:
        super().__init__(
            f"This server has had {count(most, 'page')} read within a minute, which is as many as "
            f"I read for one. Try again in {count(seconds, 'second')}; typing an article in with "
            "/article add works at any time."
        )


class PreviewGoneError(DeskRefusalError):
    """A press on a card whose article nobody knows any more."""

    def __init__(self) -> None:
        super().__init__(
            "I no longer have what was on this card, and it names no address to read again. "
            "Nothing was stored; begin anew with /article add."
        )


class NotOfferedError(DeskRefusalError):
    """A topic or link was chosen that was not offered."""

    def __init__(self) -> None:
        super().__init__("That was not among what I offered. Nothing was changed.")
