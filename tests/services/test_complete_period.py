"""Periods that are offered while a member types one."""

from datetime import UTC, datetime

import pytest

from bot.services.complete_period import complete_period

LATER = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def offered(archive):
    async def run(text="", *, now=LATER):
        return await complete_period(archive, text, guild_id=None, now=now)

    return run


async def test_an_archive_that_has_ended_offers_its_last_months_first(offered):
    periods = await offered()
    assert periods[:2] == ("april 2021", "march 2021")
    assert "7 days" in periods
    assert len(periods) <= 25


async def test_a_live_archive_offers_spans_up_to_now_first(offered):
    periods = await offered(now=datetime(2021, 5, 1, tzinfo=UTC))
    assert periods[0] == "24 hours"
    assert "april 2021" in periods


async def test_what_is_typed_narrows_the_offer(offered):
    assert set(await offered("APRIL")) <= {"april 2021", "april 2020"}
    assert "2020" in await offered("2020")
    assert await offered("zzz") == ()


async def test_an_empty_archive_offers_spans(store):
    assert await complete_period(store, "", guild_id=None, now=LATER)
