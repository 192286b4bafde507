"""What the desk refuses before anything is asked of its log, and how it is worded."""

from collections.abc import Sequence

from bot.render.digest_words import channel, rights
from bot.render.refusals import WordedRefusalError

SUGGEST_HINT = "Anyone can propose an article with /suggest."


class DeskRefusalError(WordedRefusalError):
    """A refusal that concerns the desk."""


class NotInServerError(DeskRefusalError):
    """There is no server here that has a desk."""

    def __init__(self) -> None:
        super().__init__("The desk is there in servers that I have been added to, not here.")


class NotModeratorError(DeskRefusalError):
    """The member may not moderate here; `role_ids` are the roles that may, where admins named any.

    With `suggests`, it says what they can do instead.
    """

    def __init__(self, role_ids: Sequence[int] = (), *, suggests: bool = False) -> None:
        if role_ids:
            named = ", ".join(f"<@&{role_id}>" for role_id in role_ids)
            who = f"{named}, and who has the permission {rights(['manage_guild'])}"
        else:
            who = f"who has the permission {rights(['manage_messages'])}"
        hint = f" {SUGGEST_HINT}" if suggests else ""
        super().__init__(f"Only this server's moderators can do that: {who}.{hint}")


class NotDeskAdminError(DeskRefusalError):
    """The member may not settle how the desk works."""

    def __init__(self) -> None:
        super().__init__(
            "Only this server's admins can do that: who has the permission "
            f"{rights(['manage_guild'])}."
        )


class SuggestionGoneError(DeskRefusalError):
    """There is no such suggestion, or nobody knows any more who made it."""

    def __init__(self) -> None:
        super().__init__("This suggestion is not there any more. Nothing was changed.")


class UnusableReviewChannelError(DeskRefusalError):
    """A channel of a kind that can't hold cards, or that the bot can't see."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(
            f"I can't post suggestions in {channel(channel_id)}: pick a text channel, or a thread "
            "that is open and that I can see."
        )


class MissingReviewRightsError(DeskRefusalError):
    """The bot lacks permissions in a channel; `flags` are Discord's names of them."""

    def __init__(self, channel_id: int, flags: Sequence[str]) -> None:
        self.flags = tuple(flags)
        noun = "this permission" if len(flags) == 1 else "these permissions"
        super().__init__(
            f"I can't post suggestions in {channel(channel_id)} yet: I lack {noun} there: "
            f"{rights(flags)}. Grant it to my role in the channel's settings and try again."
        )
