"""Gather the stories that an edition may take, and say of all other articles why it can't."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.article import Article
from bot.domain.commission import NEWS, Commission, Ledger
from bot.domain.desk_act import Weight
from bot.domain.draft import Gathered
from bot.domain.edition import Exclusion, LeftOut
from bot.domain.edition_heat import edition_heat, is_copy, kind_prior
from bot.domain.lead import Lead
from bot.domain.sieve import Sieve
from bot.services.merge_leads import merge_leads
from bot.storage.candidates import Found, Stored
from bot.storage.store import Tables

_AGELESS = timedelta(days=100_000)
# An original is rather shown than a portal's copy.
_COPY = -0.5
# Of more than these only the hottest may be brought together by their titles.
_MERGED = 300


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers stories for one commission; `sieve` is its policy's."""

    tables: Tables
    commission: Commission
    ledger: Ledger
    sieve: Sieve

    async def gather(self, found: Found, *, is_news: bool) -> Gathered:
        """Of these articles; for news their age counts, and what is too old for it is left out."""
        stored = await self.tables.candidates.read(found.ids, guild_id=self.commission.guild_id)
        stories = await self._stories(one.article.id for one in stored)
        seen = await self._seen(stories)
        left_out: dict[int, LeftOut] = {}
        tellers: dict[int, list[Article]] = {}
        for one in sorted(stored, key=lambda one: (-one.article.quality, one.article.id)):
            story = stories[one.article.id]
            objection = self._objection(one, seen.get(story), is_news=is_news)
            if objection is None:
                tellers.setdefault(story, []).append(one.article)
            else:
                left_out[one.article.id] = objection
        members = await self._members(tellers)
        leads = [
            self._lead(story, articles, members.get(story, ()), is_news=is_news)
            for story, articles in tellers.items()
        ]
        merged = await self._merged(leads)
        return Gathered(
            tuple(merged),
            members,
            dict(_tellers(tellers, merged)),
            left_out,
            unread=max(0, found.total - len(stored)),
            repeated={story: seen[story] for story in tellers if story in seen},
        )

    async def _stories(self, ids: Iterable[int]) -> dict[int, int]:
        """The story of each article; one that waits to be placed is a story by itself."""
        known = list(ids)
        placed = await self.tables.stories.of(known, guild_id=self.commission.guild_id)
        return {article_id: placed.get(article_id, article_id) for article_id in known}

    async def _seen(self, stories: Mapping[int, int]) -> dict[int, datetime]:
        """The stories that an edition has told, by any article of theirs, and when it was due."""
        guild_id = self.commission.guild_id
        members = await self.tables.stories.all_members(set(stories.values()), guild_id=guild_id)
        story_of = {i: story for story, ids in members.items() for i in ids} | dict(stories)
        seen: dict[int, datetime] = {}
        for article_id, due in (await self.ledger.sent(story_of)).items():
            story = story_of[article_id]
            seen[story] = max(due, seen.get(story, due))
        return seen

    async def _members(
        self, tellers: Mapping[int, Sequence[Article]]
    ) -> dict[int, tuple[Article, ...]]:
        """Of each story all that is out by the time and that the policy lets be seen."""
        guild_id = self.commission.guild_id
        members = await self.tables.stories.members(tellers, guild_id=guild_id)
        known = {article.id: article for articles in tellers.values() for article in articles}
        others = [i for ids in members.values() for i in ids if i not in known]
        known |= {a.id: a for a in await self.tables.articles.by_ids(others, guild_id=guild_id)}
        return {
            story: tuple(known[i] for i in ids if i in known and self._may_be_seen(known[i]))
            for story, ids in members.items()
        }

    def _may_be_seen(self, article: Article) -> bool:
        is_out = article.published <= self.commission.due
        return is_out and self.sieve.may_be_seen(article)

    def _objection(
        self, stored: Stored, seen_at: datetime | None, *, is_news: bool
    ) -> LeftOut | None:
        article, due = stored.article, self.commission.due
        if stored.is_removed:
            return LeftOut(article.id, article.url, Exclusion.RETRACTED)
        if article.published > due:
            return LeftOut(article.id, article.url, Exclusion.LATER)
        mark = self.sieve.weighting.of(article)
        if mark is not None and mark.weight is Weight.MUTE:
            return LeftOut(article.id, article.url, Exclusion.MUTED, mute=mark)
        if mark is None or mark.weight is not Weight.PIN or mark.target != "article":
            return self._objection_to_usual(article, seen_at, is_news=is_news)
        # A pinned article leads for as long as it is pinned, whenever it came.
        objection = self.sieve.objection(article, is_wanted=True)
        return objection and LeftOut(article.id, article.url, *objection)

    def _objection_to_usual(
        self, article: Article, seen_at: datetime | None, *, is_news: bool
    ) -> LeftOut | None:
        if seen_at is not None:
            return LeftOut(article.id, article.url, Exclusion.SEEN, seen_at=seen_at)
        if is_news and article.published <= self.commission.due - NEWS:
            return LeftOut(article.id, article.url, Exclusion.NOT_NEW)
        objection = self.sieve.objection(article)
        return objection and LeftOut(article.id, article.url, *objection)

    def _lead(
        self,
        story_id: int,
        tellers: Sequence[Article],
        members: Sequence[Article],
        *,
        is_news: bool,
    ) -> Lead:
        best = min(tellers, key=self._rank) if len(tellers) > 1 else tellers[0]
        length = self.commission.length if is_news else _AGELESS
        heat = edition_heat(best, members, end=self.commission.due, length=length)
        weighting = self.sieve.weighting
        if not weighting:
            return Lead(best, story_id, heat)
        boost = max(map(weighting.boost, tellers))
        return Lead(best, story_id, replace(heat, boost=boost), pin=weighting.pin(best))

    def _rank(self, article: Article) -> tuple[int, float, datetime, int]:
        """The best article of a story first: a pinned one, or that of most worth."""
        return -self.sieve.weighting.tier(article), *_worth_first(article)

    async def _merged(self, leads: Sequence[Lead]) -> list[Lead]:
        ranked = sorted(leads, key=lambda one: (-one.tier, -one.heat.total, one.article.id))
        hottest, guild_id = ranked[:_MERGED], self.commission.guild_id
        merged = await merge_leads(self.tables, hottest, guild_id=guild_id)
        return [*merged, *ranked[_MERGED:]]


def _worth_first(article: Article) -> tuple[float, datetime, int]:
    """That of most quality first, but rather news, and no copy."""
    worth = article.quality / 100 + kind_prior(article)
    return -(worth + (_COPY if is_copy(article) else 0.0)), article.published, article.id


def _tellers(
    tellers: Mapping[int, Sequence[Article]], leads: Iterable[Lead]
) -> Iterator[tuple[int, tuple[Article, ...]]]:
    """The articles of each lead's story, and of those that it stands for as well."""
    for lead in leads:
        stories = (lead.story_id, *lead.also)
        yield lead.story_id, tuple(a for story in stories for a in tellers.get(story, ()))
