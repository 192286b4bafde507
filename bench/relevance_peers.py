"""What related articles are measured beside: simple ways to find them, each over all articles."""

import heapq
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.domain.article import Article
from bot.domain.report import stem
from bot.domain.words import fold_words

TOP = 10
_TITLE = 3
_RAREST = 12
_K1, _B = 1.2, 0.75
Find = Callable[[Article], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Pool:
    """All articles by id, with their stemmed words, those of the title three times."""

    articles: Mapping[int, Article]
    words: Mapping[int, Counter[str]]
    documents: Mapping[str, int]

    @staticmethod
    def of(articles: Sequence[Article]) -> "Pool":
        words = {a.id: _counted(a) for a in articles}
        documents = Counter(word for counted in words.values() for word in counted)
        return Pool({a.id: a for a in articles}, words, documents)


def make_peers(articles: Sequence[Article]) -> dict[str, Find]:
    """Every way by its name."""
    pool = Pool.of(articles)
    return {
        "same day by quality": _same_day(pool),
        "RapidFuzz token_set": _rapidfuzz(pool),
        "FTS5, 12 rarest of the title": _fts5(pool),
        "TF-IDF, title x3 + excerpt": _tf_idf(pool),
        "BM25, title x3 + excerpt": _bm25(pool),
    }


def _counted(article: Article) -> Counter[str]:
    counted = Counter(map(stem, fold_words(article.excerpt)))
    for word in fold_words(article.title):
        counted[stem(word)] += _TITLE
    return counted


def _same_day(pool: Pool) -> Find:
    days = defaultdict(list)
    for article in pool.articles.values():
        days[article.published.date()].append(article)

    def find(asked: Article) -> Sequence[int]:
        others = (a for a in days[asked.published.date()] if a.id != asked.id)
        return [a.id for a in heapq.nlargest(TOP, others, key=lambda a: (a.quality, -a.id))]

    return find


def _rapidfuzz(pool: Pool) -> Find:
    titles = {i: " ".join(fold_words(a.title)) for i, a in pool.articles.items()}

    def find(asked: Article) -> Sequence[int]:
        found = process.extract(
            titles[asked.id], titles, scorer=fuzz.token_set_ratio, limit=TOP + 1
        )
        return [match[2] for match in found if match[2] != asked.id][:TOP]

    return find


def _fts5(pool: Pool) -> Find:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, excerpt)")
    texts = {
        i: (" ".join(fold_words(a.title)), " ".join(fold_words(a.excerpt)))
        for i, a in pool.articles.items()
    }
    connection.executemany(
        "INSERT INTO texts (rowid, title, excerpt) VALUES (?, ?, ?)",
        ((i, *text) for i, text in texts.items()),
    )
    held = Counter(word for text in texts.values() for word in {*" ".join(text).split()})

    def find(asked: Article) -> Sequence[int]:
        words = sorted(set(fold_words(asked.title)), key=lambda w: (held[w], w))[:_RAREST]
        query = " OR ".join(f'"{word}"' for word in words) or '""'
        rows = connection.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid <> ?"
            " ORDER BY bm25(texts, 3, 1) LIMIT ?",
            (query, asked.id, TOP),
        )
        return [row[0] for row in rows]

    return find


def _tf_idf(pool: Pool) -> Find:
    size = len(pool.articles)
    vectors: dict[int, dict[str, float]] = {}
    for i, counted in pool.words.items():
        weighed = {w: n * math.log(size / pool.documents[w]) for w, n in counted.items()}
        norm = math.sqrt(sum(v * v for v in weighed.values())) or 1.0
        vectors[i] = {w: v / norm for w, v in weighed.items()}
    return _inverted(vectors, lambda asked: vectors[asked.id])


def _bm25(pool: Pool) -> Find:
    size = len(pool.articles)
    lengths = {i: counted.total() for i, counted in pool.words.items()}
    usual = sum(lengths.values()) / (size or 1)

    def rarity(word: str) -> float:
        held = pool.documents[word]
        return math.log(1 + (size - held + 0.5) / (held + 0.5))

    vectors = {
        i: {
            w: rarity(w) * n * (_K1 + 1) / (n + _K1 * (1 - _B + _B * lengths[i] / usual))
            for w, n in counted.items()
        }
        for i, counted in pool.words.items()
    }
    return _inverted(vectors, lambda asked: dict(pool.words[asked.id]))


def _inverted(
    vectors: Mapping[int, Mapping[str, float]], asking: Callable[[Article], Mapping[str, float]]
) -> Find:
    lists: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, vector in vectors.items():
        for word, value in vector.items():
            lists[word].append((i, value))

    def find(asked: Article) -> Sequence[int]:
        scores: dict[int, float] = defaultdict(float)
        for word, weight in asking(asked).items():
            for i, value in lists[word]:
                scores[i] += weight * value
        scores.pop(asked.id, None)
        return heapq.nlargest(TOP, scores, key=lambda i: (scores[i], -i))

    return find
