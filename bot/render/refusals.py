"""What the Discord layer refuses a member, as errors for the one edge; render.errors words them."""

from datetime import datetime

from bot.errors import NewsdeskError


class RefusalError(NewsdeskError):
    """A press refused for a reason its member can understand."""


class WordedRefusalError(RefusalError):
    """A refusal that says its sentence itself, in Markdown."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class ForgottenError(RefusalError):
    """The answer that a button belongs to is no longer remembered; `command` gave it."""

    def __init__(self, command: str = "news") -> None:
        self.command = command
        super().__init__(f"an answer of /{command} is no longer remembered")


class VanishedError(RefusalError):
    """The article that a button belongs to is no longer in the archive."""


class AlreadySharedError(RefusalError):
    """The same page went to the same channel a moment ago, most likely by a double press."""


class NotAllowedError(RefusalError):
    """The member lacks a permission in this channel; `permission` is its flag."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        super().__init__(f"missing permission: {permission}")


class TooSoonError(RefusalError):
    """The member has shared too often; `again_at` is when sharing is possible again."""

    def __init__(self, again_at: datetime) -> None:
        self.again_at = again_at
        super().__init__(f"shared too often, again at {again_at.isoformat()}")


class FloodError(RefusalError):
    """The member, or all of the server together, did too much; `again_at` is when there is room."""

    def __init__(self, again_at: datetime, *, is_guild: bool) -> None:
        self.again_at = again_at
        self.is_guild = is_guild
        super().__init__(f"too much at once, again at {again_at.isoformat()}")
