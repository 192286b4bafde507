"""The first message of a thread in a forum."""

import aiohttp
import pytest
from simcord.enums import ChannelType

from bot.demo.loopback import LoopbackDiscord


@pytest.fixture
async def server():
    async with LoopbackDiscord(token="t") as server:
        yield server


async def test_it_has_the_id_of_its_thread(server):
    guild = server.backend.create_guild("Server")
    forum = server.backend.create_channel(guild.id, "forum", type=ChannelType.FORUM)
    body = {"name": "Thread", "message": {"content": "First"}}
    headers = {"Authorization": "Bot t"}
    async with aiohttp.ClientSession(headers=headers) as session:
        url = f"{server.api_base}/channels/{forum.id}/threads"
        async with session.post(url, json=body) as answer:
            thread = await answer.json()
        assert thread["message"]["id"] == thread["id"]
        url = f"{server.api_base}/channels/{thread['id']}/messages/{thread['id']}"
        async with session.patch(url, json={"content": "Edited"}) as answer:
            assert (await answer.json())["content"] == "Edited"
