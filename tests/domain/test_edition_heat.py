"""How hot stories are for an edition, beside each other."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import Article
from bot.domain.edition_heat import edition_heat, independent, is_copy, kind_prior

DUE = datetime(2019, 12, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def article(number=1, title="Quasar opens a harbour", *, hours=2, **fields):
    values = {"provider": f"Provider {number}", "domain": f"site{number}.com", **fields}
    url = values.pop("url", f"https://site{number}.com/a")
    return Article(
        number,
        url,
        title,
        "",
        values.pop("provider"),
        values.pop("domain"),
        DUE - timedelta(hours=hours),
        **values,
    )


def heat(one, *others, length=DAY):
    return edition_heat(one, others, end=DUE, length=length).total


def test_what_six_report_is_hotter_than_what_one_calls_best():
    told = heat(article(1, quality=90), *(article(n) for n in range(2, 7)))
    assert told > heat(article(1, quality=200))


def test_of_two_that_are_told_alike_the_better_is_hotter():
    assert heat(article(quality=120)) > heat(article(quality=110))


def test_the_oldest_of_a_day_loses_a_quarter_of_a_point():
    fresh, old = heat(article(hours=0, quality=50)), heat(article(hours=24, quality=50))
    assert fresh - old == pytest.approx(0.25)


def test_copies_of_portals_are_no_sources():
    copies = [
        article(2, provider="Provider 1 on MSN.com", domain="msn.com"),
        article(3, provider="YAHOO!", domain="news.yahoo.com"),
    ]
    assert heat(article(1), *copies) == heat(article(1))
    assert independent([article(1), *copies]) == {"provider 1"}


def test_what_only_portals_have_comes_from_one_source():
    yahoo = article(1, provider="YAHOO!", domain="yahoo.com")
    assert independent([yahoo, article(2, provider="MSN", domain="msn.com")]) == {"yahoo!"}
    assert is_copy(yahoo)
    assert not is_copy(article(1, domain="notyahoo.com"))


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Real AI Expertise Is the Difference Maker for Nvidia Stock", ""),
        ("AI market to reach US$11.9 billion by 2023", ""),
        ("Quasar (NASDAQ: QSR) moves", ""),
        ("Quasar named a leader in robots", ""),
        ("Quasar wins harbour award", ""),
        ("Quasar opens a harbour", "https://www.marketwatch.com/press-release/quasar-opens"),
    ],
)
def test_what_sells_something_is_colder_than_news(title, url):
    of_kind = article(1, title, **({"url": url} if url else {}))
    assert kind_prior(of_kind) < 0
    assert heat(of_kind) < heat(article(1))


@pytest.mark.parametrize(
    "title",
    ["Homeland Security drops its plan", "Intel buys Habana Labs for $2 billion", "Stockholm"],
)
def test_news_loses_nothing_for_its_kind(title):
    assert kind_prior(article(1, title)) == 0
