"""Every command in Discord stands in a page for those who use it."""

import re
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path

import pytest
from discord import app_commands

from bot.gateway.client import Newsdesk

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    *(ROOT / "docs" / f"{n}.md" for n in ("members", "admins", "moderators")),
]
# Documented as a table: the group's name above, its commands below.
TABLES = re.compile(r"^\| `([a-z-]+)(?: [^`]*)?`(?:, `([a-z-]+)(?: [^`]*)?`)?", re.MULTILINE)


@pytest.fixture
async def bot():
    """All commands as the bot registers them."""
    bot = Newsdesk(nullcontext)
    source = (ROOT / "bot" / "app.py").read_text(encoding="utf-8")
    for module, name in re.findall(r"^from (cogs\.\w+) import (\w+)$", source, re.MULTILINE):
        await bot.add_cog(getattr(import_module(module), name)(bot))
    for group in (bot.desk.article, bot.desk.story):
        if bot.tree.get_command(group.name) is None:
            bot.tree.add_command(group)
    return bot


async def test_every_command_stands_in_a_page(bot):
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    listed = {f"digest {name}" for pair in TABLES.findall(text) for name in pair if name}
    commands = [c for c in bot.tree.walk_commands() if isinstance(c, app_commands.Command)]
    assert len(commands) > 35
    missing = [
        command.qualified_name
        for command in commands
        if f"/{command.qualified_name}" not in text and command.qualified_name not in listed
    ]
    assert missing == []


async def test_every_menu_stands_in_a_page(bot):
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    menus = [c.name for c in bot.tree.walk_commands() if isinstance(c, app_commands.ContextMenu)]
    assert all(name in text for name in menus)


async def test_no_page_names_a_command_that_is_not_there(bot):
    names = {command.qualified_name for command in bot.tree.walk_commands()}
    for page in PAGES[1:]:
        named = re.findall(r"`/([a-z]+(?: [a-z-]+)?)[` ]", page.read_text(encoding="utf-8"))
        roots = {name.split()[0] for name in names}
        for name in named:
            assert name in names or name.split()[0] in roots - {"article", "story", "settings"}
