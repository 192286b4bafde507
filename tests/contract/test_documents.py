"""What the documents say is what the code does."""

import re
from dataclasses import fields
from pathlib import Path

from bot.__main__ import main
from bot.config import Settings, keys
from bot.demo.world import BOT_PERMISSIONS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def test_the_example_of_settings_names_every_key_and_no_other() -> None:
    assert re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE) == list(keys())


def test_every_setting_has_a_key() -> None:
    assert {key.setting for key in keys().values()} == {field.name for field in fields(Settings)}


def test_the_example_shows_the_defaults() -> None:
    defaults = Settings()
    shown = dict(re.findall(r"^([A-Z_]+)=(.+)$", EXAMPLE, re.MULTILINE))
    for name, value in shown.items():
        assert str(getattr(defaults, keys()[name].setting)) == value


def test_every_command_of_the_command_line_stands_in_the_readme() -> None:
    assert set(re.findall(r"`newsdesk ([\w-]+)", README)) == set(main.commands)


def test_the_invitation_asks_for_the_permissions_that_the_demo_grants() -> None:
    assert f"permissions={BOT_PERMISSIONS.value}`" in README


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [
        (document, link)
        for document in documents
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))
    ]
    assert [(d.name, link) for d, link in links if not (d.parent / link).exists()] == []
