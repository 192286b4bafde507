"""Find the articles that plain texts of the corpus are the bodies of."""

from bot.domain.article import Article
from bot.domain.body import Sections, body_text, matching_words
from bot.domain.words import fold_words
from bot.storage.index import Filters
from bot.storage.store import Tables

# Rare words find an excerpt's article; the text's commonest are in every article.
_PROBES = 32
_CANDIDATES = 50


async def attach_bodies(tables: Tables) -> set[int]:
    """Attach each text that belongs to no article yet and now can; the articles it gave a body.

    Runs inside a transaction.
    """
    attached = set()
    for file_id, sections in await tables.bodies.unattached():
        article = await _owner(tables, sections)
        if article is not None:
            await tables.bodies.attach(file_id, article.id)
            attached.add(article.id)
    return attached


async def _owner(tables: Tables, sections: Sections) -> Article | None:
    """The article whose excerpt or title stands in the text, the longest match first."""
    vocabulary = await tables.index.vocabulary()
    words = {word for word in fold_words(body_text(sections)) if word in vocabulary.words}
    probes = sorted(words, key=lambda word: (vocabulary.words[word], word))[:_PROBES]
    if not probes:
        return None
    found = await tables.index.candidates([probes], Filters(), guild_id=None, limit=_CANDIDATES)
    articles = await tables.articles.by_ids([c.article_id for c in found], guild_id=None)
    matches = [
        (matching_words(sections, title=a.title, excerpt=a.excerpt), a.has_file, -a.id, a)
        for a in articles
    ]
    best = max(matches, default=None, key=lambda match: match[:3])
    return best[3] if best is not None and best[0] else None
