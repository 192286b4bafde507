"""What autocomplete offers to those who manage digests."""

from collections.abc import Iterable
from datetime import timedelta

from discord import app_commands

from bot.domain.search import Tally
from bot.domain.zone_offer import ZoneOffer
from bot.render.choices import MAX_CHOICE, MAX_CHOICES, Choices
from bot.render.text import clip, plain, width
from bot.render.words import SEPARATOR

_MINUTE = timedelta(minutes=1)


def zone_choices(offers: Iterable[ZoneOffer]) -> Choices:
    """Offer zones with what their clocks show now: "Europe/Berlin · 14:32, UTC+1"."""
    return [
        app_commands.Choice(
            name=f"{offer.name}{SEPARATOR}{offer.local:%H:%M}, {_distance(offer.offset)}",
            value=offer.name,
        )
        for offer in offers
    ][:MAX_CHOICES]


def _distance(offset: timedelta) -> str:
    minutes = round(offset / _MINUTE)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def topic_list_choices(lists: Iterable[tuple[str, Tally]]) -> Choices:
    """Offer lists of topics, the last of each with its count; one that is too long is left out."""
    found = ((plain(names), f" ({tally.count:,})") for names, tally in lists)
    return [
        app_commands.Choice(name=clip(names, MAX_CHOICE - len(label)) + label, value=names)
        for names, label in found
        if names and width(names) <= MAX_CHOICE
    ][:MAX_CHOICES]
