"""Which reports tell an event again that readers know."""

from datetime import UTC, datetime, timedelta

from bot.domain.article import Article
from bot.domain.report import weights
from bot.domain.retelling import Retellings, Told
from bot.domain.vocabulary import Vocabulary

DUE = datetime(2019, 12, 5, 9, tzinfo=UTC)
PLAN = (
    "DHS wants to expand airport face scans to include US citizens",
    "Homeland Security proposes facial recognition at airports for all.",
)
PLAN_AGAIN = (
    "Homeland Security wants face scans of US citizens at every airport",
    "DHS proposes that facial recognition at airports include citizens.",
)
DROPPED = (
    "Homeland Security drops plan to scan faces of US citizens at airports",
    "DHS said it proposes facial recognition at airports for citizens no more.",
)


def article(number, text, *, days=0):
    title, excerpt = text
    published = DUE - timedelta(days=days)
    return Article(
        number, f"https://site.com/{number}", title, excerpt, f"P{number}", "", published
    )


def retellings(*told):
    return Retellings(weights(Vocabulary({}, 0)), told, DUE)


def test_a_second_report_of_an_event_is_told_again_days_later():
    told = Told(article(1, PLAN, days=4), DUE)
    assert retellings(told).told_at(article(2, PLAN_AGAIN)) == DUE


def test_that_a_plan_is_given_up_is_news():
    told = Told(article(1, PLAN, days=2), DUE)
    assert retellings(told).told_at(article(2, DROPPED)) is None


def test_an_event_is_remembered_for_a_week_and_a_text_for_longer():
    told = Told(article(1, PLAN, days=9), DUE - timedelta(days=8))
    assert retellings(told).told_at(article(2, PLAN_AGAIN)) is None
    assert retellings(told).told_at(article(3, (PLAN[0].upper(), "Syndicated."))) == told.at


def test_what_has_the_same_title_each_week_is_told_each_week():
    column = ("Week in review: Quasar, Nimbus, Tromso and more", "")
    told = Told(article(1, column, days=9), DUE - timedelta(days=8))
    assert retellings(told).told_at(article(2, column)) is None


def test_one_of_many_that_are_announced_alike_is_not_another():
    told = Told(article(1, ("Nebula now available in the Azure Marketplace", "")), DUE)
    assert (
        retellings(told).told_at(
            article(2, ("CyberArk now available in the Azure Marketplace", ""))
        )
        is None
    )


def test_another_event_was_not_told():
    told = Told(article(1, PLAN), DUE)
    other = article(2, ("Portland bans drones over its harbour", "A council voted."))
    assert retellings(told).told_at(other) is None


def test_an_event_is_told_once_in_an_edition_too():
    known = retellings()
    assert known.is_among(article(2, PLAN_AGAIN), [article(1, PLAN)])
    assert not known.is_among(article(2, PLAN_AGAIN), [])
