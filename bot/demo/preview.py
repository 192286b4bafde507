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
    updates = _Updates(room, preview)
    traffic.listen(updates.note)
    publishing = asyncio.create_task(updates.publish())
    try:
        yield preview.url
    finally:
        publishing.cancel()
        await asyncio.wait({publishing})
        await preview.close()


def _supply_pictures(preview: Preview, traffic: Traffic) -> None:
    placeholder = ("placeholder.png", draw_placeholder())
    # `assets=` wants every address before the bot has sent one.
    supplied = preview._explicit_assets  # noqa: SLF001 - what `assets=` becomes; no public way
    traffic.listen(
        lambda call: supplied.update(dict.fromkeys(picture_urls(call.json), placeholder))
    )


class _Updates:
    """Publishes what the bot has changed; the page asks for the newest publication by itself.

    A publication makes the page refuse an action that was begun before it, so there are few,
    and one that belongs to an action comes with it.
    """

    def __init__(self, room: Room, preview: Preview) -> None:
        self._room = room
        self._preview = preview
        self._changed = asyncio.Event()
        self._is_unasked = False

    def note(self, call: ApiCall) -> None:
        """Take notice of a call, at the moment of its answer."""
        if _changes_something(call):
            self._is_unasked = self._room.is_idle
            self._changed.set()

    async def publish(self) -> None:
        """Publish again and again, until cancelled."""
        while True:
            await self._changed.wait()
            if self._is_unasked:
                await asyncio.sleep(BATCH_SECONDS)
            while not self._room.is_idle:
                await self._room.until_idle()
            self._changed.clear()
            with suppress(SetupError):  # its page was ended in the browser
                await self._preview.refresh()


def _changes_something(call: ApiCall) -> bool:
    if call.method == "GET":
        return False
    # Autocomplete changes nothing, and somebody is typing.
    return not (call.path.endswith("/callback") and call.json["type"] == _AUTOCOMPLETE_RESULT)
