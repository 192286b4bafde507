"""Members of the simulated Discord who keep a bot busy: they ask, type, press and are briefed."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from discord import Permissions
from simcord.backend.errors import SetupError

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room


@dataclass(slots=True)
class Seen:
    """What was measured: answers in ms, those without one, and samples of the bot by name."""

    answers: list[float] = field(default_factory=list)
    unanswered: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A member of a server, and where they are."""

    guild_id: int
    channel_id: int
    user_id: int


def places(server: LoopbackDiscord, *, members: int, a_server: int) -> list[Place]:
    """So many people who manage their server, few enough in each that none is held up."""
    backend, found = server.backend, []
    for number in range(members):
        if number % a_server == 0:
            guild_id = backend.create_guild(f"Crowd {number}").id
            channel_id = backend.create_channel(guild_id, "news").id
            power = Permissions(manage_guild=True).value
            role = backend.create_role(guild_id, "admins", permissions=power).id
        user_id = backend.make_user(f"person{number}").id
        backend.add_member(guild_id, user_id, roles=[role])
        found.append(Place(guild_id, channel_id, user_id))
    return found


class Member:
    """Somebody who does one thing after another in a room of their own."""

    def __init__(
        self, server: LoopbackDiscord, place: Place, texts: Sequence[str], rng: random.Random
    ) -> None:
        room = Room(server.backend, server.traffic)
        self._room, self._texts, self._rng = room, texts, rng
        self._actor = room.member(place.guild_id, place.user_id)
        self._channel = room.channel(place.channel_id)

    async def act(self, seen: Seen) -> None:
        """Do something, and note how long its answer took."""
        text = self._rng.choice(self._texts)
        kind = self._rng.choices(
            ("typing", "ask", "press", "brief", "status", "about"), (35, 30, 20, 8, 4, 3)
        )[0]
        began = time.perf_counter()
        try:
            answered = await getattr(self, f"_{kind}")(text)
        except (AssertionError, RuntimeError, SetupError) as error:
            seen.unanswered[f"{kind}: {error}"] += 1
            return
        if answered:
            seen.answers.append(1000 * (time.perf_counter() - began))
        else:
            seen.unanswered[kind] += 1

    async def _typing(self, text: str) -> bool:
        part = text[: self._rng.randint(1, len(text))]
        await self._actor.autocomplete(self._channel, "news", "query", part)
        return True

    async def _ask(self, text: str) -> bool:
        return (await self._actor.slash(self._channel, "news", query=text)).response is not None

    async def _press(self, text: str) -> bool:
        answer = (await self._actor.slash(self._channel, "news", query=text)).response
        if answer is None:
            return False
        ids = [id_ for id_ in _ids(answer.components) if id_.startswith(("news:page", "story:"))]
        if not ids:
            return True
        return (await self._actor.click(answer, custom_id=self._rng.choice(ids))) is not None

    async def _brief(self, text: str) -> bool:
        topic = text.split(maxsplit=1)[0]
        return (
            await self._actor.slash(self._channel, "briefing", topic=topic)
        ).response is not None

    async def _status(self, _: str) -> bool:
        return (await self._actor.slash(self._channel, "digest list")).response is not None

    async def _about(self, _: str) -> bool:
        return (await self._actor.slash(self._channel, "about")).response is not None


def _ids(components: object) -> list[str]:
    found: list[str] = []
    for each in components if isinstance(components, list) else []:
        if "custom_id" in each and not each.get("disabled"):
            found.append(each["custom_id"])
        found += _ids(each.get("components", []))
        found += _ids([each["accessory"]] if "accessory" in each else [])
    return found


async def crowd(members: Sequence[Member], seen: Seen, *, rate: float, until: float) -> None:
    """Have so many things done a second, by whoever is free."""
    free: asyncio.Queue[Member] = asyncio.Queue()
    for member in members:
        free.put_nowait(member)
    under_way: set[asyncio.Task[None]] = set()

    async def one(member: Member) -> None:
        try:
            await member.act(seen)
        finally:
            free.put_nowait(member)

    due = time.perf_counter()
    while (due := due + 1 / rate) < until:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        task = asyncio.create_task(one(await free.get()))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
