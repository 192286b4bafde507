"""Articles that are being added are kept in memory, so many and so long."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article_preview import Addition
from bot.gateway.previews import MOST_PREVIEWS, PREVIEW_AGE, Previews

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD, OTHER = 7, 8
ADDITION = Addition("https://x.example/")


@pytest.fixture
def previews():
    return Previews()


def test_what_is_kept_is_found_under_its_name(previews):
    name = previews.keep(ADDITION, guild_id=GUILD, now=NOW)
    assert previews.find(name, guild_id=GUILD, now=NOW) == ADDITION
    assert len(name) <= 32


def test_another_server_does_not_find_it(previews):
    name = previews.keep(ADDITION, guild_id=GUILD, now=NOW)
    assert previews.find(name, guild_id=OTHER, now=NOW) is None


def test_it_is_changed_under_the_same_name(previews):
    name = previews.keep(ADDITION, guild_id=GUILD, now=NOW)
    changed = Addition("https://y.example/")
    assert previews.keep(changed, guild_id=GUILD, now=NOW, name=name) == name
    assert previews.find(name, guild_id=GUILD, now=NOW) == changed


def test_it_is_forgotten_after_its_age_and_a_change_makes_it_younger(previews):
    name = previews.keep(ADDITION, guild_id=GUILD, now=NOW)
    assert previews.find(name, guild_id=GUILD, now=NOW + PREVIEW_AGE) is None
    previews.keep(ADDITION, guild_id=GUILD, now=NOW + timedelta(minutes=1), name=name)
    assert previews.find(name, guild_id=GUILD, now=NOW + PREVIEW_AGE) == ADDITION


def test_only_so_many_are_kept_the_latest(previews):
    names = [previews.keep(ADDITION, guild_id=GUILD, now=NOW) for _ in range(MOST_PREVIEWS + 1)]
    assert previews.find(names[0], guild_id=GUILD, now=NOW) is None
    assert previews.find(names[1], guild_id=GUILD, now=NOW) == ADDITION


def test_what_is_let_go_is_forgotten(previews):
    name = previews.keep(ADDITION, guild_id=GUILD, now=NOW)
    previews.forget(name)
    previews.forget(name)
    assert previews.find(name, guild_id=GUILD, now=NOW) is None
