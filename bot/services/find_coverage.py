"""Find the related coverage of an edition's stories: what came after them, up to its time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.commission import Commission, Ledger
from bot.domain.coverage import is_coverage
from bot.domain.related import RelatedArticle
from bot.domain.sieve import Sieve
from bot.services.find_related import find_related
from bot.storage.store import Tables

# What is shown with a story, of so many that are looked at.
_SHOWN = 3
_LOOKED_AT = 24


@dataclass(frozen=True, slots=True)
class CoverageFinder:
    """Finds coverage for one commission; `sieve` is its policy's."""

    tables: Tables
    commission: Commission
    ledger: Ledger
    sieve: Sieve

    async def find(
        self, articles: Sequence[Article], *, told: Collection[int]
    ) -> list[tuple[Article, ...]]:
        """For each article what is newer than it and related, the nearest first.

        Each story once, and none of which the `told` articles tell, or an earlier edition did.
        """
        placed = await self.tables.stories.of(told, guild_id=self.commission.guild_id)
        used = {placed.get(article_id, article_id) for article_id in told}
        coverage: list[tuple[Article, ...]] = []
        for article in articles:
            related = await self._newer(article)
            stories = await self._untold([hit.article for hit in related])
            fresh = {i: story for i, story in stories.items() if story not in used}
            shown = [hit.article for hit in related if hit.article.id in fresh][:_SHOWN]
            used.update(fresh[one.id] for one in shown)
            coverage.append(tuple(shown))
        return coverage

    async def _newer(self, article: Article) -> list[RelatedArticle]:
        """What came out after it, and may be shown."""
        news = await find_related(
            self.tables, article.id, guild_id=self.commission.guild_id, limit=_LOOKED_AT
        )
        vocabulary = await self.tables.index.vocabulary()
        return [
            hit
            for hit in (news.related if news else ())
            if article.published < hit.article.published <= self.commission.due
            and self.sieve.to_showing(hit.article) is None
            and is_coverage(article, hit, vocabulary.documents, vocabulary.size)
        ]

    async def _untold(self, articles: Sequence[Article]) -> dict[int, int]:
        """The stories of those of the articles whose story no edition has told."""
        ids = [article.id for article in articles]
        guild_id = self.commission.guild_id
        placed = await self.tables.stories.of(ids, guild_id=guild_id)
        members = await self.tables.stories.all_members(set(placed.values()), guild_id=guild_id)
        story_of = {i: story for story, of in members.items() for i in of}
        story_of |= {i: placed.get(i, i) for i in ids}
        sent = await self.ledger.sent(story_of)
        told = {story_of[article_id] for article_id in sent}
        return {i: story_of[i] for i in ids if story_of[i] not in told}
