"""What related articles are coverage of a story."""

from datetime import UTC, datetime

import pytest

from bot.domain.article import Article
from bot.domain.coverage import is_coverage
from bot.domain.related import Reason, RelatedArticle

SIZE = 1000
FREQUENT = {"facial": 200, "recognition": 250, "self": 150, "driving": 160, "ai": 600}
STORY = "DeepMind founder Suleyman switches to Google"


def article(title, **fields):
    published = datetime(2019, 12, 5, tzinfo=UTC)
    return Article(1, "https://site.com/1", title, "", "Wire", "", published, **fields)


def check(title, other, score):
    hit = RelatedArticle(article(other), score, Reason("shares"))
    return is_coverage(article(title), hit, lambda word: FREQUENT.get(word, 3), SIZE)


@pytest.mark.parametrize("listed", [0, 1, 2])
def test_what_names_the_same_is_coverage_whether_it_is_listed_or_not(listed):
    assert check(STORY, "What Suleyman leaves behind at DeepMind", listed + 0.12)


@pytest.mark.parametrize(
    ("title", "other", "score"),
    [
        ("Portland bans facial recognition", "Facial recognition for boarding at Avalon", 2.13),
        ("Waymo opens self driving rides", "Ireland considers self driving cars", 2.13),
        ("Observe raises $26 million", "Gosu raises $3 million", 0.11),
        (STORY, "DeepMind plays chess", 0.1),
        ("Quasar opens harbour", "An unlike title of velvet", 2.2),
    ],
)
def test_what_is_merely_of_the_same_theme_is_none(title, other, score):
    assert not check(title, other, score)


def test_the_same_title_once_more_is_none():
    assert not check(STORY, STORY.upper(), 0.9)


def test_market_reports_are_nobodys_further_reading():
    other = "DeepMind founder Suleyman and the AI market forecast 2025"
    assert not check(STORY, other, 0.9)
