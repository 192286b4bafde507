"""The index through any sequence of changes, against a plain model of it."""

import asyncio
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.health import Aspect
from bot.services.check_postings import check_postings
from bot.storage.index import Index
from bot.storage.indexing import IndexEntry, Indexing
from bot.storage.postings import BLOCK_SIZE, decode_ids
from bot.storage.schema import migrate
from bot.storage.store import open_store

WORDS = st.text("abc", min_size=1, max_size=5)
FIELD = st.lists(WORDS, max_size=4).map(" ".join)
IDS = st.integers(1, 30)
ENTRIES = st.builds(
    IndexEntry, IDS, title=FIELD, excerpt=FIELD, body=FIELD, topics=FIELD, source=FIELD
)
PUT = st.lists(ENTRIES, max_size=8).map(lambda entries: ("put", entries))
DELETE = st.lists(IDS, max_size=5).map(lambda ids: ("delete", ids))
# Each transaction makes several changes.
TRANSACTIONS = st.lists(st.lists(st.one_of(PUT, PUT, DELETE), max_size=3), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    """A database without articles: making each anew would take most of the time."""
    path = tmp_path_factory.mktemp("blank") / "newsdesk.db"
    migrate(path)
    return path


def changed(model, step):
    """The model, entries by article id, after one step."""
    kind, items = step
    if kind == "put":
        return model | {entry.article_id: entry for entry in items}
    return {article_id: entry for article_id, entry in model.items() if article_id not in items}


def meant(model):
    """What the tables should say: the lists by word, and each article's fields."""
    titles, others = Counter(), Counter()
    lists = {}
    for article_id, e in sorted(model.items()):
        title = set(e.title.split())
        rest = set(" ".join((e.excerpt, e.body, e.topics, e.source)).split()) - title
        for counts, place, words in ((titles, 0, title), (others, 1, rest)):
            counts.update(words)
            for word in words:
                lists.setdefault((word, place), []).append(article_id)
    fields = {
        e.article_id: (e.title, e.title, e.excerpt, e.topics, f"{e.body} {e.source}".strip())
        for e in model.values()
    }
    return lists, titles, others, fields


async def stored(connection, block_size):
    """The same as it stands in the tables, read without the code that wrote it."""
    rows = await connection.all("SELECT id, word, titles, others FROM words")
    spelt = {number: word for number, word, _, _ in rows}
    lists = {}
    for key, data in await connection.all("SELECT key, ids FROM postings ORDER BY key"):
        ids = list(decode_ids(data))
        assert 0 < len(ids) <= block_size
        assert ids[0] == key % 2**32
        lists.setdefault((spelt[key >> 33], (key >> 32) % 2), []).extend(ids)
    titles = Counter({word: count for _, word, count, _ in rows})
    others = Counter({word: count for _, word, _, count in rows})
    fields = {
        article_id: (start, *(" ".join(spelt[n] for n in decode_ids(field)) for field in numbers))
        for article_id, start, *numbers in await connection.all("SELECT * FROM article_words")
    }
    return lists, titles, others, fields


async def apply(store, steps, sizes):
    """Make the steps in one transaction."""
    async with store.writing() as tables:
        indexing = Indexing(tables.facts._connection, **sizes)
        for kind, items in steps:
            await getattr(indexing, kind)(items)


async def assert_as_loaded_fresh(store):
    """The words kept in memory are those that would be loaded now."""
    await store.index.catch_up()
    kept = await store.index.vocabulary()
    fresh = await Index(store.facts._connection).vocabulary()
    assert kept.words == fresh.words
    assert kept.size == fresh.size
    for word in ["a", "ab", "cab", "abca", "zz"]:
        assert kept.documents(word) == fresh.documents(word)
        assert kept.near(word, edits=1) == fresh.near(word, edits=1)
        assert kept.near(word, edits=2) == fresh.near(word, edits=2)
        assert kept.completions(word, limit=9) == fresh.completions(word, limit=9)
        assert kept.near_completions(word, limit=9) == fresh.near_completions(word, limit=9)


async def follow(path, transactions, sizes):
    """Make the transactions one after the other, and look after each."""
    model = {}
    async with open_store(path) as store:
        for steps in transactions:
            await apply(store, steps, sizes)
            for step in steps:
                model = changed(model, step)
            found = await stored(store.facts._connection, sizes.get("block_size", BLOCK_SIZE))
            assert found == meant(model)
            assert await store.inspection.index_size() == (len(model), len(model))
            checks = await check_postings(store, await store.inspection.words())
            assert {check.aspect: check.problems for check in checks} == {
                Aspect.BLOCKS: 0,
                Aspect.POSTINGS: 0,
                Aspect.COUNTS: 0,
            }
            await assert_as_loaded_fresh(store)


@pytest.mark.parametrize(
    "sizes",
    [
        {},
        {"block_size": 1},
        {"block_size": 3, "batch_size": 2},
        {"block_size": 2, "batch_size": 1, "most_gathered": 9},
    ],
    ids=["usual", "blocks of one", "small batches", "written often"],
)
@settings(max_examples=30, deadline=None)
@given(transactions=TRANSACTIONS)
def test_the_tables_and_the_words_in_memory_follow(blank, transactions, sizes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newsdesk.db"
        shutil.copy(blank, path)
        asyncio.run(follow(path, transactions, sizes))
