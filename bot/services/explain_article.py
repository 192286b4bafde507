"""Explain why an article was in the last edition of a subscription, or wasn't, and of the next."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.commission import Commission
from bot.domain.edition import Edition, Exclusion, LeftOut
from bot.domain.explanation import Explanation, Verdict, find_in
from bot.domain.search import SearchQuery
from bot.domain.subscription import Subscription
from bot.domain.url import read_address
from bot.services.commission_edition import StoredLedger, commission_again, commission_edition
from bot.services.compose_edition import compose
from bot.services.gather_stories import Gatherer
from bot.services.make_sieve import make_sieve
from bot.services.search_news import search_news
from bot.storage.candidates import Found, Stored
from bot.storage.store import Tables

_NEXT = "next"


async def explain_article(
    tables: Tables, subscription: Subscription, text: str, now: datetime
) -> Explanation | None:
    """Explain the article that an address, an id or words of a title name; None where none is.

    Both editions are composed again, which takes up to some tenths of a second; what was shown is
    told by the ledger.
    """
    stored = await _find(tables, subscription.guild_id, text.strip(), now)
    if stored is None:
        return None
    explainer = _Explainer(tables, subscription, stored)
    article = stored.article
    return Explanation(
        article,
        stored.is_removed,
        await tables.told_articles.appearances(subscription.id, article.id),
        await explainer.last(),
        await explainer.next(now),
    )


async def _find(tables: Tables, guild_id: int, text: str, now: datetime) -> Stored | None:
    article_id = int(text) if text.isdecimal() else None
    address = read_address(text)
    if address is not None:
        article_id = await tables.articles.id_of(address.key, guild_id=guild_id)
        if article_id is None:
            article_id = await tables.candidates.id_of(address.key, guild_id=guild_id)
    elif article_id is None:
        found = await search_news(
            tables, SearchQuery(text), guild_id=guild_id, limit=1, now=now, collapses=False
        )
        article_id = next((hit.article.id for hit in found.hits), None)
    if article_id is None:
        return None
    shown = await tables.articles.shown_ids([article_id], guild_id=guild_id)
    stored = await tables.candidates.read([shown.get(article_id, article_id)], guild_id=guild_id)
    return next(iter(stored), None)


@dataclass(frozen=True, slots=True)
class _Explainer:
    tables: Tables
    subscription: Subscription
    stored: Stored

    async def last(self) -> Verdict | None:
        commission = await commission_again(self.tables, self.subscription)
        if commission is None:
            return None
        shown = await self.tables.told_articles.appearances(
            self.subscription.id, self.stored.article.id
        )
        verdict = await self._verdict(commission, self.subscription.watermark)
        for appearance in shown:
            if appearance.due == commission.due:
                return Verdict(commission.slot, commission.due, appearance, verdict.story)
        # It wasn't there, whatever would be composed now.
        return Verdict(commission.slot, commission.due, left_out=verdict.left_out)

    async def next(self, now: datetime) -> Verdict:
        commission = await commission_edition(self.tables, self.subscription, slot=_NEXT, due=now)
        return await self._verdict(commission, None)

    async def _verdict(self, commission: Commission, until_id: int | None) -> Verdict:
        is_past = until_id is not None
        ledger = StoredLedger(
            self.tables, self.subscription.id, before=commission.due if is_past else None
        )
        edition = await compose(
            self.tables, commission, ledger, until_id=until_id, most_left_out=None
        )
        found = find_in(edition, self.stored.article.id)
        if found is not None:
            return Verdict(edition.slot, edition.due, *found)
        left_out = await self._left_out(commission, ledger, edition)
        return Verdict(edition.slot, edition.due, left_out=left_out)

    async def _left_out(
        self, commission: Commission, ledger: StoredLedger, edition: Edition
    ) -> LeftOut:
        """Why the edition left it out; what it didn't even look at isn't new, if nothing else."""
        article = self.stored.article
        known = next((one for one in edition.left_out if one.article_id == article.id), None)
        if known is not None:
            return known
        if self.stored.came_as > edition.watermark:
            return LeftOut(article.id, article.url, Exclusion.LATER)
        sieve = await make_sieve(self.tables, commission)
        gatherer = Gatherer(self.tables, commission, ledger, sieve)
        gathered = await gatherer.gather(Found((article.id,), 1), is_news=False)
        objection = gathered.left_out.get(article.id)
        return objection or LeftOut(article.id, article.url, Exclusion.NOT_NEW)
