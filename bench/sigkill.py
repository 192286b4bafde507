"""Whether editions are lost or doubled when the bot is killed, again and again, in mid-posting.

    python bench/sigkill.py [--editions 300] [--kills 30] [--seed 1] [--only calm ...]

The real bot runs as a process of its own against the simulated Discord, with its rate limits and
nonces. Before each life some more channels are subscribed, every tenth of them a forum; then the
bot is killed by SIGKILL: mostly in its first second of posting, else on the way there. Four
trials:

    calm      Discord answers everything, after 50 ms
    storm     10 % answered with 429, 5 % with 502, 5 % with 503, and 7 % of the replies are lost
    random    as calm, but with a random nonce for each call: the control, which must show doubles
    late      killed in mid-sending, and started again when no nonce is remembered; the history of
              every fourth channel in doubt may not be read

Exit code 1 if an edition is doubled or lost, or if the control shows no doubles.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import discord
from newsroom import (
    TOKEN,
    Desk,
    furnish,
    load,
    minute,
    now,
    posted,
    rows,
    started_bot,
    subscribe,
)
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.demo.faults import Cut, Delay, Fault, rate_limit, refuse
from bot.demo.loopback import LoopbackDiscord
from bot.demo.rate_limits import RateLimits
from bot.demo.traffic import ApiCall
from bot.domain.delivery import NONCE_TRUST

_POST = "/channels/*/messages"
_THREADS = "/channels/*/threads"
# The bot with nonces that mean nothing.
_RANDOM = """
import secrets
from discord.http import HTTPClient
request = HTTPClient.request
async def with_another_nonce(self, route, **options):
    if "nonce" in (options.get("json") or {}):
        options["json"] = {**options["json"], "nonce": secrets.token_hex(12)}
    return await request(self, route, **options)
HTTPClient.request = with_another_nonce
import sys
from bot.__main__ import main
sys.argv = ["newsdesk", "run"]
main()
"""
_UNTIL_POSTING = 20.0
_UNTIL_SETTLED = 1800.0


@dataclass(slots=True)
class Tally:
    """What a trial came to."""

    editions: int = 0
    kills: int = 0
    in_mid_send: int = 0
    seconds: float = 0.0
    doubled: int = 0
    lost: int = 0
    states: Counter[str] = field(default_factory=Counter)


class Trial:
    """One simulated Discord and one database, and the lives of the bot between them."""

    def __init__(self, server: LoopbackDiscord, database: Path, seed: int) -> None:
        self.server = server
        self.database = database
        self.tally = Tally()
        self.desks: list[Desk] = []
        self._rng = random.Random(seed)  # noqa: S311  not for secrets
        self._script: tuple[str, ...] = ("-m", "bot", "run")
        self._posts = 0
        server.traffic.listen(self._note)

    def _note(self, call: ApiCall) -> None:
        self._posts += call.method == "POST" and call.path.startswith("/channels/")

    def use_random_nonces(self) -> None:
        self._script = ("-c", _RANDOM)

    async def subscribe(self, count: int) -> None:
        """So many more channels, with an edition that was due some minutes ago."""
        kinds = ["forum" if number % 10 == 9 else "text" for number in range(count)]
        desks = furnish(self.server, kinds)  # type: ignore[arg-type]  # literals
        await subscribe(self.database, desks, minute(now()) - timedelta(minutes=3))
        self.desks += desks
        self.tally.editions += count

    async def live_and_die(self) -> None:
        """Start the bot, and kill it at some moment."""
        async with started_bot(self.server, self.database, self._script):
            if self._rng.random() < 0.2:
                await asyncio.sleep(self._rng.uniform(0, 5))
            else:
                await self.until_posting()
                await asyncio.sleep(self._rng.uniform(0, 1))
        self.tally.kills += 1
        self.tally.in_mid_send += rows(
            self.database, "SELECT count(*) FROM outbox WHERE state = 'sending'"
        )[0][0]

    async def until_posting(self) -> None:
        """Wait for the next post that Discord takes, or long enough."""
        before = self._posts
        await self.server.traffic.until(lambda: self._posts > before, seconds=_UNTIL_POSTING)

    async def live_on(self) -> None:
        """Start the bot, and let it live until nothing is left to be posted."""
        async with started_bot(self.server, self.database, self._script) as bot:
            async with asyncio.timeout(_UNTIL_SETTLED):
                while not self._is_settled():  # noqa: ASYNC110 - it is another process's work
                    await asyncio.sleep(0.5)
            bot.terminate()
            await asyncio.wait_for(bot.wait(), 30)

    def _is_settled(self) -> bool:
        ((left,),) = rows(
            self.database,
            "SELECT (SELECT count(*) FROM subscriptions) - (SELECT count(*) FROM editions"
            " WHERE freeze_at IS NULL)"
            " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))",
        )
        return not left

    def count(self) -> None:
        """Compare what stands in the channels with what was to be posted."""
        wanted = rows(
            self.database,
            "SELECT channel_id, edition_id, part, outbox.state FROM outbox"
            " JOIN editions ON editions.id = edition_id"
            " JOIN subscriptions ON subscriptions.id = subscription_id",
        )
        there = {
            (desk.channel_id, marker): times
            for desk in self.desks
            for marker, times in Counter(posted(self.server, desk)).items()
        }
        self.tally.states.update(state for *_, state in wanted)
        for channel_id, edition_id, part, state in wanted:
            times = there.get((channel_id, f"digest:related:{edition_id}:{part}"), 0)
            self.tally.doubled += max(0, times - 1)
            self.tally.lost += times == 0 and state != "unknown"
        self.tally.lost += self.tally.editions - len({row[1] for row in wanted})


def _storm() -> Iterator[Fault]:
    for path in (_POST, _THREADS):
        yield Fault(rate_limit(0.5), "POST", path, share=0.10)
        yield Fault(refuse(502), "POST", path, share=0.05)
        yield Fault(refuse(503), "POST", path, share=0.05)
        yield Fault(Cut(is_carried_out=True), "POST", path, share=0.07)


async def killed_again_and_again(trial: Trial, editions: int, kills: int) -> None:
    """Some more editions before each life, and a life without an end."""
    for life in range(kills):
        await trial.subscribe(editions * (life + 1) // kills - editions * life // kills)
        await trial.live_and_die()
    await trial.live_on()


async def started_late(trial: Trial, editions: int) -> None:
    """Killed while half of the posts hang, and started again after the nonces' time."""
    await trial.subscribe(editions)
    for number, desk in enumerate(trial.desks):
        # Of three one hangs before it is carried out, one after, and one comes through.
        effect = (Delay(60), Cut(is_carried_out=True), Delay(0))[number % 3]
        path = f"/channels/{desk.channel_id}/*"
        trial.server.faults.script(Fault(effect, "POST", path, times=1))
    async with started_bot(trial.server, trial.database):
        await trial.until_posting()
        await asyncio.sleep(editions / 47 / 2)
    trial.tally.kills = 1
    in_doubt = rows(
        trial.database,
        "SELECT channel_id FROM outbox JOIN editions ON editions.id = edition_id"
        " JOIN subscriptions ON subscriptions.id = subscription_id"
        " WHERE outbox.state = 'sending' OR doubt_since IS NOT NULL ORDER BY outbox.id",
    )
    trial.tally.in_mid_send = len(in_doubt)
    for (channel_id,) in in_doubt[::4]:
        _hide_history(trial.server, channel_id)
    await asyncio.sleep(NONCE_TRUST.total_seconds() + 5)
    trial.server.nonces.forget()
    trial.server.faults.clear()
    await trial.live_on()


def _hide_history(server: LoopbackDiscord, channel_id: int) -> None:
    denied = discord.Permissions(read_message_history=True)
    own = server.backend.bot_user.id
    server.backend.set_overwrite(
        channel_id, Overwrite(own, OverwriteType.MEMBER, deny=denied.value)
    )


async def run(name: str, arguments: argparse.Namespace) -> Tally:
    """Carry one trial out."""
    began = time.monotonic()
    limits = RateLimits()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "newsdesk.db"
        await load(database)
        async with LoopbackDiscord(token=TOKEN, limits=limits) as server:
            trial = Trial(server, database, arguments.seed)
            server.faults.script(*(_storm() if name == "storm" else [Fault(Delay(0.05), "POST")]))
            if name == "random":
                trial.use_random_nonces()
            if name == "late":
                await started_late(trial, arguments.editions // 3)
            else:
                await killed_again_and_again(trial, arguments.editions, arguments.kills)
            trial.count()
    trial.tally.seconds = time.monotonic() - began
    _print(name, trial.tally, limits)
    return trial.tally


def _print(name: str, tally: Tally, limits: RateLimits) -> None:
    states = ", ".join(f"{count} {state}" for state, count in sorted(tally.states.items()))
    print(
        f"{name:<7} {tally.editions} editions, {tally.kills} kills,"
        f" {tally.in_mid_send} posts in doubt by them: {tally.doubled} doubled, {tally.lost} lost"
        f" ({states}; {limits.busiest_second} calls in the busiest second,"
        f" {limits.refused['global']} refused for the global limit; {tally.seconds:.0f} s)",
        flush=True,
    )


def main() -> int:
    """Run the trials."""
    trials = ("calm", "storm", "random", "late")
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--editions", type=int, default=300)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=trials, default=trials)
    arguments = parser.parse_args()
    is_bad = False
    for name in arguments.only:
        tally = asyncio.run(run(name, arguments))
        is_bad |= not tally.doubled if name == "random" else bool(tally.doubled or tally.lost)
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main())
