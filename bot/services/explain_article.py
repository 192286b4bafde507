"""Explain why an article was in the last edition of a subscription, or wasn't, and of the next."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.commission import Commission
from bot.domain.edition import Edition, Exclusion, LeftOut
from bot.domain.explanation import Explanation, Verdict, find_in
from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.domain.search import SearchQuery
from bot.domain.subscription import Subscription
from bot.domain.url import read_address
from bot.domain.words import fold_words
from bot.services.commission_edition import StoredLedger, commission_again, commission_edition
from bot.services.compose_edition import compose
from bot.services.gather_stories import Gatherer
from bot.services.list_retracted import find_retracted
from bot.services.make_sieve import make_sieve
from bot.services.search_news import search_news
from bot.services.view_article import view_at_address
from bot.storage.candidates import Found, Stored
from bot.storage.store import Tables

_NEXT = "next"
_MOST_RETRACTED = 25


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
    """What the server sees, unless only what was retracted is called just so."""
    seen = await _find_seen(tables, guild_id, text, now)
    if seen is not None and (_is_exact(text) or _is_titled(seen.article.title, text)):
        return seen
    retracted_id = await _find_retracted(tables, guild_id, text, is_titled=seen is not None)
    if retracted_id is None:
        return seen
    return await tables.candidates.kept(retracted_id, guild_id=guild_id)


def _is_exact(text: str) -> bool:
    return text.isdecimal() or read_address(text) is not None


def _is_titled(title: str, text: str) -> bool:
    return fold_words(title) == fold_words(text)


async def _find_retracted(
    tables: Tables, guild_id: int, text: str, *, is_titled: bool
) -> int | None:
    """What moderators retracted here or for all; with `is_titled` only by its whole title."""
    newsroom, address = Newsroom(guild_id), read_address(text)
    if address is not None:
        article = (await view_at_address(tables, newsroom, address.key)).article
        return None if article is None else article.id
    if text.isdecimal():
        return int(text)
    desks = (guild_id, ARCHIVE)
    found = await find_retracted(tables, newsroom, text, _MOST_RETRACTED, desks)
    titled = [one.id for one in found if _is_titled(one.title, text)]
    named = titled if is_titled else [*titled, *(one.id for one in found)]
    return next(iter(named), None)


async def _find_seen(tables: Tables, guild_id: int, text: str, now: datetime) -> Stored | None:
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
        if self.stored.is_removed:
            return LeftOut(article.id, article.url, Exclusion.RETRACTED)
        if self.stored.came_as > edition.watermark:
            return LeftOut(article.id, article.url, Exclusion.LATER)
        sieve = await make_sieve(self.tables, commission)
        gatherer = Gatherer(self.tables, commission, ledger, sieve)
        gathered = await gatherer.gather(Found((article.id,), 1), is_news=False)
        objection = gathered.left_out.get(article.id)
        return objection or LeftOut(article.id, article.url, Exclusion.NOT_NEW)
