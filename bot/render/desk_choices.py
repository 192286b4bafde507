"""What autocomplete offers moderators: articles by title, each with what tells it from others."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.article_choice import ArticleChoice, chosen_value
from bot.domain.desk_outcome import DeskArticle
from bot.domain.standing_weight import StandingWeight
from bot.render.choices import MAX_CHOICE, MAX_CHOICES, Choices
from bot.render.text import clip
from bot.render.words import SEPARATOR

_MAX_SOURCE = 25


def article_choices(found: Iterable[ArticleChoice]) -> Choices:
    """Offer articles; the value stands for the very article."""
    return [app_commands.Choice(name=_name(each), value=each.value) for each in found][:MAX_CHOICES]


def _name(choice: ArticleChoice) -> str:
    about = f"{clip(choice.source, _MAX_SOURCE)}, {choice.published:%Y-%m-%d}"
    behind = f"{SEPARATOR}{about.removeprefix(', ')}"
    return (clip(choice.title, MAX_CHOICE - len(behind)) or "Untitled") + behind


def contradicted_choices(found: Iterable[DeskArticle]) -> Choices:
    """Offer articles of which files state something else than moderators, or which are doubled."""
    named = {each.id: _contradicted(each) for each in found}
    return [
        app_commands.Choice(name=name, value=chosen_value(article_id))
        for article_id, name in named.items()
    ][:MAX_CHOICES]


def _contradicted(article: DeskArticle) -> str:
    before = "Contradicted by a file: " if article.conflicts else "Another is under its link: "
    return before + (clip(article.draft.title, MAX_CHOICE - len(before)) or "Untitled")


def weight_choices(standing: Iterable[StandingWeight], typed: str) -> Choices:
    """Offer what holds, each with its end, those in whose names something was typed."""
    wanted = typed.casefold().strip()
    named = {each.value: _weight(each) for each in standing}
    return [
        app_commands.Choice(name=name, value=value)
        for value, name in named.items()
        if wanted in name.casefold()
    ][:MAX_CHOICES]


def _weight(standing: StandingWeight) -> str:
    kind = "source" if standing.target == "provider" else standing.target
    before, behind = f"{standing.weight} of the {kind} ", f", until {standing.until:%Y-%m-%d}"
    room = MAX_CHOICE - len(before) - len(behind)
    return f"{before}{clip(standing.title, room)}{behind}"
