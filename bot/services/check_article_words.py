"""Check that what is indexed of each article is what it says, as its words are folded now."""

import asyncio
from collections.abc import Iterable, Mapping

from bot.domain.article import Article
from bot.domain.health import Aspect, Check, Finding
from bot.domain.words import fold_words
from bot.services.index_entry import index_entry
from bot.storage.article_words import NumberedWords, title_start
from bot.storage.store import Tables

_BATCH = 500


async def check_article_words(tables: Tables, spelt: Mapping[int, str]) -> Check:
    """Whether the words of every article are those indexed; `spelt` are the index's words."""
    finding = Finding(Aspect.WORDS)
    last = 0
    while articles := await tables.articles.after(last, limit=_BATCH):
        indexed = await tables.inspection.article_words_of(article.id for article in articles)
        await asyncio.to_thread(_look_at, articles, indexed, spelt, finding)
        last = articles[-1].id
    return finding.check()


def _look_at(
    articles: Iterable[Article],
    indexed: Mapping[int, NumberedWords],
    spelt: Mapping[int, str],
    finding: Finding,
) -> None:
    for article in articles:
        words = indexed.get(article.id)
        # That an article isn't there at all is seen elsewhere.
        if words is not None:
            finding.look(article.title, is_right=_is_as_folded(article, words, spelt))


def _is_as_folded(article: Article, words: NumberedWords, spelt: Mapping[int, str]) -> bool:
    entry = index_entry(article.id, article)
    title = fold_words(entry.title)
    stored = (words.title, words.excerpt, words.topics, words.rest)
    others = (entry.excerpt, entry.topics, f"{entry.body} {entry.source}")
    folded = (title, *map(fold_words, others))
    return words.start == title_start(" ".join(title)) and all(
        [spelt.get(number) for number in numbers] == list(now)
        for numbers, now in zip(stored, folded, strict=True)
    )
