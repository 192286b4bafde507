"""Find the articles that plain texts of the corpus are the bodies of."""

from bot.domain.article import Article
from bot.domain.ownership import BodyText
from bot.storage.store import Tables

_CANDIDATES = 50


async def attach_bodies(tables: Tables) -> set[int]:
    """Attach each text that belongs to no article yet and now can; the articles it gave a body.

    Runs inside a transaction.
    """
    attached = set()
    for file_id, sections in await tables.bodies.unattached():
        article = await _owner(tables, BodyText.of(sections))
        if article is not None:
            await tables.bodies.attach(file_id, article.id)
            attached.add(article.id)
    return attached


async def _owner(tables: Tables, body: BodyText) -> Article | None:
    """The article whose excerpt or title stands in the text, the longest match first."""
    found = await tables.index.sharing(body.words, limit=_CANDIDATES)
    found += await tables.index.sharing(body.beginning_words, limit=_CANDIDATES, in_title=True)
    articles = await tables.articles.by_ids(list(dict.fromkeys(found)), guild_id=None)
    matches = [
        (body.matching_words(title=a.title, excerpt=a.excerpt), a.has_file, -a.id, a)
        for a in articles
    ]
    best = max(matches, default=None, key=lambda match: match[:3])
    return best[3] if best is not None and best[0] else None
