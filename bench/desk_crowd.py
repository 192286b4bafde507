"""People of the simulated Discord who keep a desk busy, and keep what was confirmed to them."""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord import Permissions
from simcord.backend.errors import BackendError, SetupError

from bot.demo.loopback import LoopbackDiscord
from bot.demo.room import Room

# What a card bears once it is stored: the act that can be taken back by a press.
_ACT = re.compile(r"desk:undo:(?P<desk>[0-9]+):(?P<number>[0-9]+)")
_DECISION = re.compile(r"desk:undecide:[0-9]+:(?P<number>[0-9]+)")
_SUGGESTION = re.compile(r"desk:suggested:withdraw:(?P<number>[0-9]+)")


class NoAnswerError(Exception):
    """The bot was killed before it answered, or the answer lacks what was looked for."""


@dataclass(slots=True)
class Confirmed:
    """What people were told is stored: acts as (desk, number), channels with a digest."""

    acts: set[tuple[int, int]] = field(default_factory=set)
    channels: set[int] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    pressed: int = 0
    under_way: int = 0


@dataclass(frozen=True, slots=True)
class Bureau:
    """A server with a desk: where its people are."""

    guild_id: int
    channel_id: int
    review_id: int
    moderator_id: int
    admin_id: int


def bureau(server: LoopbackDiscord, name: str) -> Bureau:
    """A new server with a moderator, an admin, and a channel for reviews."""
    backend = server.backend
    guild_id = backend.create_guild(name).id
    rooms = [backend.create_channel(guild_id, each).id for each in ("news", "reviews")]
    people = []
    for title, power in (("mod", "manage_messages"), ("admin", "manage_guild")):
        role = backend.create_role(guild_id, title, permissions=Permissions(**{power: True}).value)
        user = backend.make_user(f"{title}-{guild_id}").id
        backend.add_member(guild_id, user, roles=[role.id])
        people.append(user)
    return Bureau(guild_id, rooms[0], rooms[1], people[0], people[1])


class Desk:
    """One deed after another at a desk, each with a reason that no other has."""

    def __init__(
        self, server: LoopbackDiscord, at: Bureau, titles: Sequence[str], confirmed: Confirmed
    ) -> None:
        self._server, self._at, self._confirmed = server, at, confirmed
        self._titles = titles
        self._rng = random.Random(at.guild_id)  # noqa: S311  not for secrets
        self._numbers = itertools.count(1)
        self._room = Room(server.backend, server.traffic)
        self._channel = self._room.channel(at.channel_id)
        self._moderator = self._room.member(at.guild_id, at.moderator_id)
        self._last: Any = None

    async def act(self) -> None:
        """Do something, and keep what was confirmed; what fails is let be."""
        kind = self._rng.choices(
            ("retract", "restore", "weigh", "undo", "add", "suggest", "decide", "subscribe"),
            (16, 8, 20, 14, 12, 14, 12, 4),
        )[0]
        reason = f"{self._at.guild_id}-{next(self._numbers)}"
        self._confirmed.pressed += 1
        self._confirmed.under_way += 1
        try:
            answer = await getattr(self, f"_{kind}")(reason)
        except (AssertionError, BackendError, NoAnswerError, RuntimeError, SetupError):
            return
        finally:
            self._confirmed.under_way -= 1
        self._keep(kind, answer)

    def _keep(self, kind: str, answer: Any) -> None:
        ids = list(ids_of(answer.components)) if answer is not None else []
        for one in ids:
            if act := _ACT.fullmatch(one):
                self._last = answer
                self._confirmed.acts.add((int(act["desk"]), int(act["number"])))
            elif act := _DECISION.fullmatch(one) or _SUGGESTION.fullmatch(one):
                self._confirmed.acts.add((self._at.guild_id, int(act["number"])))
            else:
                continue
            self._confirmed.done[kind] += 1

    async def _typed(self, command: str, **options: Any) -> Any:
        return (await self._moderator.slash(self._channel, command, **options)).response

    async def _retract(self, reason: str) -> Any:
        title = self._rng.choice(self._titles)
        return await self._typed("article retract", article=title, reason=reason)

    async def _restore(self, reason: str) -> Any:
        offered = await self._moderator.autocomplete(
            self._channel, "article restore", "article", ""
        )
        article = self._rng.choice([each["value"] for each in offered] or ["none"])
        return await self._typed("article restore", article=article, reason=reason)

    async def _weigh(self, reason: str) -> Any:
        command = self._rng.choice(("pin", "boost", "mute"))
        source = f"provider{self._rng.randint(1, 9)}"
        return await self._typed(f"article {command}", target="source", name=source, reason=reason)

    async def _undo(self, _: str) -> Any:
        return await self._pressed(self._last, "desk:undo:")

    async def _add(self, reason: str) -> Any:
        shown = await self._moderator.slash(self._channel, "article add")
        entries = {"url": f"https://added.example/{reason}", "title": f"An article {reason}"}
        card = (await self._moderator.submit_modal(shown, _filled(shown, entries))).response
        return await self._pressed(card, "desk:add:publish:")

    async def _suggest(self, reason: str) -> Any:
        user = self._server.backend.make_user(f"reader-{reason}").id
        self._server.backend.add_member(self._at.guild_id, user)
        reader = self._room.member(self._at.guild_id, user)
        # A public address of no page: the bot doesn't wait for one.
        url = f"http://127.0.0.1/{reason}"
        return (await reader.slash(self._channel, "suggest", url=url)).response

    async def _decide(self, reason: str) -> Any:
        queue = await self._typed("article queue")
        card = await self._pressed(queue, "desk:suggested:open:")
        if self._rng.random() < 0.3:
            shown = await self._clicked(card, "desk:suggested:reject:")
            return (await self._moderator.submit_modal(shown, {"reason": reason})).response
        shown = await self._clicked(card, "desk:suggested:edit:")
        filled = _filled(shown, {"title": f"A suggestion {reason}"})
        card = (await self._moderator.submit_modal(shown, filled)).response
        return await self._pressed(card, "desk:suggested:approve:")

    async def _subscribe(self, reason: str) -> Any:
        made = self._server.backend.create_channel(self._at.guild_id, f"digest-{reason}")
        admin = self._room.member(self._at.guild_id, self._at.admin_id)
        answer = (await admin.slash(self._room.channel(made.id), "digest subscribe")).response
        if answer is not None and "## Subscribed" in str(answer.components):
            self._confirmed.channels.add(made.id)
            self._confirmed.done["subscribe"] += 1
        return None

    async def _clicked(self, card: Any, begin: str) -> Any:
        ids = (
            []
            if card is None
            else [id_ for id_ in ids_of(card.components) if id_.startswith(begin)]
        )
        if not ids:
            raise NoAnswerError(begin)
        return await self._moderator.click(card, custom_id=ids[0])

    async def _pressed(self, card: Any, begin: str) -> Any:
        return (await self._clicked(card, begin)).response


def ids_of(components: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The ids of all buttons of a message."""
    for each in components:
        if "custom_id" in each:
            yield each["custom_id"]
        yield from ids_of(each.get("components", ()))
        yield from ids_of([each["accessory"]] if "accessory" in each else ())


def _filled(shown: Any, entries: dict[str, str]) -> dict[str, str]:
    """The fields of a form as they stand, with these entries."""
    if shown.modal is None:
        raise NoAnswerError("a form")
    fields = [label["component"] for label in shown.modal["components"]]
    return {each["custom_id"]: each.get("value") or "" for each in fields} | entries
