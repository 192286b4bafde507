"""How much a member and a server may do at once."""

import pytest

from bot.gateway import flood_gate
from bot.gateway.flood_gate import GUILD_ACTS, MEMBER_ACTS, MEMBER_COSTLY, FloodGate
from bot.render.refusals import FloodError


@pytest.fixture
def gate():
    return FloodGate()


def test_a_member_may_do_so_much_in_a_minute_and_then_again(gate, interaction):
    for _ in range(MEMBER_ACTS):
        gate.admit(interaction(at=1000))
    with pytest.raises(FloodError) as refused:
        gate.admit(interaction(at=1030))
    assert not refused.value.is_guild
    assert refused.value.again_at.timestamp() == pytest.approx(1060, abs=1)
    gate.admit(interaction(at=1061))


def test_others_are_not_held_up_by_one(gate, interaction):
    for _ in range(MEMBER_ACTS):
        gate.admit(interaction(at=1000))
    gate.admit(interaction(at=1000, member=43))


def test_a_server_may_do_so_much_together_and_others_go_on(gate, interaction):
    for number in range(GUILD_ACTS):
        gate.admit(interaction(at=1000, member=100 + number))
    with pytest.raises(FloodError) as refused:
        gate.admit(interaction(at=1000, member=99))
    assert refused.value.is_guild
    gate.admit(interaction(at=1000, member=99, server=901))


def test_in_messages_there_is_no_server_to_count(gate, interaction):
    gate.admit(interaction(server=None))


def test_what_costs_much_has_a_lower_limit(gate, interaction, monkeypatch):
    monkeypatch.setattr(flood_gate, "name_of", lambda _: "/briefing")
    for _ in range(MEMBER_COSTLY):
        gate.admit(interaction(at=1000))
    with pytest.raises(FloodError):
        gate.admit(interaction(at=1000))
    monkeypatch.setattr(flood_gate, "name_of", lambda _: "/news")
    gate.admit(interaction(at=1000))
