"""List the pins, boosts and mutes of a server that hold now."""

from datetime import UTC, datetime
from typing import cast, get_args

from bot.domain.desk_act import Weight
from bot.domain.desk_weight import Target
from bot.domain.newsroom import Newsroom
from bot.domain.standing_weight import StandingWeight
from bot.services.view_article import view_article
from bot.storage.store import Store, Tables
from bot.storage.weights import StoredWeight


async def list_weights(
    store: Store, newsroom: Newsroom, *, now: datetime
) -> tuple[StandingWeight, ...]:
    """All of them, those that end first first."""
    return await store.at_once(_weights, store, newsroom, now)


async def _weights(tables: Tables, newsroom: Newsroom, now: datetime) -> tuple[StandingWeight, ...]:
    stored = await tables.weights.holding(newsroom.guild_id, now=now)
    standing = [
        StandingWeight(
            Weight(each.weight),
            cast("Target", each.target),
            each.name,
            datetime.fromtimestamp(each.until, UTC),
            await _title(tables, newsroom, each),
        )
        for each in stored
        if each.target in get_args(Target)
    ]
    return tuple(sorted(standing, key=lambda each: each.until))


async def _title(tables: Tables, newsroom: Newsroom, weight: StoredWeight) -> str:
    if weight.target != "article":
        return weight.name
    article = (await view_article(tables, newsroom, weight.name)).article
    return weight.name if article is None else article.draft.title
