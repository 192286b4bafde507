"""The bot is replaced by a new one on the same database while its messages live on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import create_bot
from bot.errors import MissingPathError
from bot.services.forget_lists import forget_lists


@pytest.fixture
async def restart(simcord_env, settings):
    """Stop the bot as SIGTERM does, and start another."""
    bots = []

    async def restart(**changed):
        await simcord_env.bot.close()
        bots.append(create_bot(replace(settings, **changed)))
        await simcord_env.restart_bot(bots[-1])

    yield restart
    for bot in bots:
        await bot.close()


async def test_pages_turn_after_a_restart(ask, press, restart):
    first = await ask("facial recognition")
    shown = first.titles
    await restart()
    second = await press(first, "Next")
    assert len(second.titles) > 0
    assert second.titles != shown


async def test_story_and_share_work_after_a_restart(ask, press, restart):
    answer = await ask("facial recognition")
    await restart()
    assert (await press(answer, "Story")).titles[0] == answer.titles[0]
    assert (await press(answer, "Share to channel")).titles == answer.titles


async def test_commands_are_not_told_to_discord_again(simcord_env, ask, restart):
    await restart()
    await ask("facial recognition")
    synced = [r for r in simcord_env.http_requests if r.method == "PUT" and "commands" in r.path]
    assert len(synced) == 1


async def test_commands_that_discord_lost_are_told_again(simcord_env, ask, restart):
    simcord_env.backend.commands.clear()
    await restart()
    assert (await ask("facial recognition")).titles


async def test_help_still_names_commands_by_their_ids(alice, channel, read, restart):
    await restart()
    assert "</news:" in read((await alice.slash(channel, "help")).response).markdown


@pytest.mark.parametrize(
    "button", ["Next", "Why this order?", "Search for “facial recogniton” instead"]
)
async def test_an_answer_older_than_a_week_is_forgotten_with_a_hint(
    simcord_env, ask, press, button
):
    answer = await ask("facial recogniton")
    later = simcord_env.now() + timedelta(days=8)
    await forget_lists(simcord_env.bot.store, now=later)
    told = await press(answer, button)
    assert "Ask again with /news." in told.text
    assert told.message.ephemeral


async def test_reasons_and_the_literal_answer_come_after_a_restart(ask, press, restart):
    answer = await ask("facial recogniton")
    await restart()
    assert (await press(answer, "Why this order?")).titles == answer.titles
    literal = await press(answer, "Search for “facial recogniton” instead")
    assert "as typed, without corrections" in literal.text


async def test_a_filled_archive_answers_although_its_corpus_is_gone(ask, restart, tmp_path, caplog):
    await restart(corpus=(tmp_path / "gone",))
    assert (await ask("facial recognition")).titles
    assert "the corpus could not be loaded" in caplog.text


async def test_an_empty_archive_needs_its_corpus(restart, tmp_path):
    with pytest.raises(MissingPathError):
        await restart(corpus=(tmp_path / "gone",), database=tmp_path / "empty.db")
