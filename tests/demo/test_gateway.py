"""The simulated gateway, spoken to by hand and by discord.py."""

import asyncio
import json
import zlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot.demo.gateway import CloseCode
from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import World

GUILDS_AND_MESSAGES = (1 << 0) | (1 << 9)
MESSAGE_CONTENT = 1 << 15


class RawClient:
    """A client that says exactly what a test wants it to say."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self._inflate = zlib.decompressobj()

    async def receive(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(
            self._inflate.decompress(await self.socket.receive_bytes(timeout=5))
        )
        return frame

    async def send(self, opcode: int, data: Any) -> None:
        await self.socket.send_json({"op": opcode, "d": data})

    async def identify(self, token: str, intents: int = GUILDS_AND_MESSAGES) -> None:
        await self.send(2, {"token": token, "intents": intents, "properties": {}})

    async def close_code(self) -> int | None:
        while not self.socket.closed:
            await self.socket.receive(timeout=5)
        return self.socket.close_code


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def raw(server: LoopbackDiscord, session: aiohttp.ClientSession) -> AsyncIterator[RawClient]:
    address = f"{server.gateway_url}?v=10&encoding=json&compress=zlib-stream"
    async with session.ws_connect(address) as socket:
        client = RawClient(socket)
        assert (await client.receive())["op"] == 10
        yield client


async def test_a_heartbeat_is_acknowledged(raw: RawClient) -> None:
    await raw.send(1, None)
    assert (await raw.receive())["op"] == 11


async def test_identify_is_answered_with_ready_and_the_server(
    raw: RawClient, server: LoopbackDiscord, world: World
) -> None:
    await raw.identify(server.token)
    ready, guild = await raw.receive(), await raw.receive()
    assert ready["t"] == "READY"
    assert ready["d"]["resume_gateway_url"] == server.gateway_url
    assert (guild["t"], guild["d"]["id"]) == ("GUILD_CREATE", str(world.guild_id))


@pytest.mark.parametrize(
    ("opcode", "data", "code"),
    [
        (2, {"token": "wrong", "intents": 1}, CloseCode.AUTHENTICATION_FAILED),
        (6, {"token": "wrong", "session_id": "x", "seq": 1}, CloseCode.AUTHENTICATION_FAILED),
        (3, {"status": "online"}, CloseCode.NOT_AUTHENTICATED),
        (99, None, CloseCode.UNKNOWN_OPCODE),
    ],
)
async def test_what_is_not_allowed_is_answered_with_discords_close_code(
    raw: RawClient, opcode: int, data: Any, code: CloseCode
) -> None:
    await raw.send(opcode, data)
    assert await raw.close_code() == code


async def test_a_privileged_intent_is_refused(raw: RawClient, server: LoopbackDiscord) -> None:
    await raw.identify(server.token, MESSAGE_CONTENT)
    assert await raw.close_code() == CloseCode.DISALLOWED_INTENTS


@pytest.mark.parametrize("text", ["nonsense", "[]", "{}"])
async def test_what_is_no_command_closes_the_connection(raw: RawClient, text: str) -> None:
    await raw.socket.send_str(text)
    assert await raw.close_code() == CloseCode.DECODE_ERROR


async def test_a_foreign_compression_is_refused_at_once(
    server: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await session.ws_connect(f"{server.gateway_url}?compress=zstd-stream")
    assert refusal.value.status == 400


async def test_without_compression_frames_are_text(
    server: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    async with session.ws_connect(server.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10


async def test_an_unknown_session_can_not_be_resumed(
    raw: RawClient, server: LoopbackDiscord
) -> None:
    await raw.send(6, {"token": server.token, "session_id": "none", "seq": 1})
    answer = await raw.receive()
    assert (answer["op"], answer["d"]) == (9, False)


async def test_a_resume_replays_what_was_missed(
    raw: RawClient, server: LoopbackDiscord, session: aiohttp.ClientSession, world: World
) -> None:
    await raw.identify(server.token)
    ready, last = await raw.receive(), await raw.receive()
    await raw.socket.close()
    server.backend.create_message(world.news_id, server.backend.bot_user.id, "Missed")
    address = f"{server.gateway_url}?compress=zlib-stream"
    async with session.ws_connect(address) as socket:
        again = RawClient(socket)
        await again.receive()
        resume = {
            "token": server.token,
            "session_id": ready["d"]["session_id"],
            "seq": last["s"],
        }
        await again.send(6, resume)
        missed, resumed = await again.receive(), await again.receive()
    assert (missed["t"], missed["d"]["content"]) == ("MESSAGE_CREATE", "Missed")
    assert resumed["t"] == "RESUMED"


async def test_a_session_whose_bot_has_gone_ends_when_another_begins(
    server: LoopbackDiscord, start_bot: Any
) -> None:
    for _ in range(3):
        async with start_bot():
            assert len(server.backend.subscribers) == 1


async def test_without_the_intent_a_bot_does_not_read_along(
    raw: RawClient, server: LoopbackDiscord, member: MemberActor, news: ChannelHandle
) -> None:
    await raw.identify(server.token)
    await raw.receive()
    await raw.receive()
    await member.send(news, "Between us")
    event = await raw.receive()
    assert (event["t"], event["d"]["content"]) == ("MESSAGE_CREATE", "")


async def test_a_bot_resumes_after_the_connection_breaks(
    server: LoopbackDiscord, small_bot: Any
) -> None:
    await server.gateway.disconnect(CloseCode.UNKNOWN_ERROR)
    async with asyncio.timeout(5):
        await small_bot.until("resumed")
    assert small_bot.events.count("ready") == 1


async def test_a_bot_resumes_after_a_drop_and_hears_what_it_missed(
    server: LoopbackDiscord, small_bot: Any
) -> None:
    server.gateway.drop()
    server.backend.create_guild("Created meanwhile")
    async with asyncio.timeout(5):
        await small_bot.until("resumed")
    assert "Created meanwhile" in {guild.name for guild in small_bot.guilds}
    assert small_bot.events.count("ready") == 1


async def test_a_session_that_was_ended_can_not_be_resumed(
    raw: RawClient, server: LoopbackDiscord, session: aiohttp.ClientSession
) -> None:
    await raw.identify(server.token)
    ready = await raw.receive()
    server.gateway.close()
    async with session.ws_connect(f"{server.gateway_url}?compress=zlib-stream") as socket:
        again = RawClient(socket)
        await again.receive()
        session_id = ready["d"]["session_id"]
        await again.send(6, {"token": server.token, "session_id": session_id, "seq": 1})
        answer = await again.receive()
    assert (answer["op"], answer["d"]) == (9, False)


async def test_a_server_that_comes_later_is_one_the_bot_has_joined(
    server: LoopbackDiscord, small_bot: Any
) -> None:
    server.backend.create_guild("Another server")
    async with asyncio.timeout(5):
        await small_bot.until("guild_join")
    assert "Another server" in {guild.name for guild in small_bot.guilds}


async def test_a_server_that_was_there_is_none_the_bot_has_just_joined(small_bot: Any) -> None:
    assert "guild_join" not in small_bot.events
