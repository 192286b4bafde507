"""Discord's memory for nonces: a repeat of a message is answered with the message already made.

https://discord.com/developers/docs/resources/message#create-message
"""

import re
from collections.abc import Callable
from typing import Any

from aiohttp import web
from simcord.backend import Backend, errors, serializers

from bot.demo.traffic import ApiCall

# "Past few minutes" is all that Discord says.
NONCE_SECONDS = 180.0
_LONGEST_NONCE = 25
_CHANNEL_MESSAGES = re.compile(r"/channels/(\d+)/messages")


class Nonces:
    """Which message each nonce has made in its channel, for so many seconds."""

    def __init__(self, seconds: float = NONCE_SECONDS) -> None:
        self._seconds = seconds
        self._made: dict[tuple[int, str], tuple[int, float]] = {}

    def find(self, channel_id: int, nonce: str, now: float) -> int | None:
        """The message that the nonce has made not too long ago."""
        message_id, when = self._made.get((channel_id, nonce), (None, 0.0))
        return message_id if now - when < self._seconds else None

    def note(self, channel_id: int, nonce: str, message_id: int, now: float) -> None:
        """Remember what a nonce has made at a time in seconds."""
        self._made[channel_id, nonce] = message_id, now

    def forget(self) -> None:
        """Let every nonce's time be over now."""
        self._made.clear()


NONCES = web.AppKey("nonces", Nonces)


def create_once(
    backend: Backend, nonces: Nonces, call: ApiCall, carry_out: Callable[[], Any]
) -> Any:
    """Carry out a call, unless it creates a message that its enforced nonce has created already.

    A message that was deleted since is answered with error 10008.
    """
    place = _CHANNEL_MESSAGES.fullmatch(call.path) if call.method == "POST" else None
    nonce = _enforced_nonce(call.json) if place else None
    if place is None or nonce is None:
        return carry_out()
    channel_id, now = int(place[1]), backend.clock.now().timestamp()
    message_id = nonces.find(channel_id, nonce, now)
    if message_id is None:
        message = carry_out()
        nonces.note(channel_id, nonce, int(message["id"]), now)
    else:
        message = _made_before(backend, channel_id, message_id)
    return {**message, "nonce": nonce}


def _enforced_nonce(body: Any) -> str | None:
    if not isinstance(body, dict) or not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    nonce = str(body["nonce"])
    if len(nonce) > _LONGEST_NONCE:
        raise errors.invalid_form_body(f"nonce: Must be {_LONGEST_NONCE} or fewer in length.")
    return nonce


def _made_before(backend: Backend, channel_id: int, message_id: int) -> dict[str, Any]:
    channel = backend.get_channel(channel_id)
    right = "send_messages_in_threads" if channel.is_thread else "send_messages"
    backend.require_permissions(channel.guild_id, backend.bot_user.id, channel_id, right)
    message = backend.get_message(channel_id, message_id)
    return dict(serializers.message_payload(backend, message))
