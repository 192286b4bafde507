"""The bot as `newsdesk run` serves it: over real sockets, until a signal."""

import asyncio
import os
import signal
from dataclasses import replace

import pytest

from bot.app import run, running_bot
from bot.demo.faults import Fault, refuse
from bot.demo.loopback import LoopbackDiscord
from bot.errors import NewsdeskError, TokenError


@pytest.fixture
async def serving(served, server):
    """A bot that serves, as a task."""
    task = asyncio.create_task(run(served))
    await server.traffic.until(lambda: server.is_ready, seconds=10)
    yield task
    task.cancel()
    await asyncio.wait({task})


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(serving, served, number):
    os.kill(os.getpid(), number)
    async with asyncio.timeout(10):
        await serving
    left = {path.name for path in served.database.parent.iterdir()}
    assert not {f"{served.database.name}-wal", f"{served.database.name}-shm"} & left


async def test_a_cancelled_run_ends_as_cancelled(serving):
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving


async def test_a_running_bot_is_connected_and_knows_its_server(served, server):
    server.backend.create_guild("Newsroom")
    async with running_bot(served) as bot:
        assert [guild.name for guild in bot.guilds] == ["Newsroom"]
    assert bot.is_closed()


async def test_a_missing_token_is_named_with_where_to_get_one(settings):
    with pytest.raises(TokenError, match=r"DISCORD_TOKEN is not set; .*discord\.com/developers"):
        await run(settings)


async def test_a_refused_token_is_named_with_where_to_get_one(served):
    refused = replace(served, token="another-token")
    with pytest.raises(TokenError, match=r"refused DISCORD_TOKEN; .*discord\.com/developers"):
        await run(refused)


async def test_a_discord_that_answers_otherwise_is_named(served, server):
    server.faults.script(Fault(refuse(403, message="not now"), "GET", "/users/@me"))
    with pytest.raises(NewsdeskError, match=r"answered 403 while the bot logged in \(not now\)"):
        await run(served)


async def test_a_token_refused_while_connecting_is_named(served):
    async with LoopbackDiscord(token="another-token") as other:
        with pytest.raises(TokenError, match="no longer takes DISCORD_TOKEN"):
            await run(replace(served, gateway_url=other.gateway_url))


async def test_a_discord_out_of_reach_is_named(served, server):
    nowhere = replace(served, api_base=server.api_base.replace("127.0.0.1", "127.0.0.2"))
    with pytest.raises(NewsdeskError, match=r"Discord can't be reached at http://127\.0\.0\.2"):
        await run(nowhere)
