"""How long composing an edition takes, and simulating a day, on any loaded archive.

    python bench/editions.py DATABASE --due 2019-12-05T09:00 [--days 5] [--rounds 5]

Composes for a row of policies: the first edition, one of the day before `due`, and one of
everything that there is (as after a load of the whole archive), and prints the median and the worst
of the rounds, how many articles were looked at, and how many stories chosen. Then simulates so many
days from `due` on. The database is only read.
"""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.domain.commission import Commission
from bot.domain.simulation import Simulation
from bot.domain.subscription import Policy, Timing
from bot.services.compose_edition import compose
from bot.services.simulate_digests import simulate_digests
from bot.storage.store import Tables, open_archive, open_snapshot, open_store

DAY = timedelta(days=1)
POLICIES = {
    "everything": Policy(),
    "one topic": Policy(topics=("AI in Robotics",)),
    "words": Policy(include=("ai", "robot"), exclude=("self driving car", "market"), stories=15),
}


@dataclass(frozen=True)
class Untold:
    """The ledger of a channel that was told nothing."""

    async def sent(self, _article_ids: Iterable[int]) -> dict[int, datetime]:
        return {}

    async def led_since(self, _moment: datetime) -> dict[int, datetime]:
        return {}


async def measure(tables: Tables, due: datetime, rounds: int) -> None:
    newest = await tables.candidates.newest_id()
    kinds = {
        "first": (0, None),
        "a day": (newest, due - DAY),
        "all at once": (0, due - DAY),
    }
    for name, policy in POLICIES.items():
        for kind, (watermark, previous) in kinds.items():
            commission = Commission(None, policy, "bench", due, watermark, previous)
            edition, times = await compose(tables, commission, Untold()), list[float]()
            for _ in range(rounds):
                began = time.perf_counter()
                edition = await compose(tables, commission, Untold())
                times.append(1000 * (time.perf_counter() - began))
            looked = len(edition.stories) + edition.left_out_total
            print(
                f"{name:<12}{kind:<12} {median(times):7.1f} ms, worst {max(times):7.1f} ms;"
                f" {looked:,} articles, {len(edition.stories)} stories, {edition.source}"
            )


async def simulate(path: Path, due: datetime, days: int) -> None:
    simulation = Simulation(Policy(), Timing(due.time()), due.date(), days)
    with tempfile.TemporaryDirectory() as folder:
        async with open_snapshot(path) as archive, open_store(Path(folder) / "r.db") as store:
            began = time.perf_counter()
            async for day in simulate_digests(archive, store, simulation):
                took, began = time.perf_counter() - began, time.perf_counter()
                looked = len(day.edition.stories) + day.edition.left_out_total
                print(f"{day.slot.local_date}: {took:6.2f} s, {looked:,} articles")


async def main(options: argparse.Namespace) -> None:
    due = options.due.replace(tzinfo=UTC)
    async with open_archive(options.database) as archive:
        await archive.index.vocabulary()
        await measure(archive, due, options.rounds)
    await simulate(options.database, due, options.days)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database", type=Path)
    parser.add_argument("--due", type=datetime.fromisoformat, required=True)
    parser.add_argument("--days", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    asyncio.run(main(parser.parse_args()))
