"""Draft an edition: find what is new, and choose its stories."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.commission import ARCHIVE_DAYS, FIRST_DAYS, Commission, Ledger
from bot.domain.draft import Draft, make_draft
from bot.domain.edition import Source
from bot.domain.report import weights
from bot.domain.retelling import TEXTS, Retellings, Told
from bot.domain.scope import Scope
from bot.domain.sieve import Sieve
from bot.services.gather_stories import Gatherer
from bot.storage.candidates import Found
from bot.storage.store import Tables

# So many articles are looked at for an edition, those that came out last.
MOST_CANDIDATES = 3_000
# Where all of the archive's last days has been told, so many spans before are looked through.
_MOST_SPANS = 8
_MOST_ALSO = 50
_SECOND = timedelta(seconds=1)


async def draft_edition(
    tables: Tables, commission: Commission, ledger: Ledger, sieve: Sieve, *, last_id: int
) -> Draft:
    """The stories of what is new; the best of the archive where that is to stand in.

    Of articles up to an id. `sieve` is of the commission's policy.
    """
    return await _Drafter(tables, commission, ledger, sieve, last_id).draft()


@dataclass(frozen=True, slots=True)
class _Drafter:
    tables: Tables
    commission: Commission
    ledger: Ledger
    sieve: Sieve
    last_id: int

    async def draft(self) -> Draft:
        is_first = self.commission.previous is None
        found = await (self._last_days() if is_first else self._new())
        draft = await self._drafted(found, "last_days" if is_first else "new")
        if not draft.stories and (is_first or self.commission.policy.from_archive):
            return await self._from_archive(draft)
        return draft

    async def _last_days(self) -> Found:
        due = self.commission.due
        return await self._between(due - FIRST_DAYS, due, self.last_id)

    async def _new(self) -> Found:
        """What came since the last edition, and what was dated later than that by then."""
        commission = self.commission
        new = await self.tables.candidates.numbered(
            commission.watermark,
            self.last_id,
            until=commission.due,
            limit=MOST_CANDIDATES,
            guild_id=commission.guild_id,
        )
        if commission.previous is None:
            return new
        later = await self._between(commission.previous, commission.due, commission.watermark)
        return Found((*new.ids, *later.ids), new.total + later.total)

    async def _from_archive(self, draft: Draft) -> Draft:
        """The best of the last days that have any that no edition told."""
        until = self.commission.due
        for _ in range(_MOST_SPANS):
            latest = await self._latest(until)
            if latest is None:
                break
            until = latest - ARCHIVE_DAYS
            older = await self._drafted(await self._between(until, latest, self.last_id), "archive")
            draft = older.after(draft)
            if draft.stories:
                break
        return draft

    async def _latest(self, until: datetime) -> datetime | None:
        """When the last article on the topics came out up to a moment."""
        scope = Scope(self.sieve.topics, before=until + _SECOND)
        guild_id = self.commission.guild_id
        ids = await self.tables.leads.newest(scope, guild_id=guild_id, limit=1)
        articles = await self.tables.articles.by_ids(ids, guild_id=guild_id)
        return next((article.published for article in articles), None)

    async def _between(self, after: datetime, until: datetime, last_id: int) -> Found:
        return await self.tables.candidates.between(
            after, until, last_id=last_id, limit=MOST_CANDIDATES, guild_id=self.commission.guild_id
        )

    async def _drafted(self, found: Found, source: Source) -> Draft:
        """A draft of what was found, in one go: members' questions wait for it."""
        return await self.tables.at_once(self._draft_of, await self._with_pinned(found), source)

    async def _with_pinned(self, found: Found) -> Found:
        """What was found and the articles that are pinned, whenever they came."""
        pinned = [i for i in self.sieve.weighting.pinned if i <= self.last_id]
        if not pinned:
            return found
        seen = await self.tables.articles.by_ids(pinned, guild_id=self.commission.guild_id)
        more = [article.id for article in seen if article.id not in found.ids]
        return Found((*found.ids, *more), found.total + len(more))

    async def _draft_of(self, found: Found, source: Source) -> Draft:
        gatherer = Gatherer(self.tables, self.commission, self.ledger, self.sieve)
        gathered = await gatherer.gather(found, is_news=source != "archive")
        return make_draft(
            source,
            gathered,
            self.commission.policy,
            await self._retellings(),
            most_also=_MOST_ALSO,
        )

    async def _retellings(self) -> Retellings:
        """What readers remember of the last editions."""
        due = self.commission.due
        led = await self.ledger.led_since(due - TEXTS)
        shown = await self.tables.articles.shown_ids(led, guild_id=self.commission.guild_id)
        led = {shown.get(article_id, article_id): at for article_id, at in led.items()}
        articles = await self.tables.articles.by_ids([*led], guild_id=self.commission.guild_id)
        told = tuple(Told(article, led[article.id]) for article in articles)
        return Retellings(weights(await self.tables.index.vocabulary()), told, due)
