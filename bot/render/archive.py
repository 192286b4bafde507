"""What the command line says of an archive's index: that it is made anew, and its health."""

from bot.render.words import count

INDEXING = "Making the index"
INDEXING_UNIT = "article"
OUTDATED = "the index is of an older version and is made anew"


def reindexed(articles: int, *, seconds: float) -> str:
    """What `reindex` did."""
    return f"{count(articles, 'article')} indexed in {seconds:.1f} seconds."
