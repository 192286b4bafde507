"""Find what is related to an article: what is stored as related, then what has to do with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.domain.related import RelatedNews, Shared
from bot.services.find_near import LEAST, Near, find_near
from bot.services.list_related import Ranked, RelatedLister
from bot.storage.store import Tables

# Lists have up to 179 entries; further ones are compared with nothing but what all share.
_MOST_STORED = 200
# What a place in the article's own list is worth, and one of the article in another's list.
_OWN_LIST, _OTHER_LIST = 2.0, 1.0
# A story has so many articles more, about, of those that are near.
_COPIES = 2
# What may be of one event needs so much of the likeness that others need.
_LEAST_EVENT = 0.7


@dataclass(frozen=True, slots=True)
class RelatedOptions:
    """What is looked for: with `uses_stored` the lists of the archive's files come first.

    With `collapses` a story is listed once. What scores less than `least` is left out.
    """

    uses_stored: bool = True
    collapses: bool = True
    least: float = LEAST


_USUAL = RelatedOptions()


async def find_related(
    tables: Tables,
    article_id: int,
    *,
    guild_id: int | None,
    limit: int = 5,
    options: RelatedOptions = _USUAL,
) -> RelatedNews | None:
    """The article with what is related to it; None if it isn't visible.

    What its own list names comes first, then what lists it, then what has to do with it by its
    words and time, each ranked; fewer than `limit` where there is no more.
    """
    return await tables.at_once(_find_related, tables, article_id, guild_id, limit, options)


async def _find_related(
    tables: Tables, article_id: int, guild_id: int | None, limit: int, options: RelatedOptions
) -> RelatedNews | None:
    shown = await tables.articles.shown_ids([article_id], guild_id=guild_id)
    article_id = shown.get(article_id, article_id)
    articles = await tables.articles.by_ids([article_id], guild_id=guild_id)
    told = await tables.neighbours.told([article_id], guild_id=guild_id)
    if not articles or not told:
        return None
    near = await find_near(tables, told[0], guild_id=guild_id)
    stored = await _stored(tables, near, guild_id) if options.uses_stored else []
    known = {one.article_id for one in stored}
    # Some of them may be one story.
    most = (1 + _COPIES * options.collapses) * limit
    ranked = stored + list(islice(_further(near, known, options.least), most))
    lister = RelatedLister(tables, guild_id, near, articles[0])
    listed = lister.stories_of if options.collapses else lister.all_of
    return RelatedNews(articles[0], await listed(ranked, limit=limit))


async def _stored(tables: Tables, near: Near, guild_id: int | None) -> list[Ranked]:
    """What files list as related: the article's own list, then lists with the article."""
    article_id = near.likeness.to.article_id
    own, other = await tables.neighbours.stored(article_id, guild_id=guild_id, limit=_MOST_STORED)
    told = {
        one.article_id: one for one in await tables.neighbours.told(own + other, guild_id=guild_id)
    }
    ranked: list[Ranked] = []
    for ids, worth in ((own, _OWN_LIST), (other, _OTHER_LIST)):
        new = [told.pop(i) for i in ids if i in told]
        scored = [Ranked(one, worth + near.likeness.score(one), is_listed=True) for one in new]
        # Where nothing tells them apart, they stay in the order of the list.
        ranked += sorted(scored, key=lambda one: -one.score)
    return ranked


def _further(near: Near, known: set[int], least: float) -> Iterator[Ranked]:
    """What has to do with it without being listed, and can say why."""
    for told, score in near.found:
        if score < _LEAST_EVENT * least:
            break
        if told.article_id not in known and is_worth_showing(near.shared(told), score, least):
            yield Ranked(told, score)


def is_worth_showing(shared: Shared, score: float, least: float) -> bool:
    """Whether what the words say is enough; where it may be one event, with less likeness."""
    return shared.is_enough and (score >= least or shared.is_of_one_event)
