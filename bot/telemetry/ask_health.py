"""Asks a running bot how it is, from another process."""

import json

import aiohttp

from bot.domain.vitals import Ailment

_SECONDS = 10.0


async def ask_health(host: str, port: int) -> tuple[Ailment, ...] | None:
    """What is not well with the bot that tells its health there; None if none answers."""
    name = f"[{host}]" if ":" in host else host
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{name}:{port}/healthz") as answer,
        ):
            told = json.loads(await answer.text())
            return tuple(Ailment(each) for each in told["ailments"])
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError, KeyError, TypeError):
        return None
