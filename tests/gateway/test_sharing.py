"""How often a member may share."""

import pytest

from bot.gateway.sharing import ShareGate
from bot.render.refusals import AlreadySharedError, NotAllowedError, TooSoonError


@pytest.fixture
def share(interaction):
    """Share a page at a time, in seconds."""
    gate = ShareGate()

    def share(page, at, **given):
        gate.admit(interaction("send_messages", at=at, **given), page)

    return share


@pytest.fixture
def spent(share):
    """Three pages shared at second 1000."""
    for page in ("a", "b", "c"):
        share(page, 1000)


@pytest.mark.usefixtures("spent")
async def test_the_fourth_share_waits_for_the_first_to_be_five_minutes_old(share):
    with pytest.raises(TooSoonError) as refusal:
        share("d", 1100)
    assert refusal.value.again_at.timestamp() == 1300


@pytest.mark.usefixtures("spent")
async def test_after_five_minutes_there_are_three_more(share):
    for page in ("d", "e", "f"):
        share(page, 1301)


@pytest.mark.usefixtures("spent")
async def test_other_members_are_not_held_up(share):
    share("d", 1001, member=43)


@pytest.mark.usefixtures("spent")
async def test_other_servers_are_not_held_up(share):
    share("d", 1001, server=901)


async def test_the_same_page_again_is_refused_for_a_minute(share):
    share("a", 1000)
    with pytest.raises(AlreadySharedError):
        share("a", 1030)
    share("a", 1061)


async def test_a_double_press_costs_no_share(share):
    share("a", 1000)
    for _ in range(5):
        with pytest.raises(AlreadySharedError):
            share("a", 1001)
    share("b", 1002)
    share("c", 1003)


@pytest.mark.usefixtures("spent")
async def test_a_page_refused_as_too_soon_does_not_count_as_shared(share):
    with pytest.raises(TooSoonError):
        share("d", 1290)
    share("d", 1301)


async def test_who_may_not_post_may_not_share_and_spends_nothing(interaction):
    gate = ShareGate()
    for _ in range(4):
        with pytest.raises(NotAllowedError):
            gate.admit(interaction(at=1000), "a")
    gate.admit(interaction("send_messages", at=1000), "a")
