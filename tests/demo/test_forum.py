"""Threads of the forum get pages of their own."""

from typing import Any

import aiohttp
import discord

from bot.demo.forum import forum_pages
from bot.demo.loopback import LoopbackDiscord
from bot.demo.preview import show_channel
from bot.demo.room import Room
from bot.demo.world import World


async def test_a_thread_that_the_bot_opens_has_a_page_that_the_guide_names(
    server: LoopbackDiscord, world: World, small_bot: discord.Client
) -> None:
    def open_page(channel_id: int) -> Any:
        room = Room(server.backend, server.traffic)
        return show_channel(room, channel_id, world.people, traffic=server.traffic)

    def told() -> list[str]:
        return [each.content for each in server.backend.messages[world.news_id].values()]

    async with forum_pages(server, world, open_page):
        route = discord.http.Route("POST", f"/channels/{world.forum_id}/threads")
        body = {"name": "AI, 5 December", "message": {"content": "An edition"}}
        await small_bot.http.request(route, json=body)
        assert await server.traffic.until(lambda: bool(told()), seconds=5)
        (text,) = told()
        assert text.startswith("A thread was opened in the forum: [AI, 5 December](<http://")
        address = text.rpartition("(<")[2].removesuffix(">)")
        async with aiohttp.ClientSession() as session, session.get(address) as page:
            assert page.status == 200
