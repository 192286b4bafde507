"""How many pages are read for a member at a time, and for a server in a minute."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from bot.errors import SlowPageError
from bot.gateway.page_gate import GUILD_PAGES, MEMBER_PAGES, PageGate
from bot.render.adding_refusals import ManyPagesError, UnfinishedPageError

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def interaction(member=1, guild=7, *, after=0.0):
    return SimpleNamespace(
        user=SimpleNamespace(id=member),
        guild_id=guild,
        created_at=NOW + timedelta(seconds=after),
    )


@pytest.fixture
def gate():
    return PageGate()


def test_a_member_waits_for_the_pages_under_way(gate):
    held = [gate.admitted(interaction()) for _ in range(MEMBER_PAGES)]
    for page in held:
        page.__enter__()
    with (
        pytest.raises(UnfinishedPageError, match="still reading 2 pages"),
        gate.admitted(interaction()),
    ):
        pass
    held[0].__exit__(None, None, None)
    with gate.admitted(interaction()):
        pass


def test_another_member_does_not_wait(gate):
    own, theirs = interaction(), interaction(member=2)
    with gate.admitted(own), gate.admitted(own), gate.admitted(theirs):
        pass


def test_a_page_that_fails_is_over_too(gate):
    for _ in range(3 * MEMBER_PAGES):
        with pytest.raises(SlowPageError), gate.admitted(interaction()):
            raise SlowPageError("https://x.example/", 10)
    assert gate._under_way == {}


def test_a_server_has_so_many_in_a_minute(gate):
    for member in range(GUILD_PAGES):
        with gate.admitted(interaction(member)):
            pass
    with (
        pytest.raises(ManyPagesError, match="Try again in 60 seconds"),
        gate.admitted(interaction()),
    ):
        pass
    with gate.admitted(interaction(guild=8)):
        pass
    with gate.admitted(interaction(after=61)):
        pass


def test_what_is_refused_is_not_under_way(gate):
    for member in range(GUILD_PAGES):
        with gate.admitted(interaction(member)):
            pass
    with pytest.raises(ManyPagesError), gate.admitted(interaction()):
        pass
    assert gate._under_way == {}
