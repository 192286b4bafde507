"""What autocomplete offers: at most 25 choices of 1 to 100 characters, shown without Markdown."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.search import Suggestion, Tally
from bot.render.text import ELLIPSIS, clip, plain, width
from bot.render.words import SEPARATOR, count

# https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-choice-structure
MAX_CHOICES = 25
MAX_CHOICE = 100

Choices = list[app_commands.Choice[str]]


def text_choices(suggestions: Iterable[Suggestion]) -> Choices:
    """Offer titles, topics and searches; a long one is cut, and asks for as much as fits."""
    offered: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        offered.setdefault(clip(suggestion.text, MAX_CHOICE), suggestion)
    return [
        app_commands.Choice(
            name=_labelled(text, _kind(suggestion)),
            value=text.removesuffix(ELLIPSIS).rstrip() or text,
        )
        for text, suggestion in offered.items()
        if text
    ][:MAX_CHOICES]


def tally_choices(tallies: Iterable[Tally]) -> Choices:
    """Offer topics or sources with their counts; the value is the plain name."""
    names = {plain(tally.name): tally.count for tally in tallies}
    return [
        app_commands.Choice(name=_labelled(name, f" ({total:,})"), value=name)
        for name, total in names.items()
        if name and width(name) <= MAX_CHOICE
    ][:MAX_CHOICES]


def period_choices(periods: Iterable[str]) -> Choices:
    """Offer periods as they may be typed."""
    return [app_commands.Choice(name=period, value=period) for period in periods][:MAX_CHOICES]


def _kind(suggestion: Suggestion) -> str:
    """What is said behind a suggestion that is no title."""
    match suggestion.kind:
        case "popular":
            return f"{SEPARATOR}searched often"
        case "topic":
            return f"{SEPARATOR}topic, {count(suggestion.count, 'article')}"
        case _:
            return ""


def _labelled(name: str, label: str) -> str:
    return clip(name, MAX_CHOICE - len(label)) + label
