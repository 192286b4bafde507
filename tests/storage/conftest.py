"""A database of its own for each test."""

import pytest

from bot.storage.store import open_store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "newsdesk.db"


@pytest.fixture
async def store(path):
    async with open_store(path) as opened:
        yield opened
