"""What autocomplete offers moderators of topics' other names."""

from collections.abc import Iterable

from discord import app_commands

from bot.domain.topic import TopicAlias
from bot.render.choices import MAX_CHOICE, MAX_CHOICES, Choices
from bot.render.text import clip

_MAX_NAME = 60
_OF = ", the topic "


def alias_choices(aliases: Iterable[TopicAlias], typed: str) -> Choices:
    """Offer names with their topics, those that hold what was typed in either."""
    wanted = typed.casefold().strip()
    return [
        app_commands.Choice(name=_name(each), value=each.alias)
        for each in aliases
        if wanted in each.alias.casefold() or wanted in each.name.casefold()
    ][:MAX_CHOICES]


def _name(alias: TopicAlias) -> str:
    called = clip(alias.alias, _MAX_NAME)
    return f"{called}{_OF}{clip(alias.name, MAX_CHOICE - len(called) - len(_OF))}"
