"""What autocomplete offers: at most 25 choices of 1 to 100 characters, shown without Markdown."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.search import Tally
from bot.render.text import ELLIPSIS, clip, plain, width

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
MAX_CHOICES = 25
MAX_CHOICE = 100

Choices = list[app_commands.Choice[str]]


def text_choices(texts: Iterable[str]) -> Choices:
    """Offer titles and topics; a long one is cut, and asks for as much of it as fits."""
    names = dict.fromkeys(clip(text, MAX_CHOICE) for text in texts)
    return [
        app_commands.Choice(name=name, value=name.removesuffix(ELLIPSIS).rstrip() or name)
        for name in names
        if name
    ][:MAX_CHOICES]


def tally_choices(tallies: Iterable[Tally]) -> Choices:
    """Offer topics or sources with their counts; the value is the plain name."""
    names = {plain(tally.name): tally.count for tally in tallies}
    return [
        app_commands.Choice(name=_counted(name, total), value=name)
        for name, total in names.items()
        if name and width(name) <= MAX_CHOICE
    ][:MAX_CHOICES]


def _counted(name: str, total: int) -> str:
    suffix = f" ({total:,})"
    return clip(name, MAX_CHOICE - len(suffix)) + suffix
