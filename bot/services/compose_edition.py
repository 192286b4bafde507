"""Compose an edition: choose its stories, say why these, and why no others."""

from datetime import datetime

from bot.domain.commission import Commission, Ledger
from bot.domain.edition import MOST_LEFT_OUT, Edition, EditionStory
from bot.domain.subscription import Subscription
from bot.services.commission_edition import StoredLedger, commission_edition
from bot.services.draft_edition import draft_edition
from bot.services.find_coverage import CoverageFinder
from bot.services.make_sieve import make_sieve
from bot.storage.store import Tables


async def compose_edition(
    tables: Tables, subscription: Subscription, *, slot: str, due: datetime
) -> Edition:
    """The edition of a subscription for a slot, from what is in the archive now.

    Nothing is stored. Without stories there is nothing new; its watermark holds nevertheless.
    """
    commission = await commission_edition(tables, subscription, slot=slot, due=due)
    return await compose(tables, commission, StoredLedger(tables, subscription.id))


async def compose(
    tables: Tables,
    commission: Commission,
    ledger: Ledger,
    *,
    until_id: int | None = None,
    most_left_out: int | None = MOST_LEFT_OUT,
) -> Edition:
    """The edition that is commissioned, from articles up to an id, else from all there are."""
    sieve = await make_sieve(tables, commission)
    # Read first: what comes while the edition is composed is for the next one.
    last_id = await tables.candidates.newest_id() if until_id is None else until_id
    draft = await draft_edition(tables, commission, ledger, sieve, last_id=last_id)
    coverage = await CoverageFinder(tables, commission, ledger, sieve).find(
        [lead.article for lead, _ in draft.stories],
        told=[a.id for lead, also in draft.stories for a in (lead.article, *also)],
    )
    related = {article.id for articles in coverage for article in articles}
    left_out = [one for one in draft.left_out.values() if one.article_id not in related]
    return Edition(
        slot=commission.slot,
        due=commission.due,
        source=draft.source,
        stories=tuple(
            EditionStory(lead.article, lead.story_id, lead.heat, also, articles, lead.pin)
            for (lead, also), articles in zip(draft.stories, coverage, strict=True)
        ),
        left_out=tuple(left_out[:most_left_out]),
        left_out_total=len(left_out) + draft.unread,
        watermark=last_id,
    )
