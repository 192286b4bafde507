"""Waiting for the bot, and giving up in time."""

import asyncio

from bot.demo.traffic import ApiCall, Traffic


async def test_a_waiter_goes_on_when_a_call_made_its_condition_true() -> None:
    traffic, calls = Traffic(), list[ApiCall]()
    traffic.listen(calls.append)
    waiting = asyncio.create_task(traffic.until(lambda: bool(calls), seconds=5))
    await asyncio.sleep(0)
    traffic.note(ApiCall("GET", "/gateway"))
    assert await waiting


async def test_a_waiter_gives_up_when_the_time_is_over() -> None:
    assert not await Traffic().until(lambda: False, seconds=0)
