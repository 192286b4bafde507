"""Render every view for a corpus's longest articles and hold each against Discord's limits.

Validates against Discord's OpenAPI document (https://github.com/discord/discord-api-spec) and
against what that document leaves out (bot.render.limits). Exit code 1 on any violation.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import discord
import jsonschema_rs
from discord import ui

from bot.domain.article import Article
from bot.domain.related import Reason, RelatedArticle, RelatedNews
from bot.domain.search import (
    ResultList,
    ResultPage,
    SearchHit,
    SearchQuery,
    SearchResult,
    Story,
)
from bot.domain.spelling import Alternative
from bot.domain.terms import TITLE, Terms, WordTerm
from bot.domain.words import fold_words
from bot.render.errors import fault_card
from bot.render.guide import help_card, welcome_card
from bot.render.limits import broken_limits
from bot.render.related import related_card
from bot.render.results import answer_card, page_card, shared_card
from bot.render.why import why_card
from bot.services.load_corpus import load_corpus
from bot.storage.store import Store, open_store

LONGEST = 50
PAGE_SIZE = 5
RELATED = 5
BATCH = 2000
SNOWFLAKE = 1_500_000_000_000_000_000
NOW = datetime(2026, 1, 1, tzinfo=UTC)
# As many words of a query as are looked for.
WORDS = 24

Named = tuple[str, ui.LayoutView]


async def longest_articles(corpus: Path) -> list[Article]:
    """Load a corpus into a fresh archive and return its longest articles."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "limits.db") as store:
            await load_corpus(store, (corpus,))
            return await _longest(store)


async def _longest(store: Store) -> list[Article]:
    best: list[Article] = []
    last = await store.articles.next_id()
    for first in range(1, last, BATCH):
        ids = range(first, min(first + BATCH, last))
        articles = await store.articles.by_ids(ids, guild_id=None)
        best = sorted([*best, *articles], key=_length, reverse=True)[:LONGEST]
    return best


def _length(article: Article) -> int:
    """Count everything of an article that a card may show."""
    image = article.image
    texts = [article.title, article.excerpt, article.provider, article.url, *article.topics]
    return sum(map(len, texts)) + (len(image.url) + len(image.title) if image else 0)


def views(articles: list[Article]) -> Iterator[Named]:
    """Render everything that Newsdesk can say, once for each set of articles."""
    for first in range(0, len(articles), PAGE_SIZE):
        yield from _answers(articles, first)
    for article in articles:
        others = tuple(other for other in articles if other is not article)
        reason = Reason("follow_up", 45, fold_words(article.title)[:3], is_listed=True)
        related = tuple(RelatedArticle(o, 1.0, reason, others) for o in others[:RELATED])
        yield "related", related_card(RelatedNews(article, related))
        yield "related to nothing", related_card(RelatedNews(article, ()))
        yield "nothing found", answer_card(_nothing(article, articles), now=NOW)
    ids = {"news": SNOWFLAKE, "help": SNOWFLAKE}
    yield from (("help", help_card(ids)), ("welcome", welcome_card(ids)))
    yield "fault", fault_card("0" * 8)


def _answers(articles: list[Article], first: int) -> Iterator[Named]:
    shown = tuple(articles[first : first + PAGE_SIZE])
    lead = shown[0]
    query = SearchQuery(
        lead.title, lead.topics[0] if lead.topics else None, lead.provider, NOW, NOW, by_date=True
    )
    words = tuple(word for article in shown for word in fold_words(article.title + article.excerpt))
    results = ResultList(
        "x" * 22,
        query,
        lead.excerpt or None,
        10**6,
        tuple(Story(article.id, also=(1, 2, 3, 4)) for article in articles),
        is_more=True,
        words=words,
    )
    # Every other word, so that each stands out by itself.
    hits = tuple(SearchHit(a, 1.0, _terms(words[::2]), tuple(articles)) for a in shown)
    page = ResultPage(results, first // PAGE_SIZE, -(-len(articles) // PAGE_SIZE), hits)
    scattered = replace(page, results=replace(results, words=words[::2]))
    yield "answer", page_card(page)
    yield "answer in scattered words", page_card(scattered)
    yield "answer on one page", page_card(replace(page, number=0, pages=1))
    yield "shared answer", shared_card(scattered, sharer_id=SNOWFLAKE)
    yield "why", why_card(page)


def _terms(words: tuple[str, ...]) -> Terms:
    """A score for many words, each corrected into two."""
    typed = words[:WORDS]
    meant = Alternative(words[-2:], 1.0, is_correction=True)
    terms = tuple(WordTerm(word, 1 / len(typed), meant, TITLE) for word in typed)
    return Terms(terms, 1.0, 1.0, *[0.01] * 6)


def _nothing(article: Article, articles: list[Article]) -> SearchResult:
    query = SearchQuery(article.excerpt, article.title, article.provider, NOW, NOW, is_literal=True)
    spellings = (article.title, article.provider)
    return SearchResult(
        query, 0, (), spellings=spellings, topics=article.topics, newest=tuple(articles)
    )


def problems(named: Iterable[Named], openapi: Path, seen: Counter[str]) -> Iterator[str]:
    """Name whatever Discord would refuse, and count the views by name in `seen`."""
    document = json.loads(openapi.read_bytes())
    reference = {"$ref": "#/components/schemas/MessageCreateRequest"}
    schema = jsonschema_rs.Draft202012Validator(
        {**reference, "components": document["components"]}, validate_formats=True
    )
    flags = discord.MessageFlags(components_v2=True).value
    for name, view in named:
        seen[name] += 1
        components = view.to_components()
        yield from (f"{name}: {problem}" for problem in broken_limits(components))
        for error in schema.iter_errors({"flags": flags, "components": components}):
            yield f"{name}: {error.message}"


def main() -> int:
    """Print the violations and one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--openapi", type=Path, required=True, help="Discord's openapi.json")
    parser.add_argument("--corpus", type=Path, required=True, help="file or folder to load")
    arguments = parser.parse_args()
    articles = asyncio.run(longest_articles(arguments.corpus))
    seen: Counter[str] = Counter()
    found = list(problems(views(articles), arguments.openapi, seen))
    sys.stderr.writelines(f"{problem}\n" for problem in found)
    lengths = [_length(article) for article in articles]
    print(
        f"limits: {len(articles)} longest articles ({min(lengths)} to {max(lengths)} characters), "
        f"{seen.total()} messages of {len(seen)} kinds, {len(found)} violations"
    )
    return 1 if found or len(articles) < LONGEST else 0


if __name__ == "__main__":
    sys.exit(main())
