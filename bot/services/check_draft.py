"""Checks what an admin asks for before it is stored."""

from bot.domain.subscription import Manner, Policy, Timing
from bot.domain.subscription_draft import PolicyError, check_settings
from bot.fetch.zones import find_zone


def check_draft(timing: Timing, policy: Policy, manner: Manner) -> None:
    """Raise PolicyError for the first setting that can't be, with the zones of this machine."""
    check_settings(timing, policy, manner)
    if find_zone(timing.zone) is None:
        raise PolicyError("timezone", "the name of a time zone such as Europe/Berlin, or UTC")
