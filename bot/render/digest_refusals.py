"""What is refused to those who manage digests, and how it is worded."""

from collections.abc import Sequence

from bot.render.digest_words import channel, rights
from bot.render.refusals import WordedRefusalError
from bot.render.text import escape

_MAX_NAME = 60
_MAX_PROBLEM = 300
_MOST_PROBLEMS = 8


class DigestRefusalError(WordedRefusalError):
    """A refusal that concerns digests."""


class NotAdminError(DigestRefusalError):
    """The member may not manage digests here."""

    def __init__(self) -> None:
        super().__init__(
            "Only who may manage this server can do that: you lack the permission "
            f"{rights(['manage_guild'])}. A server's admins can open /digest to others under "
            "Server Settings, Integrations."
        )


class NotInServerError(DigestRefusalError):
    """There is no server here whose channels could be subscribed."""

    def __init__(self) -> None:
        super().__init__("Digests are posted in servers that I have been added to, not here.")


class NotSubscribedError(DigestRefusalError):
    """The channel has no subscription."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(
            f"{channel(channel_id)} gets no digests. Subscribe it with /digest subscribe."
        )


class SubscriptionGoneError(DigestRefusalError):
    """A button's subscription has ended since."""

    def __init__(self) -> None:
        super().__init__("This subscription has ended. Start anew with /digest subscribe.")


class AlreadySubscribedError(DigestRefusalError):
    """The channel has a subscription, and has one at most."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(
            f"{channel(channel_id)} is subscribed already, and a channel has one subscription. "
            "Change it with /digest edit."
        )


class MissingRightsError(DigestRefusalError):
    """The bot lacks permissions in a channel; `flags` are Discord's names of them."""

    def __init__(self, channel_id: int, flags: Sequence[str]) -> None:
        self.flags = tuple(flags)
        noun = "this permission" if len(flags) == 1 else "these permissions"
        super().__init__(
            f"I can't post digests in {channel(channel_id)} yet: I lack {noun} there: "
            f"{rights(flags)}. Grant it to my role in the channel's settings and try again."
        )


class UnusableChannelError(DigestRefusalError):
    """A channel of a kind, or in a state, that can't get digests."""

    def __init__(self, channel_id: int) -> None:
        super().__init__(
            f"I can't post digests in {channel(channel_id)}: pick a text or announcement channel, "
            "a forum, or a thread that is open and that I can see."
        )


class EveryoneRoleError(DigestRefusalError):
    """An edition may ping one role, but not everyone."""

    def __init__(self) -> None:
        super().__init__("I never ping everyone. Pick a role that people choose to have.")


class UnmentionableRoleError(DigestRefusalError):
    """The bot may not ping the role."""

    def __init__(self, role_id: int) -> None:
        super().__init__(
            f"I can't ping <@&{role_id}>: allow anyone to mention the role in its settings, or "
            f"grant me {rights(['mention_everyone'])} in the channel."
        )


class UnknownTopicError(DigestRefusalError):
    """A topic that the archive has nothing of; `near` are topics that may be meant."""

    def __init__(self, topic: str, near: Sequence[str] = ()) -> None:
        offered = ", ".join(f"**{escape(name, _MAX_NAME)}**" for name in near)
        hint = f" Near to it: {offered}." if offered else ""
        super().__init__(
            f"The archive has no topic “{escape(topic, _MAX_NAME)}”.{hint} "
            "Pick from what is offered while you type."
        )


class ImportRefusedError(DigestRefusalError):
    """A file that can't be imported; `problems` name fields and their mends."""

    def __init__(self, problems: Sequence[str]) -> None:
        shown = [f"- {escape(problem, _MAX_PROBLEM)}" for problem in problems[:_MOST_PROBLEMS]]
        left = len(problems) - len(shown)
        more = [f"- and {left} more"] if left else []
        lines = ["Nothing was imported:", *shown, *more]
        super().__init__("\n".join(lines))


class EditionGoneError(DigestRefusalError):
    """The edition that a button belongs to is not known any more."""

    def __init__(self) -> None:
        super().__init__("I no longer know this edition.")
