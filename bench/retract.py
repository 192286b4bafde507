"""Whether a retraction reaches every posted message, and touches each exactly once.

    python bench/retract.py [--messages 500] [--kills 20] [--seed 1] [--only calm ...]

The real bot runs as a process of its own against the simulated Discord, with its rate limits, and
posts an edition in each of so many channels, every tenth of them a forum. Then its lead story is
retracted for all servers, and restored when all messages are edited. What is counted is what the
simulated Discord was asked: each PATCH of a message that it carried out, and whether that changed
the message. Three trials:

    calm     Discord answers everything, after 50 ms; nothing is killed
    storm    10 % answered with 429, 5 % with 502, 5 % with 503, 7 % of the replies are lost, and
             the bot is killed by SIGKILL, again and again, mostly in its first second of editing
    blind    as storm, but messages in doubt are not read first: the control, which must show
             messages that are touched twice

Exit code 1 if a message is touched twice or never, or if the control shows none.
"""

import argparse
import asyncio
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from newsroom import (
    TOKEN,
    Desk,
    furnish,
    load,
    minute,
    now,
    rows,
    started_bot,
    subscribe,
)

from bot.demo.faults import Cut, Delay, Fault, rate_limit, refuse
from bot.demo.loopback import LoopbackDiscord
from bot.demo.rate_limits import RateLimits
from bot.demo.traffic import ApiCall
from bot.domain.desk_act import Press
from bot.domain.desk_outcome import Done
from bot.domain.newsroom import Newsroom
from bot.services.retract_article import restore_article, retract_article
from bot.storage.store import open_store

_MESSAGE = re.compile(r"/channels/([0-9]+)/messages/([0-9]+)")
_MESSAGES = "/channels/*/messages/*"
_REASON = "The figures were made up."
# The bot without a look at what is in doubt.
_BLIND = """
import sys
from bot.gateway import editing_message
editing_message.is_up_to_date = lambda *_: False
from bot.__main__ import main
sys.argv = ["newsdesk", "run"]
main()
"""
_UNTIL_EDITING = 20.0
_UNTIL_SETTLED = 1800.0


@dataclass(slots=True)
class Tally:
    """What an act came to."""

    messages: int = 0
    kills: int = 0
    in_doubt: int = 0
    once: int = 0
    twice: int = 0
    never: int = 0
    wrong: int = 0
    patches: int = 0
    reads: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Touches:
    """How often each message was asked to be edited, and how often that changed it."""

    patched: Counter[tuple[int, int]] = field(default_factory=Counter)
    changed: Counter[tuple[int, int]] = field(default_factory=Counter)
    reads: int = 0


class Trial:
    """One simulated Discord and one database, and the lives of the bot between them."""

    def __init__(self, server: LoopbackDiscord, database: Path, seed: int) -> None:
        self.server = server
        self.database = database
        self.script: tuple[str, ...] = ("-m", "bot", "run")
        self.desks: list[Desk] = []
        self._rng = random.Random(seed)  # noqa: S311  not for secrets
        self._shown: dict[tuple[int, int], str] = {}
        self._touches = Touches()
        server.traffic.listen(self._note)

    def _note(self, call: ApiCall) -> None:
        place = _MESSAGE.fullmatch(call.path)
        if place is None:
            return
        self._touches.reads += call.method == "GET"
        if call.method == "PATCH":
            key = int(place[1]), int(place[2])
            self._touches.patched[key] += 1
            says = self._says(key)
            self._touches.changed[key] += says != self._shown.get(key)
            self._shown[key] = says

    def _says(self, key: tuple[int, int]) -> str:
        message = self.server.backend.messages[key[0]][key[1]]
        return json.dumps(message.components)

    async def post(self, count: int) -> None:
        """An edition in each of so many channels."""
        kinds = ["forum" if number % 10 == 9 else "text" for number in range(count)]
        self.desks = furnish(self.server, kinds)  # type: ignore[arg-type]  # literals
        await subscribe(self.database, self.desks, minute(now()) - timedelta(minutes=3))
        await self.live_on(
            "SELECT (SELECT count(*) FROM subscriptions) - (SELECT count(*) FROM editions"
            " WHERE freeze_at IS NULL)"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
        )

    async def retract(self, article_id: int) -> int:
        """Retract the article for all; how many messages show it."""
        return await self._act(article_id, is_retraction=True)

    async def restore(self, article_id: int) -> int:
        """Bring it back."""
        return await self._act(article_id, is_retraction=False)

    async def _act(self, article_id: int, *, is_retraction: bool) -> int:
        self._touches = Touches()
        self._shown = {
            (channel_id, message_id): self._says((channel_id, message_id))
            for channel_id, messages in self.server.backend.messages.items()
            for message_id in messages
        }
        newsroom = Newsroom(self.desks[0].guild_id, is_trusted=True)
        act = retract_article if is_retraction else restore_article
        async with open_store(self.database) as store:
            press = Press(1, now(), _REASON if is_retraction else "", "")
            outcome = await act(store, newsroom, article_id, press=press)
        assert isinstance(outcome, Done), outcome
        return int(
            rows(self.database, "SELECT count(*) FROM message_edits WHERE state = 'pending'")[0][0]
        )

    async def live_and_die(self) -> int:
        """Start the bot, and kill it at some moment; how many edits it leaves in doubt."""
        before = sum(self._touches.patched.values())
        async with started_bot(self.server, self.database, self.script):
            if self._rng.random() < 0.2:
                await asyncio.sleep(self._rng.uniform(0, 5))
            else:
                await self.server.traffic.until(
                    lambda: sum(self._touches.patched.values()) > before, seconds=_UNTIL_EDITING
                )
                await asyncio.sleep(self._rng.uniform(0, 1))
        sql = "SELECT count(*) FROM message_edits WHERE state = 'sending'"
        return int(rows(self.database, sql)[0][0])

    async def live_on(self, left: str) -> None:
        """Start the bot, and let it live until nothing is left by this statement."""
        async with started_bot(self.server, self.database, self.script) as bot:
            async with asyncio.timeout(_UNTIL_SETTLED):
                while rows(self.database, left)[0][0]:  # noqa: ASYNC110 - another process's work
                    await asyncio.sleep(0.2)
            bot.terminate()
            await asyncio.wait_for(bot.wait(), 30)

    async def carry_through(self, messages: int, kills: int) -> Tally:
        """Have what was asked for edited, and the bot killed so many times on the way."""
        began, tally = time.monotonic(), Tally(messages)
        for _ in range(kills):
            tally.in_doubt += await self.live_and_die()
            tally.kills += 1
        await self.live_on(
            "SELECT count(*) FROM message_edits WHERE state IN ('pending', 'sending')"
        )
        tally.seconds = time.monotonic() - began
        return tally

    def count(self, tally: Tally, *, is_retracted: bool) -> None:
        """Compare what Discord was asked with what was to be done."""
        wanted = {
            (channel_id, message_id)
            for channel_id, message_id in rows(
                self.database,
                "SELECT CASE kind WHEN 'forum' THEN (SELECT message_id FROM outbox AS first"
                " WHERE first.edition_id = editions.id AND first.part = 0) ELSE channel_id END,"
                " message_id FROM message_edits JOIN outbox ON outbox.id = outbox_id"
                " JOIN editions ON editions.id = edition_id"
                " JOIN subscriptions ON subscriptions.id = subscription_id",
            )
        }
        touched = self._touches
        tally.patches = sum(touched.patched.values())
        tally.reads = touched.reads
        for key in wanted | set(touched.patched):
            times = touched.patched[key]
            tally.once += times == 1 and touched.changed[key] == 1 and key in wanted
            tally.twice += times > 1
            tally.never += times == 0
            tally.wrong += (_REASON in self._says(key)) is not is_retracted


def _storm() -> Iterator[Fault]:
    yield Fault(rate_limit(0.5), "PATCH", _MESSAGES, share=0.10)
    yield Fault(refuse(502), "PATCH", _MESSAGES, share=0.05)
    yield Fault(refuse(503), "PATCH", _MESSAGES, share=0.05)
    yield Fault(Cut(is_carried_out=True), "PATCH", _MESSAGES, share=0.07)


async def run(name: str, arguments: argparse.Namespace) -> list[Tally]:
    """Carry one trial out: a retraction, and its restoration."""
    limits = RateLimits()
    tallies: list[Tally] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "newsdesk.db"
        await load(database)
        async with LoopbackDiscord(token=TOKEN, limits=limits) as server:
            trial = Trial(server, database, arguments.seed)
            await trial.post(arguments.messages)
            server.faults.script(Fault(Delay(0.05), "PATCH", _MESSAGES))
            if name != "calm":
                server.faults.script(*_storm())
            if name == "blind":
                trial.script = ("-c", _BLIND)
            kills = 0 if name == "calm" else arguments.kills
            for is_retracted in (True, False):
                limits.busiest_second = 0
                limits.refused.clear()
                act = trial.retract if is_retracted else trial.restore
                messages = await act(_lead(database))
                tally = await trial.carry_through(messages, kills)
                trial.count(tally, is_retracted=is_retracted)
                _print(f"{name}, {'retracted' if is_retracted else 'restored'}", tally, limits)
                tallies.append(tally)
    return tallies


def _lead(database: Path) -> int:
    """The article that leads the edition which most channels got."""
    sql = (
        "SELECT article_id FROM editions JOIN composition_articles USING (composition_id)"
        " WHERE position = 0 AND place = 0 GROUP BY article_id ORDER BY count(*) DESC LIMIT 1"
    )
    return int(rows(database, sql)[0][0])


def _print(name: str, tally: Tally, limits: RateLimits) -> None:
    print(
        f"{name:<17} {tally.messages} messages, {tally.kills} kills with {tally.in_doubt} edits"
        f" under way: {tally.once} touched once and changed, {tally.twice} twice,"
        f" {tally.never} never, {tally.wrong} say something else ({tally.patches} PATCHes,"
        f" {tally.reads} read first; {limits.busiest_second} calls in the busiest second,"
        f" {limits.refused['global']} refused for the global limit; {tally.seconds:.0f} s)",
        flush=True,
    )


def main() -> int:
    """Run the trials."""
    trials = ("calm", "storm", "blind")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=trials, default=trials)
    arguments = parser.parse_args()
    is_bad = False
    for name in arguments.only:
        tallies = asyncio.run(run(name, arguments))
        if name == "blind":
            is_bad |= not any(tally.twice for tally in tallies)
        else:
            is_bad |= any(t.once != t.messages or t.never or t.wrong for t in tallies)
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main())
