"""One demo from start to end: the simulated Discord, its server, the bot and the pages."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from bot.demo.errors import BotNotReadyError
from bot.demo.loopback import LoopbackDiscord
from bot.demo.preview import show_channel
from bot.demo.room import Room
from bot.demo.world import World, build_world, greet

# A bot that loads a large archive before it connects may take its time.
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a bot finds the simulated Discord, and the token it is known by there."""

    api_base: str
    gateway_url: str
    token: str


async def run_demo(
    run_bot: Callable[[Endpoint], Awaitable[None]],
    *,
    port: int,
    announce: Callable[[str], None],
    ready_seconds: float = READY_SECONDS,
) -> None:
    """Hold a demo until it is cancelled or the bot ends, and announce its one address.

    `run_bot` runs the bot as in production until it is cancelled or stops by itself.
    """
    async with LoopbackDiscord(token=secrets.token_urlsafe(24)) as server:
        world = build_world(server.backend)
        bot = asyncio.ensure_future(
            run_bot(Endpoint(server.api_base, server.gateway_url, server.token))
        )
        try:
            await _until_ready(server, bot, ready_seconds)
            async with _pages(server, world, port) as address:
                announce(address)
                await asyncio.shield(bot)
        finally:
            await _stop(bot)


async def _until_ready(
    server: LoopbackDiscord, bot: "asyncio.Future[None]", seconds: float
) -> None:
    ready = asyncio.create_task(server.traffic.until(lambda: server.is_ready, seconds=seconds))
    await asyncio.wait({ready, bot}, return_when=asyncio.FIRST_COMPLETED)
    if bot.done():
        ready.cancel()
        bot.result()
    if bot.done() or not await ready:
        raise BotNotReadyError(seconds)


@asynccontextmanager
async def _pages(server: LoopbackDiscord, world: World, port: int) -> AsyncIterator[str]:
    others = {
        "#announcements": (world.announcements_id, world.people),
        "Direct messages with the bot": (
            server.backend.get_dm_channel(world.member_id).id,
            (world.member_id,),
        ),
    }
    async with AsyncExitStack() as stack:
        addresses = {
            name: await stack.enter_async_context(_page(server, channel_id, people))
            for name, (channel_id, people) in others.items()
        }
        greet(server.backend, world, addresses)
        yield await stack.enter_async_context(_page(server, world.news_id, world.people, port))


def _page(server: LoopbackDiscord, channel_id: int, people: tuple[int, ...], port: int = 0):
    room = Room(server.backend, server.traffic)
    return show_channel(room, channel_id, people, traffic=server.traffic, port=port)


async def _stop(bot: "asyncio.Future[None]") -> None:
    bot.cancel()
    await asyncio.wait({bot})
