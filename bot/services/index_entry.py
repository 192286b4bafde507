"""What the index is told of an article: the texts of its fields."""

from bot.domain.article import Article, Statement
from bot.domain.body import body_text
from bot.storage.indexing import IndexEntry


def index_entry(article_id: int, article: Article | Statement) -> IndexEntry:
    """The entry of an article as it is stored, or of what is to be stored as one."""
    return IndexEntry(
        article_id,
        article.title,
        article.excerpt,
        body_text(article.body) if article.body else "",
        " ".join(article.topics),
        f"{article.provider} {article.domain}",
    )
