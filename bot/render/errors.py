"""How failures are told: what a member can mend in words, everything else with a reference."""

from discord import ui

from bot.domain.subscription_draft import PolicyError
from bot.errors import QueryError, StorageFullError
from bot.render.card import note
from bot.render.refusals import (
    AlreadySharedError,
    FloodError,
    ForgottenError,
    NotAllowedError,
    TooSoonError,
    VanishedError,
    WordedRefusalError,
)
from bot.render.text import escape
from bot.render.words import moment

_MAX_OPTION = 30
_MAX_VALUE = 60
_MAX_RULE = 300
_FULL = "I can't store anything at the moment, so nothing was changed. Please try again later."

# As Discord's own settings name them.
_PERMISSIONS = {
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "use_external_apps": "Use External Apps",
}


def mend_card(error: BaseException) -> ui.LayoutView | None:
    """Return a card with what the member can do about `error`, or None where it is not theirs."""
    sentence = _mend(error)
    return note(sentence) if sentence else None


def _mend(error: BaseException) -> str | None:
    match error:
        case QueryError():
            option, value = escape(error.option, _MAX_OPTION), escape(error.value, _MAX_VALUE)
            rule = escape(error.expected, _MAX_RULE)
            return f"I can't use “{value}” as **{option}**: it is not {rule}."
        case ForgottenError():
            again = f"Ask again with /{error.command}."
            return f"I keep answers for a week and no longer have this one. {again}"
        case VanishedError():
            return "This article is no longer in the archive."
        case AlreadySharedError():
            return "This page has just been shared here."
        case NotAllowedError():
            name = _PERMISSIONS.get(error.permission, error.permission)
            return f"You can't share here: you lack the permission **{name}**."
        case TooSoonError():
            return f"That was a lot of sharing. You can share again {moment(error.again_at, 'R')}."
        case FloodError():
            who = "This server asks" if error.is_guild else "You ask"
            return f"{who} faster than I can keep up with. Go on {moment(error.again_at, 'R')}."
        case _:
            return _mend_managed(error)


def _mend_managed(error: BaseException) -> str | None:
    """What those can mend who manage digests."""
    match error:
        case PolicyError():
            field, rule = escape(error.field, _MAX_OPTION), escape(error.expected, _MAX_RULE)
            return f"That can't be: **{field}** must be {rule}."
        case WordedRefusalError():
            return error.sentence
        case StorageFullError():
            return _FULL
        case _:
            return None


def fault_card(reference: str) -> ui.LayoutView:
    """Return the card for a fault of ours; `reference` is what the log calls it."""
    return note(
        "Something went wrong on my side, and it has been noted. Please try again in a moment.\n"
        f"-# If it keeps happening, give the people who run me this reference: `{reference}`"
    )
