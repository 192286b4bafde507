"""Find the articles that plain texts of the corpus are the bodies of."""

from bot.domain.article import Article
from bot.domain.ownership import BodyText
from bot.domain.vocabulary import Vocabulary
from bot.storage.store import Tables

# A body of 4,000 words has 1,000 phrases; of a longer one, those of the rarest words are tried.
_PROBES = 1_000
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
    probes = _probes(body, await tables.index.vocabulary())
    if not probes:
        return None
    found = await tables.index.sharing(probes, limit=_CANDIDATES)
    articles = await tables.articles.by_ids(found, guild_id=None)
    matches = [
        (body.matching_words(title=a.title, excerpt=a.excerpt), a.has_file, -a.id, a)
        for a in articles
    ]
    best = max(matches, default=None, key=lambda match: match[:3])
    return best[3] if best is not None and best[0] else None


def _probes(body: BodyText, vocabulary: Vocabulary) -> list[str]:
    """The phrases whose words the archive knows, those of the rarest words first."""
    known = vocabulary.words
    rarities = (
        (min(known.get(word, 0) for word in phrase.split()), phrase) for phrase in body.phrases()
    )
    return [phrase for rarity, phrase in sorted(rarities) if rarity][:_PROBES]
