"""The edge lets pass what is no error."""

import asyncio

import pytest

from bot.gateway.errors import ErrorEdge


async def test_a_cancelled_handler_stays_cancelled(interaction):
    with pytest.raises(asyncio.CancelledError):
        async with ErrorEdge(interaction()):
            raise asyncio.CancelledError


async def test_a_handler_without_error_answers_nothing_more(interaction):
    pressed = interaction()
    async with ErrorEdge(pressed):
        pass
    assert not pressed.response.is_done()
