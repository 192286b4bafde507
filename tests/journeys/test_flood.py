"""Who asks too fast is told so, and nobody else is."""

import pytest

from bot.gateway import flood_gate
from bot.gateway.flood_gate import FloodGate


@pytest.fixture(autouse=True)
def _little(monkeypatch, simcord_env):
    monkeypatch.setattr(flood_gate, "MEMBER_ACTS", 2)
    monkeypatch.setattr(flood_gate, "MEMBER_COSTLY", 1)
    simcord_env.bot.flood_gate = FloodGate()


async def test_a_command_too_many_is_told_with_when_to_go_on(ask):
    await ask("china")
    await ask("china")
    card = await ask("china")
    assert "You ask faster than I can keep up with. Go on <t:" in card.text
    assert card.message.ephemeral


async def test_a_press_too_many_is_told_too_and_the_answer_stays(ask, press):
    answer = await ask("facial recognition")
    second = await press(answer, "Next")
    card = await press(second, "Next")
    assert "You ask faster" in card.text


async def test_a_costly_command_has_a_limit_of_its_own(alice, channel, read):
    await alice.slash(channel, "briefing", topic="Computer Vision")
    card = read((await alice.slash(channel, "briefing", topic="Computer Vision")).response)
    assert "You ask faster" in card.text


async def test_what_is_stored_about_oneself_is_looked_for_in_all_answers_and_has_it_too(
    alice, channel, read
):
    await alice.slash(channel, "privacy")
    card = read((await alice.slash(channel, "privacy")).response)
    assert "You ask faster" in card.text


async def test_typing_is_not_counted(alice, channel, ask):
    for typed in ("f", "fa", "fac", "faci"):
        assert await alice.autocomplete(channel, "news", "query", typed)
    assert "11 articles" in (await ask("facial recognition")).text
