"""A whole demo: the bot behind sockets, the pages in front, and an end without remains."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.demo.errors import BotNotReadyError, PortInUseError
from bot.demo.loopback import LoopbackDiscord
from bot.demo.session import Endpoint, run_demo


@asynccontextmanager
async def running_demo(run_bot: Any) -> AsyncIterator[str]:
    announced: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    demo = asyncio.create_task(run_demo(run_bot, port=0, announce=announced.set_result))
    try:
        async with asyncio.timeout(10):
            yield await announced
    finally:
        demo.cancel()
        await asyncio.wait({demo})


class Visitor:
    """A browser without a screen: opens a page and reads what the page would draw."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self.origin, _, capability = address.partition("/#")
        self._headers = {"X-Simcord-Capability": capability}

    async def open(self) -> dict[str, Any]:
        async with self._session.post(
            f"{self.origin}/api/pages", headers=self._headers, json={}
        ) as response:
            state: dict[str, Any] = await response.json()
        self._headers["X-Simcord-Context"] = state["context"]["id"]
        return state

    async def read(self) -> dict[str, Any]:
        async with self._session.get(f"{self.origin}/api/state", headers=self._headers) as response:
            state: dict[str, Any] = await response.json()
        return state

    async def until_shown(self, text: str) -> None:
        async with asyncio.timeout(5):
            while text not in str(await self.read()):
                pass


@pytest.fixture
async def visit() -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as session:
        yield lambda address: Visitor(session, address)


async def test_one_address_is_announced_and_greets(run_small_bot: Any, visit: Any) -> None:
    async with running_demo(run_small_bot) as address:
        state = await visit(address).open()
    assert "This is a simulation of Discord" in str(state["messages"])


async def test_the_page_offers_the_bots_commands(run_small_bot: Any, visit: Any) -> None:
    async with running_demo(run_small_bot) as address:
        state = await visit(address).open()
    assert state["commands"]["count"] == 2


async def test_the_page_lets_a_visitor_be_member_moderator_or_admin(
    run_small_bot: Any, visit: Any
) -> None:
    async with running_demo(run_small_bot) as address:
        state = await visit(address).open()
    names = [viewer["name"] for viewer in state["viewers"]]
    assert names == ["Mia (member)", "Moses (moderator)", "Ada (admin)"]


async def test_a_post_that_the_bot_makes_by_itself_appears(run_small_bot: Any, visit: Any) -> None:
    endpoints: list[Endpoint] = []

    async def run_and_remember(endpoint: Endpoint) -> None:
        endpoints.append(endpoint)
        await run_small_bot(endpoint)

    async with running_demo(run_and_remember) as address:
        page = visit(address)
        channel_id = (await page.open())["channel"]["id"]
        await post(endpoints[0], channel_id, "By myself")
        await page.until_shown("By myself")


async def test_a_cancelled_demo_leaves_no_task_thread_or_socket(
    run_small_bot: Any, ready: asyncio.Event
) -> None:
    tasks, threads = asyncio.all_tasks(), set(threading.enumerate())
    async with running_demo(run_small_bot) as address:
        port = int(address.split(":")[2].split("/")[0])
        await ready.wait()  # discord.py leaves a task of its own when it is closed before that
    assert asyncio.all_tasks() == tasks
    assert set(threading.enumerate()) <= threads
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)


async def test_the_demo_ends_with_the_bots_own_error() -> None:
    async def fail(_: Endpoint) -> None:
        raise LookupError("no corpus")

    with pytest.raises(LookupError, match="no corpus"):
        await run_demo(fail, port=0, announce=print)


async def test_a_bot_that_stops_before_it_is_ready_is_an_error() -> None:
    async def stop(_: Endpoint) -> None:
        return

    with pytest.raises(BotNotReadyError):
        await run_demo(stop, port=0, announce=print)


async def test_a_bot_that_never_gets_ready_is_an_error() -> None:
    async def hang(_: Endpoint) -> None:
        await asyncio.Event().wait()

    with pytest.raises(BotNotReadyError):
        await run_demo(hang, port=0, announce=print, ready_seconds=0)


async def test_a_busy_port_is_named(run_small_bot: Any) -> None:
    async with LoopbackDiscord(token="x") as other:
        port = int(other.api_base.split(":")[2].split("/")[0])
        with pytest.raises(PortInUseError) as failure:
            await run_demo(run_small_bot, port=port, announce=print)
    assert failure.value.port == port


async def post(endpoint: Endpoint, channel_id: str, text: str) -> None:
    headers = {"Authorization": f"Bot {endpoint.token}"}
    address = f"{endpoint.api_base}/channels/{channel_id}/messages"
    async with (
        aiohttp.ClientSession() as session,
        session.post(address, headers=headers, json={"content": text}) as response,
    ):
        assert response.status == 200
