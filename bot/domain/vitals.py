"""How well a running Newsdesk is, by what is measured of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Ticks come every minute; more than this without one, and nothing is planned any more.
TICK_WITHIN = timedelta(minutes=5)
# A post that may be tried is tried within seconds; Discord's own outages are waited out for hours.
POST_WITHIN = timedelta(minutes=30)
# discord.py reconnects by itself within seconds to minutes.
GATEWAY_WITHIN = timedelta(minutes=10)
# A new process is given so long for its first tick.
START_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Vitals:
    """What a look at the database tells; times are aware UTC.

    `oldest` is when the post was due that has waited longest. `misses` are those that were noticed
    in the last 24 hours, `doubts` all posts of which nobody knows whether they arrived.
    """

    last_tick: datetime | None = None
    pending: int = 0
    sending: int = 0
    oldest: datetime | None = None
    misses: int = 0
    doubts: int = 0
    waiting_stories: int = 0
    articles: int = 0
    database_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """What the process knows of itself; `gateway_lost` is None while the gateway is connected."""

    started: datetime
    gateway_lost: datetime | None


class Ailment(StrEnum):
    """What is not well, so that somebody should look."""

    STARTING = "starting"
    NO_TICK = "no_tick"
    POSTS_WAIT = "posts_wait"
    GATEWAY_AWAY = "gateway_away"
    NO_DATABASE = "no_database"


def find_ailments(running: Running, vitals: Vitals | None, *, now: datetime) -> tuple[Ailment, ...]:
    """What is not well, None for vitals that couldn't be read."""
    if vitals is None:
        return (Ailment.NO_DATABASE,)
    found = []
    awaited = vitals.last_tick is None or vitals.last_tick < running.started
    last = running.started if vitals.last_tick is None or awaited else vitals.last_tick
    if now - last > (START_WITHIN if awaited else TICK_WITHIN):
        found.append(Ailment.NO_TICK)
    if vitals.oldest is not None and now - max(vitals.oldest, running.started) > POST_WITHIN:
        found.append(Ailment.POSTS_WAIT)
    if running.gateway_lost is not None and now - running.gateway_lost > GATEWAY_WITHIN:
        found.append(Ailment.GATEWAY_AWAY)
    return tuple(found)
