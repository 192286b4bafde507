"""The groups of the desk's commands, which several cogs fill.

A cog of discord.py owns its group alone; so cogs of the desk have their commands as functions, and
add them when they load: `bot.desk.article.command(description=...)(edit)`.
"""

from discord import app_commands

from bot.render.desk_guide import ARTICLE, STORY


class DeskCommands:
    """/article and /story of one bot; in servers only, seen by all and checked at each use."""

    def __init__(self) -> None:
        self.article = _group("article", ARTICLE)
        self.story = _group("story", STORY)

    def groups(self) -> tuple[app_commands.Group, ...]:
        """All of them."""
        return (self.article, self.story)


def _group(name: str, description: str) -> app_commands.Group:
    return app_commands.Group(
        name=name,
        description=description,
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )
