"""An archive of any size, made up around a real one.

    python bench/scaled.py FOLDER... --size 1000000 --database FILE [--excerpts] [--seed 1]

The real articles of the folders come first; the titles of the others are recombined from words of
real titles (see recombine.py), with providers, topics and kinds of real ones, published evenly over
2010 to 2020. Without `--excerpts` none has an excerpt. The same folders and seed make the same
archive.
"""

import argparse
import asyncio
import heapq
import random
import string
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice, repeat
from pathlib import Path
from typing import TypeVar

from recombine import Recombiner

from bot.domain.article import Article, MergedArticle, Statement
from bot.domain.words import fold_words
from bot.services.index_entry import index_entry
from bot.services.load_corpus import load_corpus
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.store import Store, open_store

_BATCH = 20_000
_FIRST = datetime(2010, 1, 1, tzinfo=UTC)
_SPAN = datetime(2021, 1, 1, tzinfo=UTC) - _FIRST
# So many of a title's words stand in the excerpt of a real article too, about.
_ECHOED = 0.5
_T = TypeVar("_T")


async def real_articles(folders: Sequence[Path]) -> list[Article]:
    """Every visible article of the folders, with a file of its own or not, oldest first."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(Path(folder) / "real.db") as store:
            await load_corpus(store, folders)
            ids = range(1, await store.articles.next_id())
            articles = await store.articles.by_ids(ids, guild_id=None)
    return sorted(articles, key=lambda article: (article.published, article.id))


def scaled_titles(real: Sequence[str], *, size: int, seed: int = 1) -> Iterator[str]:
    """`size` titles: the real ones, or a choice of them, then made ones, no two alike."""
    yield from _chosen(real, size, seed)
    yield from islice(_made_lines(real, seed), max(0, size - len(real)))


def scaled_articles(
    real: Sequence[Article], *, size: int, seed: int = 1, excerpts: bool = False
) -> Iterator[NumberedArticle]:
    """`size` articles likewise, numbered from 1 in the order they came out, as a load does.

    They have no bodies, and without `excerpts` none of these.
    """
    chosen = _chosen(real, size, seed)
    made = _made_articles(real, size - len(chosen), seed, excerpts=excerpts)
    merged = heapq.merge(chosen, made, key=lambda article: article.published)
    for number, article in enumerate(merged, 1):
        yield _numbered(article, number, article.excerpt if excerpts else "")


async def fill(store: Store, articles: Iterable[NumberedArticle]) -> float:
    """Store and index the articles, numbered upwards; the seconds that took, not making them."""
    remaining = iter(articles)
    seconds = 0.0
    while batch := list(islice(remaining, _BATCH)):
        began = time.perf_counter()
        async with store.writing() as tables:
            await tables.articles.put(batch)
            await tables.indexing.put(index_entry(a.id, a.merged.statement) for a in batch)
        seconds += time.perf_counter() - began
    return seconds


def _chosen(real: Sequence[_T], size: int, seed: int) -> Sequence[_T]:
    """All of them, or `size` in their order."""
    if size >= len(real):
        return real
    rng = random.Random(seed)  # noqa: S311  not for secrets
    return [real[i] for i in sorted(rng.sample(range(len(real)), size))]


def _made_lines(real: Sequence[str], seed: int) -> Iterator[str]:
    """Endlessly many lines as the real ones are."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    recombiner = Recombiner(map(fold_words, real), rng)
    shown = _usual_forms(real)
    while True:
        yield " ".join(shown.get(word, word) for word in recombiner.make())


def _usual_forms(lines: Iterable[str]) -> dict[str, str]:
    """How each folded word is written mostly, such as "ai" as "AI"."""
    counts = Counter(token.strip(string.punctuation) for line in lines for token in line.split())
    forms: dict[str, str] = {}
    for token, _ in counts.most_common():
        words = fold_words(token)
        if len(words) == 1:
            forms.setdefault(words[0], token)
    return forms


def _made_articles(
    real: Sequence[Article], number: int, seed: int, *, excerpts: bool
) -> Iterator[Article]:
    """So many, evenly over the years; topics, provider and quality of a real article by chance."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    titles = _made_lines([article.title for article in real], seed)
    texts = [article.excerpt for article in real if article.excerpt] if excerpts else []
    lines = _made_lines(texts, seed) if texts else repeat("")
    for i, title, line in zip(range(number), titles, lines, strict=False):
        yield replace(
            rng.choice(real),
            title=title,
            excerpt=_echoing(title, line, rng),
            published=_FIRST + _SPAN * (i / number),
        )


def _echoing(title: str, line: str, rng: random.Random) -> str:
    """The line, some of whose words give way to some of the title's."""
    words = line.split()
    for word in title.split() if words else ():
        if rng.random() < _ECHOED:
            words[rng.randrange(len(words))] = word
    return " ".join(words)


def _numbered(article: Article, number: int, excerpt: str) -> NumberedArticle:
    statement = Statement(
        key=f"{article.domain}/{number}",
        url=f"https://{article.domain}/{number}",
        title=article.title,
        published=article.published.replace(microsecond=0),
        is_own=article.has_file,
        excerpt=excerpt,
        provider=article.provider,
        domain=article.domain,
        kind=article.kind,
        quality=article.quality,
        topics=article.topics,
    )
    merged = MergedArticle(statement, topics_inferred=article.topics_inferred)
    return NumberedArticle(number, merged, article_digest(merged))


async def _run(arguments: argparse.Namespace) -> None:
    real = await real_articles(arguments.folders)
    articles = scaled_articles(
        real, size=arguments.size, seed=arguments.seed, excerpts=arguments.excerpts
    )
    async with open_store(arguments.database) as store:
        seconds = await fill(store, articles)
    print(f"{arguments.size:,} articles around {len(real):,} real ones, stored in {seconds:.1f} s")


def main() -> None:
    """Make such a database."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database", type=Path, required=True)
    parser.add_argument("--excerpts", action="store_true", help="give the articles excerpts")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(_run(parser.parse_args()))


if __name__ == "__main__":
    main()
