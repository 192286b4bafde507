"""A page for each thread that the bot opens in the forum, as no page can be of a forum itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from bot.demo.loopback import LoopbackDiscord
from bot.demo.traffic import ApiCall
from bot.demo.world import World
from bot.render import demo as words

OpenPage = Callable[[int], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def forum_pages(
    server: LoopbackDiscord, world: World, open_page: OpenPage
) -> AsyncIterator[None]:
    """Open them while the block lasts; the guide says in #news where each is."""
    opened: asyncio.Queue[ApiCall] = asyncio.Queue()
    path = f"/channels/{world.forum_id}/threads"

    def note(call: ApiCall) -> None:
        if call.path == path:
            opened.put_nowait(call)

    server.traffic.listen(note)
    async with AsyncExitStack() as pages:
        opening = asyncio.create_task(_open_each(server, world, opened, pages, open_page))
        try:
            yield
        finally:
            opening.cancel()
            await asyncio.wait({opening})


async def _open_each(
    server: LoopbackDiscord,
    world: World,
    opened: asyncio.Queue[ApiCall],
    pages: AsyncExitStack,
    open_page: OpenPage,
) -> None:
    shown: set[int] = set()
    while True:
        call = await opened.get()
        threads = [c for c in server.backend.channels.values() if c.parent_id == world.forum_id]
        for thread in threads:
            if thread.id not in shown:
                shown.add(thread.id)
                address = await pages.enter_async_context(open_page(thread.id))
                # The new page has to know of the pictures that came before it.
                server.traffic.note(call)
                _announce(server, world, words.thread_opened(thread.name or "", address))


def _announce(server: LoopbackDiscord, world: World, text: str) -> None:
    server.backend.create_message(world.news_id, world.guide_id, text)
    # Pages look for news after calls of the bot's only.
    path = f"/channels/{world.news_id}/messages"
    server.traffic.note(ApiCall("POST", path, json={"content": text}, params={}))
