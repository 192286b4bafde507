"""The sentences at the head of a briefing."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.briefing import Briefing, BriefingQuery, Subject
from bot.domain.period import Period
from bot.domain.usual import Usual
from bot.domain.volume import Totals
from bot.domain.volume_chart import VolumeChart
from bot.render.briefing_words import ended, headline

START = datetime(2019, 12, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def said(totals, usual=None, *, days=7.0, start=START):
    briefing = Briefing(
        None,
        BriefingQuery("AI"),
        Subject("topic", "AI"),
        Period(start, start + timedelta(days=days)),
        totals,
        usual,
        VolumeChart("day", ()),
        (),
    )
    return headline(briefing)


@pytest.mark.parametrize(
    ("totals", "usual", "sentence"),
    [
        (Totals(1, 1, 1), None, "1 story from 1 source from 2 to 8 Dec 2019."),
        (
            Totals(71, 52, 39),
            Usual(30.0, 8),
            (
                "52 stories (71 articles) from 39 sources from 2 to 8 Dec 2019, more than usual:"
                " the 8 weeks before it had 30 each on average."
            ),
        ),
        (
            Totals(10, 10, 3),
            Usual(41.5, 6),
            (
                "10 stories from 3 sources from 2 to 8 Dec 2019, fewer than usual:"
                " the 6 weeks before it had 41.5 each on average."
            ),
        ),
        (
            Totals(10, 10, 3),
            Usual(10.04, 6),
            (
                "10 stories from 3 sources from 2 to 8 Dec 2019, about as usual:"
                " the 6 weeks before it had 10 each on average."
            ),
        ),
    ],
)
def test_the_figures_are_said_beside_what_is_usual(totals, usual, sentence):
    assert said(totals, usual) == sentence


def test_where_there_was_nothing_before_it_is_said():
    assert said(Totals(3, 3, 1), Usual(0.0, 3)).endswith(
        "more than usual: the 3 weeks before it had none."
    )


def test_a_day_is_said_as_such():
    usual = Usual(2.25, 28)
    assert said(Totals(2, 2, 2), usual, days=1) == (
        "2 stories from 2 sources on 2 Dec 2019, about as usual:"
        " the 28 days before it had 2.2 each on average."
    )


def test_a_period_up_to_now_is_said_by_the_minute():
    start = START + timedelta(hours=13, minutes=30, seconds=5)
    assert said(Totals(2, 2, 2), days=3, start=start) == (
        "2 stories from 2 sources in the 3 days up to 13:31 UTC on 5 Dec 2019."
    )
    assert "in the 24 hours up to" in said(Totals(2, 2, 2), days=1, start=start)


def test_why_it_lies_in_the_past_is_said():
    assert ended(START, Subject("topic", "AI")).startswith("The newest on it here is of 2 Dec 2019")
    assert ended(START, Subject("everything", "")).startswith("The archive ends on 2 Dec 2019")
