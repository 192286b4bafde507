"""One demo from start to end: the simulated Discord, its server, the bot and the pages."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from bot.demo.errors import BotNotReadyError
from bot.demo.forum import forum_pages
from bot.demo.loopback import LoopbackDiscord
from bot.demo.preview import show_channel
from bot.demo.publisher import Publisher, open_publisher
from bot.demo.room import Room
from bot.demo.world import World, build_world, greet
from bot.fetch.reach import Reach
from bot.render import demo as words

# A bot that loads a large archive before it connects may take its time.
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a bot finds the simulated Discord, and the token it is known by there.

    `reach` lets it read the pages of the demo's publishers, as it reads those of the public web.
    """

    api_base: str
    gateway_url: str
    token: str
    reach: Reach


async def run_demo(
    run_bot: Callable[[Endpoint], Coroutine[Any, Any, None]],
    *,
    port: int,
    announce: Callable[[str], None],
    ready_seconds: float = READY_SECONDS,
) -> None:
    """Hold a demo until it is cancelled or the bot ends; announces its one address.

    `run_bot` runs the bot as in production, until it is cancelled or stops by itself.
    """
    token = secrets.token_urlsafe(24)
    async with open_publisher() as publisher, LoopbackDiscord(token=token) as server:
        world = build_world(server.backend)
        endpoint = Endpoint(server.api_base, server.gateway_url, token, publisher.reach)
        bot = asyncio.create_task(run_bot(endpoint))
        try:
            await _until_ready(server, bot, ready_seconds)
            async with _pages(server, world, port, publisher) as address:
                announce(address)
                await bot
        finally:
            bot.cancel()
            await asyncio.wait({bot})


async def _until_ready(server: LoopbackDiscord, bot: asyncio.Task[None], seconds: float) -> None:
    ready = asyncio.create_task(server.traffic.until(lambda: server.is_ready, seconds=seconds))
    try:
        await asyncio.wait({ready, bot}, return_when=asyncio.FIRST_COMPLETED)
        if bot.done():
            await bot
        elif ready.result():
            return
    finally:
        ready.cancel()
    raise BotNotReadyError(seconds)


@asynccontextmanager
async def _pages(
    server: LoopbackDiscord, world: World, port: int, publisher: Publisher
) -> AsyncIterator[str]:
    """Serve every page; yields the address of #news, whose greeting leads to the others."""
    messages_id = server.backend.get_dm_channel(world.member_id).id
    async with AsyncExitStack() as stack:
        posts = _page(server, world.announcements_id, world.people)
        thread = _page(server, world.thread_id, world.people)
        messages = _page(server, messages_id, (world.member_id,))
        others = {
            words.ANNOUNCEMENTS_PAGE: await stack.enter_async_context(posts),
            words.THREAD_PAGE: await stack.enter_async_context(thread),
            words.MESSAGES_PAGE: await stack.enter_async_context(messages),
        }
        greet(server.backend, world, others, publisher.addresses)
        news = _page(server, world.news_id, world.people, port)
        address = await stack.enter_async_context(news)
        threads = forum_pages(server, world, lambda id_: _page(server, id_, world.people))
        await stack.enter_async_context(threads)
        yield address


def _page(
    server: LoopbackDiscord, channel_id: int, people: tuple[int, ...], port: int = 0
) -> AbstractAsyncContextManager[str]:
    room = Room(server.backend, server.traffic)
    return show_channel(room, channel_id, people, traffic=server.traffic, port=port)
