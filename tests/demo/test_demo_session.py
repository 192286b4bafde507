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
    """A browser without a screen: opens a page, acts on it, and reads what it would draw."""

    def __init__(self, session: aiohttp.ClientSession, address: str) -> None:
        self._session = session
        self.origin, _, capability = address.partition("/#")
        self._headers = {"X-Simcord-Capability": capability}
        self._sequence = 0

    async def open(self) -> dict[str, Any]:
        state = await self._request("POST", "/api/pages", {})
        self._headers["X-Simcord-Context"] = state["context"]["id"]
        return state

    async def read(self) -> dict[str, Any]:
        return await self._request("GET", "/api/state")

    async def run(self, invocation: str, **options: str) -> dict[str, Any]:
        """Run a slash command as the first viewer; gives back the page's receipt."""
        entries = (await self._request("GET", "/api/commands"))["entries"]
        entry = next(entry for entry in entries if entry["invocation"] == invocation)
        state = await self.read()
        self._sequence += 1
        action = {
            "kind": "run_command",
            "protocol_version": 3,
            "sequence": self._sequence,
            "request_id": str(self._sequence),
            "generation": state["context"]["generation"],
            "bot_generation": state["botGeneration"],
            "published_revision": state["publishedRevision"],
            "command_id": entry["commandId"],
            "path": entry["path"],
            "schema_fingerprint": entry["schemaFingerprint"],
            "options": options,
        }
        return await self._request("POST", "/api/action", action)

    async def until_shown(self, text: str) -> None:
        async with asyncio.timeout(5):
            while text not in str(await self.read()):
                pass

    async def _request(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        url = self.origin + path
        async with self._session.request(method, url, headers=self._headers, json=body) as response:
            answer: dict[str, Any] = await response.json()
        return answer


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


async def test_a_command_of_a_visitor_is_answered_on_the_page(
    run_small_bot: Any, visit: Any
) -> None:
    async with running_demo(run_small_bot) as address:
        page = visit(address)
        await page.open()
        receipt = await page.run("card", query="faces")
        state = await page.read()
    assert receipt["settlement"] == "settled"
    assert "Page 1: faces" in str(state["messages"])


async def test_an_outside_picture_is_shown_as_a_stand_in(run_small_bot: Any, visit: Any) -> None:
    async with running_demo(run_small_bot) as address:
        page = visit(address)
        await page.open()
        await page.run("card", query="faces")
        state = await page.read()
    pictures = {picture["filename"]: picture["available"] for picture in state["assets"].values()}
    assert pictures["placeholder.png"]


async def test_one_visitor_sees_what_another_has_done(run_small_bot: Any, visit: Any) -> None:
    async with running_demo(run_small_bot) as address:
        first, second = visit(address), visit(address)
        await second.open()
        await first.open()
        await first.run("card", query="faces")
        await second.until_shown("Page 1: faces")


def own_threads() -> set[threading.Thread]:
    """All threads but those that the event loop keeps for its own executor until it closes."""
    return {t for t in threading.enumerate() if not t.name.startswith("asyncio_")}


async def test_a_cancelled_demo_leaves_no_task_thread_or_socket(
    run_small_bot: Any, ready: asyncio.Event
) -> None:
    tasks, threads = asyncio.all_tasks(), own_threads()
    async with running_demo(run_small_bot) as address:
        port = int(address.split(":")[2].split("/")[0])
        await ready.wait()  # discord.py leaves a task of its own when it is closed before that
    assert asyncio.all_tasks() == tasks
    for thread in own_threads() - threads:
        thread.join(timeout=5)  # discord.py's own has been told to end, and takes a moment
    assert own_threads() <= threads
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
