"""Asks Discord's API, or the one that stands in its place, one harmless question."""

import time
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import aiohttp

DISCORD = "https://discord.com/api/v10"
_TIMEOUT = aiohttp.ClientTimeout(total=10)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the status, after how many milliseconds, and when it was there, if it says."""

    status: int
    milliseconds: int
    date: datetime | None


async def probe_discord(base: str | None, token: str | None) -> Answer | str:
    """The answer, or why there is none; with a token it is asked who that is, else where to go."""
    path = "/users/@me" if token else "/gateway"
    headers = {"Authorization": f"Bot {token}"} if token else {}
    began = time.perf_counter()
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, trust_env=True) as session,
            session.get((base or DISCORD) + path, headers=headers) as response,
        ):
            milliseconds = round(1000 * (time.perf_counter() - began))
            return Answer(response.status, milliseconds, _date(response.headers.get("Date", "")))
    except TimeoutError:
        return "no answer within 10 seconds"
    except (aiohttp.ClientError, ValueError) as error:
        # An address with a password in it is refused beside a token.
        return str(error) or type(error).__name__


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
