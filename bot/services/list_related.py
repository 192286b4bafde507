"""Make of ranked articles what readers see as related: each story once, with its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.related import Reason, RelatedArticle, explain, phrases
from bot.domain.relatedness import Told
from bot.services.find_near import Near
from bot.storage.store import Tables

# The largest story of the archive that was measured has 13 articles.
_MOST_ALSO = 50


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article that is related, best first among others; `is_listed` by the publisher."""

    told: Told
    score: float
    is_listed: bool = False

    @property
    def article_id(self) -> int:
        """Which article it is."""
        return self.told.article_id


@dataclass(frozen=True, slots=True)
class RelatedLister:
    """Lists what is related to an article, or to a text where there is none, for one server."""

    tables: Tables
    guild_id: int | None
    near: Near
    article: Article | None = None

    async def all_of(self, ranked: Sequence[Ranked], *, limit: int) -> tuple[RelatedArticle, ...]:
        """The first `limit` articles."""
        shown = ranked[:limit]
        articles = await self._articles([one.article_id for one in shown])
        return tuple(
            RelatedArticle(articles[one.article_id], one.score, self._reason(one, articles))
            for one in shown
            if one.article_id in articles
        )

    async def stories_of(
        self, ranked: Sequence[Ranked], *, limit: int
    ) -> tuple[RelatedArticle, ...]:
        """The first `limit` stories, each as its best article with the others."""
        asked = self.near.likeness.to.article_id
        ids = [asked, *(one.article_id for one in ranked)]
        stories = await self.tables.stories.of(ids, guild_id=self.guild_id)
        best: dict[int, Ranked] = {}
        for one in ranked:
            best.setdefault(stories.get(one.article_id, one.article_id), one)
        shown = dict(list(best.items())[:limit])
        members = await self._others(shown)
        articles = await self._articles(
            [i for story, one in shown.items() for i in (one.article_id, *members[story])]
        )
        own = stories.get(asked, asked)
        return tuple(
            RelatedArticle(
                articles[one.article_id],
                one.score,
                self._reason(one, articles, is_same_story=story == own),
                tuple(articles[i] for i in members[story] if i in articles),
            )
            for story, one in shown.items()
            if one.article_id in articles
        )

    async def _others(self, best: Mapping[int, Ranked]) -> dict[int, list[int]]:
        """The other articles of each story."""
        asked = self.near.likeness.to.article_id
        members = await self.tables.stories.members(best, guild_id=self.guild_id)
        others = {
            story: [i for i in members.get(story, ()) if i not in (asked, one.article_id)]
            for story, one in best.items()
        }
        return {story: ids[:_MOST_ALSO] for story, ids in others.items()}

    async def _articles(self, ids: Sequence[int]) -> dict[int, Article]:
        found = await self.tables.articles.by_ids(ids, guild_id=self.guild_id)
        return {article.id: article for article in found}

    def _reason(
        self, one: Ranked, articles: Mapping[int, Article], *, is_same_story: bool = False
    ) -> Reason:
        shared, other = self.near.shared(one.told), articles.get(one.article_id)
        if other is None:
            return Reason("shares")
        if self.article is None:
            return Reason("shares", words=phrases(other, shared.words))
        return explain(
            self.article, other, shared, is_same_story=is_same_story, is_listed=one.is_listed
        )
