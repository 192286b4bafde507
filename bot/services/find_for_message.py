"""Find what is related to a message: by the articles that it links, else by its words."""

from bot.domain.article import Article
from bot.domain.message_text import read_message
from bot.domain.related import MessageNews, RelatedArticle, is_telling
from bot.domain.relatedness import Told
from bot.services.find_near import LEAST, find_near
from bot.services.find_related import find_related, is_worth_showing
from bot.services.list_related import Ranked, RelatedLister
from bot.storage.store import Tables

_LIMIT = 5
# So many links are looked at, and so many words of a message said to be what it was found by.
_MOST_LINKS = 10
_MOST_LINKED = 3
_MOST_NAMED = 6
# A message is compared like an excerpt, of which the rarest words tell.
_MOST_WORDS = 60


async def find_for_message(tables: Tables, text: str, *, guild_id: int | None) -> MessageNews:
    """What is related to the message, five stories at most, and what that was found by."""
    return await tables.at_once(_find_for_message, tables, text, guild_id)


async def _find_for_message(tables: Tables, text: str, guild_id: int | None) -> MessageNews:
    message = read_message(text)
    keys = message.keys[:_MOST_LINKS]
    ids = [await tables.articles.id_of(key, guild_id=guild_id) for key in keys]
    known = list(dict.fromkeys(i for i in ids if i is not None))[:_MOST_LINKED]
    unknown = ids.count(None)
    if known:
        linked = await tables.articles.by_ids(known, guild_id=guild_id)
        return MessageNews(tuple(linked), unknown, related=await _of(tables, linked, guild_id))
    return await _by_words(tables, message.words, unknown, guild_id)


async def _of(
    tables: Tables, linked: list[Article], guild_id: int | None
) -> tuple[RelatedArticle, ...]:
    """What is related to the articles, in turn, but for what the message links itself."""
    found: list[tuple[int, RelatedArticle]] = []
    for article in linked:
        news = await find_related(tables, article.id, guild_id=guild_id, limit=2 * _LIMIT)
        found += enumerate(news.related) if news else ()
    said = {article.id for article in linked}
    chosen: dict[int, RelatedArticle] = {}
    for _, hit in sorted(found, key=lambda f: f[0]):
        if said.isdisjoint(source.id for source in hit.sources):
            chosen.setdefault(hit.article.id, hit)
            said.update(source.id for source in hit.sources)
    return tuple(chosen.values())[:_LIMIT]


async def _by_words(
    tables: Tables, words: tuple[str, ...], unknown: int, guild_id: int | None
) -> MessageNews:
    telling = tuple(dict.fromkeys(word for word in words if is_telling(word)))
    numbers = await tables.neighbours.numbers(telling[: 4 * _MOST_WORDS])
    vocabulary = await tables.neighbours.words(numbers)
    by_rarity = sorted(numbers, key=lambda n: (vocabulary.documents(n), numbers.index(n)))
    to = Told(0, by_rarity[:_MOST_WORDS], (), None)
    near = await find_near(tables, to, guild_id=guild_id)
    ranked = [
        Ranked(told, score)
        for told, score in near.found
        if is_worth_showing(near.shared(told), score, LEAST)
    ]
    related = await RelatedLister(tables, guild_id, near).stories_of(ranked, limit=_LIMIT)
    # Not which words are known: some may be of articles that only another server sees.
    shown = {hit.article.id for hit in related}
    shared = [near.shared(one.told).words for one in ranked if one.article_id in shown]
    named = dict.fromkeys(word for words in shared for word in words) or telling
    return MessageNews((), unknown, tuple(named)[:_MOST_NAMED], related)
