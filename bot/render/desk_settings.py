"""How a server's desk is set up, as its admins see it, and what they change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.domain.desk_settings import MOST_ROLES, DeskSettings
from bot.render.card import card
from bot.render.desk_ids import NO_CHANNEL_ID, ROLES_ID, USUAL_ROLES_ID
from bot.render.desk_refusals import DeskRefusalError
from bot.render.digest_words import cause, channel, rights
from bot.render.story import Item
from bot.render.words import count, listed

_MOST_BLOCKED = 20
_USUAL = f"who has the permission {rights(['manage_messages'])}"


@dataclass(frozen=True, slots=True)
class ReviewChannel:
    """How the review channel is now: whether the bot sees it, and which permissions it lacks."""

    is_seen: bool = True
    missing: Sequence[str] = ()


class EveryoneModeratesError(DeskRefusalError):
    """Everyone can't be a moderator."""

    def __init__(self) -> None:
        super().__init__("Everyone can't moderate. Pick roles that only moderators have.")


class UnknownRoleError(DeskRefusalError):
    """A role that the server doesn't have."""

    def __init__(self) -> None:
        super().__init__("One of these roles is gone. Pick again with /settings desk-roles.")


@dataclass(frozen=True, slots=True)
class DeskStanding:
    """How many suggestions wait, who is blocked, and whether acts are seen in all servers."""

    waiting: int = 0
    blocked: Sequence[int] = ()
    is_trusted: bool = False


def settings_card(
    settings: DeskSettings, place: ReviewChannel, standing: DeskStanding
) -> ui.LayoutView:
    """Return all settings of the desk, with how it stands."""
    lines = (
        "## Settings of the desk",
        f"- Moderators: {moderators(settings)}",
        f"- Suggestions: {_review(settings, place)}",
        f"- Waiting for a decision: {count(standing.waiting, 'suggestion')}, see /article queue",
        f"- Members who may not suggest: {_blocked(standing.blocked)}",
        f"- What moderators do is seen {_reach(is_trusted=standing.is_trusted)}",
    )
    hint = "-# Change them with /settings desk-roles and /settings desk-channel."
    return card([ui.TextDisplay("\n".join(lines)), ui.TextDisplay(hint)])


def _blocked(member_ids: Sequence[int]) -> str:
    named = [f"<@{member_id}>" for member_id in member_ids]
    return f"{listed(named, most=_MOST_BLOCKED)}; /article unblock" if named else "none"


def _reach(*, is_trusted: bool) -> str:
    return "in all servers" if is_trusted else "in this server only"


def moderators(settings: DeskSettings) -> str:
    """Who moderates, in Markdown."""
    if not settings.role_ids:
        return _USUAL
    named = ", ".join(f"<@&{role_id}>" for role_id in settings.role_ids)
    return f"{named}, and who has the permission {rights(['manage_guild'])}"


def _review(settings: DeskSettings, place: ReviewChannel) -> str:
    if settings.review_channel_id is None:
        return "in the queue only, no channel"
    where = f"as cards in {channel(settings.review_channel_id)}"
    trouble = _trouble(settings, place)
    return f"{where}, **but I can't post there**: {trouble}" if trouble else where


def _trouble(settings: DeskSettings, place: ReviewChannel) -> str:
    if not place.is_seen:
        return "it is gone, or I can't see it. Until that is mended, they are in the queue"
    if place.missing:
        return f"I lack {rights(place.missing)}. Until that is mended, they are in the queue"
    if settings.trouble:
        return f"{cause(settings.trouble)}. Until that is mended, they are in the queue"
    return ""


def roles_card(settings: DeskSettings, known: Sequence[int], *, note: str = "") -> ui.LayoutView:
    """Return the choice of roles; `known` are those that the server still has."""
    return card(_role_items(settings, known, note))


def _role_items(settings: DeskSettings, known: Sequence[int], note: str) -> Iterator[Item]:
    hint = f"-# Up to {MOST_ROLES}. Who may manage the server always may."
    head = ("## Who moderates", note, f"Now: {moderators(settings)}.", hint)
    yield ui.TextDisplay("\n".join(line for line in head if line))
    yield ui.ActionRow(
        ui.RoleSelect[Any](
            custom_id=ROLES_ID,
            placeholder="Roles of the moderators",
            min_values=1,
            max_values=MOST_ROLES,
            default_values=[discord.Object(role_id, type=discord.Role) for role_id in known],
        )
    )
    if settings.role_ids:
        usual: ui.Button[Any] = ui.Button(label="Back to Manage Messages", custom_id=USUAL_ROLES_ID)
        yield ui.ActionRow(usual)


def channel_card(settings: DeskSettings, place: ReviewChannel, *, note: str = "") -> ui.LayoutView:
    """Return where suggestions are reviewed, with the way back to the queue alone."""
    line = f"Suggestions are reviewed {_review(settings, place)}."
    text: ui.TextDisplay[Any] = ui.TextDisplay(
        "\n".join(part for part in ("## Where suggestions are reviewed", note, line) if part)
    )
    if settings.review_channel_id is None:
        return card([text])
    off: ui.Button[Any] = ui.Button(label="In the queue only", custom_id=NO_CHANNEL_ID)
    return card([text, ui.ActionRow(off)])
