"""The simulated Discord's REST API, as an unmodified discord.py and raw HTTP meet it."""

from io import BytesIO
from typing import Any

import aiohttp
import discord
import pytest

from bot.demo.errors import PortInUseError
from bot.demo.loopback import LoopbackDiscord
from bot.demo.world import World


async def test_a_bot_logs_in_and_sees_its_server(small_bot: Any) -> None:
    assert [guild.name for guild in small_bot.guilds] == ["Newsdesk demo"]
    assert small_bot.user.name == "Newsdesk"


@pytest.mark.usefixtures("server")
async def test_a_wrong_token_fails_the_login(start_bot: Any) -> None:
    with pytest.raises(discord.LoginFailure):
        async with start_bot("another-token"):
            pass


@pytest.mark.usefixtures("small_bot")
async def test_synced_commands_are_registered(server: LoopbackDiscord) -> None:
    assert {name for name, _ in server.backend.commands[None]} == {"card", "form"}


async def test_the_server_is_ready_once_a_bot_has_connected_and_synced(
    server: LoopbackDiscord, start_bot: Any
) -> None:
    before = server.is_ready
    async with start_bot():
        assert (before, server.is_ready) == (False, True)


async def test_a_refusal_arrives_as_discords_own_error(small_bot: Any, world: World) -> None:
    role = small_bot.get_guild(world.guild_id).default_role
    with pytest.raises(discord.Forbidden) as refusal:
        await role.edit(name="mine")
    assert refusal.value.code == 50013


async def test_a_missing_thing_arrives_as_not_found(small_bot: Any, world: World) -> None:
    channel = small_bot.get_channel(world.news_id)
    with pytest.raises(discord.NotFound):
        await channel.fetch_message(1)


async def test_what_simcord_can_not_do_is_said_and_not_pretended(
    small_bot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(discord.HTTPException) as refusal:
        await small_bot.http.request(discord.http.Route("GET", "/nothing/like/this"))
    assert refusal.value.status == 501
    assert "GET /nothing/like/this" in caplog.text


async def test_an_uploaded_file_keeps_its_name_bytes_and_description(
    server: LoopbackDiscord, small_bot: Any, world: World
) -> None:
    file = discord.File(BytesIO(b"a,b\n"), "table.csv", description="A table")
    message = await small_bot.get_channel(world.news_id).send("Here", file=file)
    attachment = message.attachments[0]
    assert (attachment.filename, attachment.description) == ("table.csv", "A table")
    assert server.backend.cdn.get(attachment.url) == b"a,b\n"


async def test_the_reason_of_a_change_arrives_as_it_was_written(
    server: LoopbackDiscord, small_bot: Any, world: World
) -> None:
    message = await small_bot.get_channel(world.news_id).send("Soon gone")
    await small_bot.http.delete_message(world.news_id, message.id, reason="a pun – 100 %")
    assert server.backend.http_requests[-1].reason == "a pun – 100 %"


async def test_a_body_that_is_no_json_is_refused_and_not_repeated(server: LoopbackDiscord) -> None:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {server.token}"}) as session,
        session.post(f"{server.api_base}/channels/1/messages", data=b"{") as response,
    ):
        assert (response.status, (await response.json())["code"]) == (400, 50035)


async def test_a_web_page_can_not_use_the_api(server: LoopbackDiscord) -> None:
    headers = {"Authorization": f"Bot {server.token}", "Origin": "https://example.org"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{server.api_base}/users/@me") as response,
    ):
        assert response.status == 401


async def test_without_a_token_the_api_answers_401_as_plain_json(server: LoopbackDiscord) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{server.api_base}/users/@me") as response,
    ):
        assert response.status == 401
        assert response.headers["Content-Type"] == "application/json"
        assert await response.json() == {"message": "401: Unauthorized", "code": 0}


async def test_a_port_in_use_is_named() -> None:
    async with LoopbackDiscord(token="x") as first:
        port = int(first.api_base.split(":")[2].split("/")[0])
        with pytest.raises(PortInUseError) as failure:
            async with LoopbackDiscord(token="x", port=port):
                pass
        assert failure.value.port == port


async def test_the_simulated_clock_is_the_real_one(small_bot: Any, world: World) -> None:
    message = await small_bot.get_channel(world.news_id).send("Now")
    assert abs((discord.utils.utcnow() - message.created_at).total_seconds()) < 5
