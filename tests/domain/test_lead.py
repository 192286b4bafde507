"""The order of a briefing's stories."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article
from bot.domain.heat import Heat, half_life, heat_of
from bot.domain.lead import PER_PROVIDER, Lead, paged, provider_of

END = datetime(2019, 12, 6, tzinfo=UTC)
WEEK = timedelta(days=7)


def make(number, quality=50, *, title=None, provider=None, hours=1, **fields):
    article = Article(
        number,
        f"https://site.com/{number}",
        title or f"Event{number} befell place{number}",
        "",
        provider or f"Provider {number}",
        "site.com",
        END - timedelta(hours=hours),
        quality=quality,
        **fields,
    )
    heat = heat_of(article, sources=1, in_title=False, end=END, life=half_life(WEEK))
    return Lead(article, number, heat)


def ids(pages):
    return [[lead.article.id for lead in page] for page in pages]


def test_the_hottest_come_first():
    assert ids(paged([make(1, 40), make(2, 90), make(3, 60)], most=9, page=2)) == [[2, 3], [1]]


def test_of_one_provider_there_are_two_on_a_page_and_more_on_the_next():
    leads = [make(n, 90 - n, provider="Microsoft") for n in range(5)] + [make(9, 10)]
    assert ids(paged(leads, most=9, page=3)) == [[0, 1, 9], [2, 3], [4]]


def test_what_is_like_a_story_above_it_gives_way():
    first = make(1, 90, title="Senate bans face scans in airports")
    same = make(2, 88, title="Airports: senate bans face scans")
    other = make(3, 60, title="Robot cooks burgers in Florida")
    pages = paged([first, same, other], most=9, page=3)
    assert ids(pages) == [[1, 3, 2]]
    assert pages[0][2].heat.likeness < -0.5


def test_a_shared_topic_spreads_less_than_a_shared_title_does():
    leads = [make(1, 90, topics=("Law",)), make(2, 80, topics=("Law",)), make(3, 30)]
    assert ids(paged([*leads, make(4, 20), make(5, 20)], most=3, page=3)) == [[1, 2, 3]]


def test_the_order_does_not_depend_on_that_of_the_leads():
    leads = [make(n, 50 + n % 3, provider=f"P{n % 4}") for n in range(20)]
    assert ids(paged(leads, most=15, page=5)) == ids(paged(leads[::-1], most=15, page=5))


LEADS = st.lists(
    st.builds(
        lambda quality, title, provider: (quality, title, provider),
        st.integers(0, 200),
        st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=4).map(" ".join),
        st.sampled_from(("Axios", "axios", "BBC", "Wired")),
    ),
    max_size=25,
)


@given(described=LEADS, most=st.integers(1, 30), page=st.integers(1, 10))
def test_no_story_comes_twice_and_no_provider_too_often(described, most, page):
    leads = [make(n, q, title=t, provider=p) for n, (q, t, p) in enumerate(described)]
    pages = paged(leads, most=most, page=page)
    shown = [lead.article.id for one in pages for lead in one]
    assert len(shown) == len(set(shown)) == min(most, len(leads))
    for one in pages:
        assert 1 <= len(one) <= page
        assert max(Counter(provider_of(lead.article) for lead in one).values()) <= PER_PROVIDER


def test_heat_is_the_sum_of_its_terms():
    heat = Heat(quality=0.9, sources=0.2, prior=-0.6, match=0.3, age=-0.1, likeness=-0.2)
    assert round(heat.total, 9) == 0.5


def test_each_other_source_counts_up_to_five():
    article = make(1, 0).article
    heats = [
        heat_of(article, sources=n, in_title=False, end=END, life=half_life(WEEK)).sources
        for n in (0, 1, 2, 6, 40)
    ]
    assert heats == [0, 0, 0.1, 0.5, 0.5]


def test_the_oldest_story_of_a_period_loses_half_a_point():
    assert round(make(1, 0, hours=7 * 24).heat.age, 9) == -0.5


def test_market_reports_and_press_releases_are_less_than_news():
    report = make(1, title="Global AI Chip Market Report 2019-2025").heat.prior
    release = make(1, title="Acme launches a chip", provider="PR Newswire").heat.prior
    assert report < release < make(1).heat.prior == 0


@pytest.mark.parametrize(
    "title",
    [
        "What is deep learning? Everything you need to know",
        "10 Machine Learning Methods That Will Save Your Order To Cash",
        "Top Fintech Trends Entrepreneurs Must Watch in 2020",
        "4 Stocks Likely to Gain as Facial Recognition Picks Up Steam",
        "How to use chaos engineering in the cloud",
    ],
)
def test_what_could_have_stood_there_a_year_ago_is_less_than_news(title):
    assert make(1, title=title).heat.prior < 0


def test_what_many_report_is_news_whoever_says_it():
    blog = make(1, provider="Medium").article
    priors = [
        heat_of(blog, sources=n, in_title=False, end=END, life=half_life(WEEK)).prior
        for n in (1, 3, 6)
    ]
    assert priors[0] < priors[1] < priors[2] == 0
