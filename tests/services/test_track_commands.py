"""Which commands Discord was told of last."""

from bot.services.track_commands import commands_changed, record_commands
from bot.storage.store import open_store


async def test_commands_are_told_once_and_again_when_they_change(store, path):
    assert await commands_changed(store, "one")
    await record_commands(store, "one")
    assert not await commands_changed(store, "one")
    assert await commands_changed(store, "two")
    await record_commands(store, "two")
    async with open_store(path) as other:
        assert not await commands_changed(other, "two")
