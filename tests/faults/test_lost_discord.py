"""Discord that can't be reached, hangs up for good, or takes back what it allowed."""

import asyncio
from dataclasses import replace

import pytest

from bot.app import run
from bot.demo.faults import Fault, refuse
from bot.demo.gateway import CloseCode
from bot.errors import NewsdeskError, TokenError


async def test_a_name_that_cannot_be_resolved_ends_the_start_and_is_named(served):
    nowhere = replace(served, api_base="http://discord.invalid/api/v10")
    with pytest.raises(NewsdeskError, match=r"can't be reached at http://discord\.invalid/"):
        await run(nowhere)


async def test_what_was_stored_outlives_a_start_without_discord(loaded, served, rows):
    before = rows("SELECT * FROM articles ORDER BY id")
    with pytest.raises(NewsdeskError):
        await run(replace(served, api_base="http://discord.invalid/api/v10"))
    assert rows("SELECT * FROM articles ORDER BY id") == before
    assert {path.name for path in loaded.parent.iterdir()} <= {
        loaded.name,
        f"{loaded.name}.bot",
        f"{loaded.name}.lock",
    }


@pytest.mark.usefixtures("loaded")
async def test_a_connection_that_breaks_is_taken_up_again(serve, server, member, lines):
    task = await serve()
    await lines.until("serving 1 server")
    for _ in range(2):
        assert "### " in await _answered(member)
        server.gateway.drop()
    assert "### " in await _answered(member)
    assert not task.done()


@pytest.mark.usefixtures("loaded", "member")
async def test_a_token_that_is_taken_back_while_it_serves_ends_it_with_the_mend(
    serve, server, lines
):
    task = await serve()
    await lines.until("serving 1 server")
    await server.gateway.disconnect(CloseCode.AUTHENTICATION_FAILED)
    async with asyncio.timeout(10):
        with pytest.raises(TokenError, match="no longer takes DISCORD_TOKEN; get one at"):
            await task


@pytest.mark.usefixtures("loaded")
async def test_answers_that_discord_refuses_are_logged_and_serving_goes_on(
    serve, server, member, lines
):
    task = await serve()
    await lines.until("serving 1 server")
    server.faults.script(Fault(refuse(401), "POST", "/interactions/*", times=2))
    assert await member.ask() is None
    assert (await lines.until("fault "))[0] == "ERROR"
    assert (await lines.until("could not be answered"))[0] == "WARNING"
    assert "### " in await member.ask()
    assert not task.done()


async def _answered(member):
    """Members ask again when nothing comes."""
    for _ in range(5):
        if answer := await member.ask():
            return answer
    raise AssertionError("it never answered")
