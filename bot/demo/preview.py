"""SimCord's browser page over the shared world, kept fresh while the bot posts by itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from simcord.backend.errors import SetupError
from simcord.preview import Preview

from bot.demo.errors import PortInUseError
from bot.demo.pictures import draw_placeholder, picture_urls
from bot.demo.room import Room
from bot.demo.traffic import ApiCall, Traffic

# Calls that a bot makes in one breath (a post and its crosspost) become one publication.
BATCH_SECONDS = 0.1
_AUTOCOMPLETE_RESULT = 8


@asynccontextmanager
async def show_channel(
    room: Room, channel_id: int, people: tuple[int, ...], *, traffic: Traffic, port: int = 0
) -> AsyncIterator[str]:
    """Serve a page on which these people use the channel; yields its address."""
    channel = room.channel(channel_id)
    viewers = [
        room.user(id_) if channel.guild is None else room.member(channel.guild.id, id_)
        for id_ in people
    ]
    preview = room.preview(channel, viewers=viewers, layout="channel", port=port)
    try:
        await preview.__aenter__()
    except SetupError as error:
        if isinstance(error.__cause__, OSError):
            raise PortInUseError(port) from error
        raise
    _supply_pictures(preview, traffic)
    updates = asyncio.create_task(_keep_fresh(room, preview, traffic))
    try:
        yield preview.url
    finally:
        updates.cancel()
        with suppress(asyncio.CancelledError):
            await updates
        await preview.close()


def _supply_pictures(preview: Preview, traffic: Traffic) -> None:
    placeholder = ("placeholder.png", draw_placeholder())
    # `assets=` wants every address before the bot has sent one.
    supplied = preview._explicit_assets  # noqa: SLF001 - what `assets=` becomes; no public way
    traffic.listen(
        lambda call: supplied.update(dict.fromkeys(picture_urls(call.json), placeholder))
    )


async def _keep_fresh(room: Room, preview: Preview, traffic: Traffic) -> None:
    """Publish what the bot has changed; the page asks for the newest publication twice a second."""
    changed = asyncio.Event()
    traffic.listen(lambda call: changed.set() if _changes_something(call) else None)
    while True:
        await changed.wait()
        if room.is_idle:
            await asyncio.sleep(BATCH_SECONDS)
        while not room.is_idle:
            # At the very end of an action, so that the page reads both results as one.
            await room.until_idle()
        changed.clear()
        await preview.refresh()


def _changes_something(call: ApiCall) -> bool:
    if call.method == "GET":
        return False
    is_choice = call.path.endswith("/callback") and call.json["type"] == _AUTOCOMPLETE_RESULT
    # A publication makes the page refuse what was begun before it: none while somebody types.
    return not is_choice
