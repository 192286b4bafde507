"""What the index is told of an article: the words of its fields, as search knows words."""

from bot.domain.article import Article, Statement
from bot.domain.body import body_text
from bot.domain.words import fold_words
from bot.storage.indexing import IndexEntry


def index_entry(article_id: int, article: Article | Statement) -> IndexEntry:
    """The entry of an article as it is stored, or of what is to be stored as one."""
    return IndexEntry(
        article_id,
        title=fold_words(article.title),
        excerpt=fold_words(article.excerpt),
        body=fold_words(body_text(article.body)),
        topics=fold_words(" ".join(article.topics)),
        source=fold_words(f"{article.provider} {article.domain}"),
    )
