"""How far a boost lifts a story: which of those that an edition left out it brings in.

    python bench/boost.py FOLDER... [--days 10]

Composes first editions of five stories on everything, on each of the last days that have enough,
and then anew with one of the articles boosted that were over the budget, by their order there; with
boosts of several strengths.
"""

import argparse
import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import bot.domain.weighting
from bot.domain.commission import Commission
from bot.domain.desk_act import Weight, WeightState
from bot.domain.edition import Edition, Exclusion
from bot.domain.scope import Scope
from bot.domain.subscription import Policy
from bot.services.compose_edition import compose
from bot.services.group_stories import MANY, group_stories
from bot.services.load_corpus import load_corpus
from bot.storage.store import Store, Tables, open_store

_GUILD = 7
_DAY = timedelta(days=1)
_STRENGTHS = (0.25, 0.5, 1.0)
# Places among what is over the budget, from 1.
_BANDS = ((1, 3), (4, 10), (11, 30), (31, 100))
_OF_BAND = 3


class _Nothing:
    """The ledger of a channel that was told nothing."""

    def __init__(self) -> None:
        self._told: dict[int, datetime] = {}

    async def sent(self, article_ids: Iterable[int]) -> dict[int, datetime]:
        """Nothing."""
        return {i: self._told[i] for i in article_ids if i in self._told}

    async def led_since(self, moment: datetime) -> dict[int, datetime]:
        """Nothing."""
        return {i: due for i, due in self._told.items() if due > moment}


async def composed(store: Store, due: datetime) -> Edition:
    """The first edition that is due then."""
    commission = Commission(_GUILD, Policy(stories=5), "x", due)
    return await compose(store, commission, _Nothing(), most_left_out=None)


async def weigh(store: Store, article_id: int, due: datetime) -> None:
    """Boost this article alone."""
    (row,) = await store.reports.get([article_id])
    state = WeightState(Weight.BOOST, due + _DAY)

    async def work(tables: Tables) -> None:
        await tables.weights.delete_all(_GUILD)
        await tables.weights.put(_GUILD, "article", row.key, state)

    await store.write(work)


async def dates(store: Store, days: int) -> list[datetime]:
    """The ends of the last days."""
    ids = await store.leads.newest(Scope(), guild_id=None, limit=1)
    (newest,) = await store.articles.by_ids(ids, guild_id=None)
    return [newest.published - back * _DAY for back in range(days)]


async def main(arguments: argparse.Namespace) -> None:
    """Load and measure."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "boost.db") as store:
            await load_corpus(store, arguments.folders)
            await group_stories(store, batch=MANY)
            await store.index.catch_up()
            tried: Counter[tuple[int, int]] = Counter()
            came: Counter[tuple[float, tuple[int, int]]] = Counter()
            for due in await dates(store, arguments.days):
                await store.write(lambda tables: tables.weights.delete_all(_GUILD))
                plain = await composed(store, due)
                over = [o for o in plain.left_out if o.exclusion is Exclusion.OVER_BUDGET]
                for band in _BANDS:
                    some = over[band[0] - 1 : band[1]]
                    for one in some[:: max(1, len(some) // _OF_BAND)][:_OF_BAND]:
                        tried[band] += 1
                        await weigh(store, one.article_id, due)
                        for strength in _STRENGTHS:
                            bot.domain.weighting.BOOST = strength
                            edition = await composed(store, due)
                            told = {a.id for s in edition.stories for a in (s.article, *s.also)}
                            came[strength, band] += one.article_id in told
            for strength in _STRENGTHS:
                shares = ", ".join(
                    f"{band[0]} to {band[1]}: {came[strength, band]} of {tried[band]}"
                    for band in _BANDS
                )
                print(f"boost of {strength}: of those left out at places {shares} come in")


def arguments() -> argparse.Namespace:
    """What is asked on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--days", type=int, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main(arguments()))
