"""The groups of the desk's commands, which several cogs fill.

A cog of discord.py owns its group alone; so cogs of the desk have their commands as functions, and
add them when they load: `bot.desk.article.command(description=...)(edit)`.
"""

from discord import app_commands

from bot.domain.article_draft import ArticleForm
from bot.domain.draft_details import DetailsForm
from bot.gateway.kept_entries import KeptEntries
from bot.render.desk_guide import ARTICLE, STORY


class DeskCommands:
    """/article and /story of one bot; in servers only, seen by all and checked at each use.

    `kept` has what was typed into forms that correct articles and could not be taken.
    """

    def __init__(self) -> None:
        self.kept = KeptEntries[ArticleForm | DetailsForm]()
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
