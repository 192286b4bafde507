"""Whatever is typed is a query, and none takes long."""

import asyncio
import itertools
import time
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.search import ResultPage, SearchQuery
from bot.services.ask_news import ask_news
from bot.services.complete import complete_query
from bot.services.explain_page import explain_page
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
EACH = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "ru")
WORDS = ["".join(syllables) for syllables in itertools.product(SYLLABLES, repeat=3)]


def _title(number):
    told = [WORDS[(7 * number + 131 * at) % len(WORDS)] for at in range(5)]
    return f"the {told[0]} {told[1]} of {told[2]} and {told[3]} in {told[4]}"


@pytest.fixture(scope="module")
def crowd(empty_database, tmp_path_factory, listing):
    """The file of an archive of two thousand articles, whose titles share their words."""
    folder = tmp_path_factory.mktemp("crowd")
    (folder / "news.db").write_bytes(empty_database)
    for file in range(20):
        titles = [_title(100 * file + number) for number in range(100)]
        (folder / f"{file}.txt").write_text(listing(titles, start=100 * file))
    asyncio.run(_load(folder))
    return folder / "news.db"


async def _load(folder):
    async with open_store(folder / "news.db") as store:
        report = await load_corpus(store, [*folder.glob("*.txt")])
        assert report.articles + report.related == 2000


HOSTILE = st.sampled_from(
    (
        *('"', "'", "(", ")", "*", ":", "^", "-", "+", "{", "}", "[", "]", "\\", ";", "--", "\x00"),
        *(
            "AND",
            "OR",
            "NOT",
            "NEAR(a b, 2)",
            "title:",
            "人工",
            "智",
            "ไทย",
            "\ud800",
            "🎉",
            "\u0301",
        ),
        *(
            "topic:",
            "topic:AI",
            "source:",
            "source:axios",
            "before:",
            "before:2019",
            "on:",
            "after:x",
        ),
        *(
            "https://",
            "https://site.com/1",
            "https://a.b/c-d",
            "-x",
            '-"a b"',
            '"a b"',
            "<",
            "%",
            "_",
        ),
        *(
            "the",
            "of",
            "and",
            "a",
            "s",
            "ss",
            "sss",
            "to in",
            "1",
            "2019",
            "\u2028",
            "\x85",
            "ß",
            "İ",
        ),
    )
)


@st.composite
def hostile_texts(draw):
    """Up to 3,000 characters, of which hypothesis alone would not draw so many."""
    pieces = draw(st.lists(HOSTILE | st.text(max_size=8), max_size=9))
    text = draw(st.sampled_from(("", " ", "\n"))).join(pieces)
    return (text * draw(st.sampled_from((1, 1, 2, 50, 3000))))[:3000]


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "topic": hostile_texts(),
        "source": hostile_texts(),
        "by_date": st.booleans(),
        "is_literal": st.booleans(),
    },
)


@given(text=hostile_texts(), options=OPTIONS)
@example(text="the of and to in", options={})
@example(text="the of and to in " * 170, options={"by_date": True})
@example(text="?!." * 1000, options={})
@example(text="\x00" * 3000, options={})
@example(text="a" * 3000, options={})
@example(text="aeio" * 750, options={"is_literal": True})
@example(text='"' * 3000, options={})
@example(text="-a " * 1000, options={})
@example(text=" ".join(f"-{number}" for number in range(800)), options={"topic": "AI"})
@example(text=" ".join(f'"the {number}"' for number in range(300)), options={})
@example(text=" ".join(f"topic:{number}" for number in range(300)), options={})
@EACH
async def test_no_query_fails_or_takes_a_second(crowd, text, options):
    async with open_store(crowd) as store:
        await _asked_within_a_second(store, text, options)


@given(random=st.randoms(use_true_random=False), kind=st.sampled_from(("", "typos", "joined")))
@settings(EACH, max_examples=15)
async def test_no_long_query_of_words_takes_a_second(crowd, random, kind):
    typed = [random.choice(WORDS) for _ in range(500)]
    if kind == "typos":
        typed = [word[:2] + random.choice("abe") + word[3:] for word in typed]
    elif kind == "joined":
        typed = [word + random.choice(WORDS) for word in typed]
    async with open_store(crowd) as store:
        await _asked_within_a_second(store, " ".join(typed), {})


async def _asked_within_a_second(store, text, options):
    query = SearchQuery(text, **options)
    # The processor's time: what else the machine does is no query's fault.
    began = time.process_time()
    answer = await ask_news(store, query, guild_id=None, member_id=1, now=NOW)
    answered = time.process_time()
    completions = await complete_query(store, text, guild_id=1, now=NOW)
    completed = time.process_time()
    assert answered - began < 1
    assert completed - answered < 1
    assert len(completions) <= 25
    assert len(answer.hits) <= 5
    if isinstance(answer, ResultPage):
        assert answer.hits
        assert await explain_page(store, answer.results.id, 0, guild_id=None, now=NOW)
