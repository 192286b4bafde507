"""Hold what moderators put forward or leave out against the stories of a briefing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import Article
from bot.domain.heat import Heat, heat_of
from bot.domain.lead import Lead
from bot.domain.period import Period
from bot.domain.scope import Scope
from bot.domain.weighting import Weighting
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class LeadWeigher:
    """Weighs the leads of a briefing on a `scope` over a `period`, for one server.

    Where `is_open`, nobody asked for the period, so that a pinned article leads whatever its age.
    """

    tables: Tables
    guild_id: int | None
    weighting: Weighting
    scope: Scope
    period: Period
    life: timedelta
    is_open: bool

    async def weigh(self, leads: Sequence[Lead]) -> list[Lead]:
        """The leads without what is muted, and with what is pinned."""
        if not self.weighting:
            return list(leads)
        kept = [lead for lead in leads if self.weighting.mute(lead.article) is None]
        muted = [lead for lead in leads if self.weighting.mute(lead.article) is not None]
        kept += await self._retold(muted)
        return list(map(self._marked, await self._with_pinned(kept)))

    def _marked(self, lead: Lead) -> Lead:
        heat = replace(lead.heat, boost=self.weighting.boost(lead.article))
        return replace(lead, heat=heat, pin=self.weighting.pin(lead.article))

    async def _retold(self, leads: Sequence[Lead]) -> list[Lead]:
        """The same stories by the best of their other articles that may be shown, if there is any.

        One that waits to be placed is a story of that article alone.
        """
        members = await self.tables.stories.members(
            [lead.story_id for lead in leads], guild_id=self.guild_id
        )
        articles = await self._read([i for ids in members.values() for i in ids])
        retold = []
        for lead in leads:
            told = (articles[i] for i in members.get(lead.story_id, ()) if i in articles)
            best = next((article for article in told if self._may_lead(article)), None)
            if best is not None:
                retold.append(Lead(best, lead.story_id, self._heat(best)))
        return retold

    async def _with_pinned(self, leads: Sequence[Lead]) -> list[Lead]:
        """The leads, and pinned articles at the head of their stories."""
        articles = await self._read(self.weighting.pinned)
        wanted = [
            article
            for article in articles.values()
            if self.weighting.pin(article) and self._is_meant(article)
        ]
        placed = await self.tables.stories.of([a.id for a in wanted], guild_id=self.guild_id)
        by_story = {lead.story_id: lead for lead in leads}
        for article in wanted:
            story = placed.get(article.id, article.id)
            known = by_story.get(story)
            heat = self._heat(article) if known is None else known.heat
            by_story[story] = Lead(article, story, heat)
        return list(by_story.values())

    async def _read(self, ids: Sequence[int]) -> Mapping[int, Article]:
        articles = await self.tables.articles.by_ids(list(ids), guild_id=self.guild_id)
        return {article.id: article for article in articles}

    def _heat(self, article: Article) -> Heat:
        return heat_of(article, sources=1, in_title=False, end=self.period.end, life=self.life)

    def _may_lead(self, article: Article) -> bool:
        is_in_time = self._is_after(article.published) and self._is_before(article.published)
        return is_in_time and self._is_on(article) and self.weighting.mute(article) is None

    def _is_meant(self, article: Article) -> bool:
        is_in_time = self.is_open or self._is_after(article.published)
        return is_in_time and self._is_before(article.published) and self._is_on(article)

    def _is_after(self, published: datetime) -> bool:
        return self.period.start <= published

    def _is_before(self, published: datetime) -> bool:
        return published < self.period.end

    def _is_on(self, article: Article) -> bool:
        if self.scope.ids is not None and article.id not in self.scope.ids:
            return False
        return self.scope.topics is None or not set(article.topics).isdisjoint(self.scope.topics)
