"""What holds for every search of every archive, whatever is typed and whatever titles there are."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.search import SearchQuery
from bot.domain.words import fold_words
from bot.services.search_news import search_news

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
EACH = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


async def search(store, text, *, collapses=False):
    return await search_news(
        store, SearchQuery(text), guild_id=None, limit=100, now=NOW, collapses=collapses
    )


WORDS = st.sampled_from(
    (
        *("zebra", "zebras", "zebar", "crossing", "crossings", "cross", "closed", "lion", "lions"),
        *("data", "base", "database", "covid", "covid19", "19", "gpt", "2", "3", "the", "of", "a"),
        *("人工智能", "智能", "ไทย", "café", "cafe", "news", "new", "s", "AI", "China", "Axios"),
    )
)
SIGNS = st.sampled_from(
    (
        *('"zebra crossing"', '"the', 'closed"', "“lion”", "-zebra", "-cross", '-"the lion"', "--"),
        *("topic:AI", "topic:", "source:axios", "on:", "on:2019", "before:2019", "after:yesterday"),
        *("https://site.com/0", "https://site.com/zebra-crossing?utm_source=x", "<", ">", ":", "—"),
        *("C++", "R2-D2", "AT&T", "(", "*", "AND", "NOT", "NEAR(a, b)", "title:", "2019-12-05"),
        *("🎉", "don't", "world’s", "#1", "50%", "\\", "'", "on:2019-11-05", "source:nobody"),
    )
)
TITLES = st.lists(WORDS | SIGNS, min_size=1, max_size=8).map(" ".join).filter(fold_words)
LONG_TITLES = st.lists(WORDS, min_size=25, max_size=130).map(" ".join)
ALIKE = st.tuples(TITLES | LONG_TITLES, st.lists(WORDS, max_size=6)).map(
    lambda drawn: [drawn[0], *(f"{drawn[0]} {word}" for word in drawn[1])]
)
ARCHIVES = st.lists(TITLES.map(lambda title: [title]) | ALIKE, min_size=1, max_size=6).map(
    lambda groups: list(itertools.chain(*groups))
)


@pytest.fixture(params=[100_000, 9], ids=["all words", "words that are too frequent"])
def _frequent(request, monkeypatch):
    """How many ids are read: of what a few articles hold an archive of millions reads no more."""
    monkeypatch.setattr("bot.storage.index._MOST_IDS", request.param)


@pytest.mark.usefixtures("_frequent")
@given(titles=ARCHIVES)
@EACH
async def test_an_exact_title_is_always_first(archive_of, titles):
    async with archive_of(titles) as store:
        for title, collapses in itertools.product(titles, (False, True)):
            first = (await search(store, title, collapses=collapses)).hits[0].article.title
            assert fold_words(first) == fold_words(title)


@st.composite
def misspelt(draw, words):
    """A word, perhaps with a letter lost, added, changed or swapped with the next."""
    word = draw(words)
    at = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("aeszy"))
    return draw(
        st.sampled_from(
            (
                *(word, word, word[:at] + word[at + 1 :], word[:at] + letter + word[at:]),
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
            )
        )
    )


@st.composite
def asked(draw, titles):
    """A typed word: one of the titles', a part of it, two in one, or one that none has."""
    known = st.sampled_from(sorted({word for title in titles for word in fold_words(title)}))
    joined = st.tuples(known, known).map("".join)
    part = st.tuples(known, st.integers(1, 5)).map(lambda drawn: drawn[0][: drawn[1]])
    word = draw(misspelt(known | joined | part | st.sampled_from(("zzqq", "recognition", "lin"))))
    return word or "x"


def found(result):
    return {story.article_id for story in result.stories}


@pytest.mark.usefixtures("_frequent")
@given(data=st.data(), titles=ARCHIVES)
@EACH
async def test_the_order_of_two_whole_words_does_not_change_what_is_found(archive_of, titles, data):
    async with archive_of(titles) as store:
        for first, second in data.draw(
            st.lists(st.tuples(asked(titles), asked(titles)), max_size=9)
        ):
            there = await search(store, f"{first} {second} ")
            back = await search(store, f"{second} {first} ")
            assert found(there) == found(back), (first, second)
            assert there.total == back.total
