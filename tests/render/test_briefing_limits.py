"""The card of a briefing within Discord's limits, whatever its stories contain."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.article import Image
from bot.domain.briefing import (
    BriefedStory,
    Briefing,
    BriefingPage,
    BriefingQuery,
    FollowUp,
    NoBriefing,
    Subject,
)
from bot.domain.desk_act import Weight
from bot.domain.gist import Line
from bot.domain.heat import Heat
from bot.domain.mark import Mark
from bot.domain.period import Period
from bot.domain.search import Tally
from bot.domain.usual import Usual
from bot.domain.volume import Totals
from bot.domain.volume_chart import Bar, VolumeChart
from bot.render.briefed_story import story_texts
from bot.render.briefing import briefing_card, no_briefing_card, shared_briefing_card
from bot.render.limits import MAX_TEXT, broken_limits
from bot.render.text import width

LONG = "*_<@everyone>[x](y)" * 300
START = datetime(2019, 11, 3, 22, 17, tzinfo=UTC)
DAY = timedelta(days=1)
HOSTILE = (
    LONG,
    "a " * 400,
    "مرحبا بالعالم " * 60,
    "\u202eevil\u202c <@1> @here " * 40,
    "人工智能" * 100,
    "[click](https://evil.example) ](https://evil.example) [" * 20,
    "👩‍👩‍👧‍👦" * 100,
)


def make_page(stories, follow_ups=(), **fields):
    bars = tuple(Bar(START + n * DAY, START + (n + 1) * DAY, 10**9, True) for n in range(62))
    known = {
        "id": "x" * 48,
        "query": BriefingQuery(LONG),
        "subject": Subject("words", LONG, is_corrected=True),
        "period": Period(START, START + 62 * DAY),
        "totals": Totals(10**9, 10**9 - 1, 10**9),
        "usual": Usual(10**9 / 3, 28),
        "chart": VolumeChart("four weeks", bars),
        "pages": ((), ()),
        "newest": START,
        "is_shorter": True,
        "is_longer": True,
    }
    return BriefingPage(Briefing(**(known | fields)), 0, tuple(stories), tuple(follow_ups))


@pytest.fixture
def make_story(extreme_article):
    """A story of forty sources with the longest texts."""

    def make(number, text=LONG, *, label=LONG, **fields):
        others = tuple(extreme_article(100 + n, provider=f"{n} {text}") for n in range(40))
        article = replace(extreme_article(number), title=text, **fields)
        pin = Mark(Weight.PIN, "topic", text, START)
        return BriefedStory(article, others, (Line(label, text), Line("", text)), Heat(), pin)

    return make


@pytest.mark.parametrize("stories", [1, 2, 5, 6, 7, 10])
@pytest.mark.parametrize("text", HOSTILE)
def test_the_fullest_page_fits(make_story, extreme_article, stories, text):
    told = [make_story(number, text) for number in range(stories)]
    follow_ups = [FollowUp(extreme_article(n), extreme_article(n + 50)) for n in range(3)]
    page = make_page(told, follow_ups)
    cards = (briefing_card(page), briefing_card(page, may_subscribe=True))
    for card in (*cards, shared_briefing_card(page, sharer_id=10**19)):
        assert broken_limits(card.to_components()) == []


def test_a_page_that_could_not_be_remembered_fits(make_story):
    page = make_page([make_story(number) for number in range(10)], id=None)
    assert broken_limits(briefing_card(page).to_components()) == []


def test_a_page_whose_stories_have_gone_says_so():
    components = briefing_card(make_page([])).to_components()
    assert broken_limits(components) == []
    assert "no longer in the archive" in str(components)


def test_what_comes_near_fits(extreme_article):
    topics = tuple(Tally(f"{n} {LONG}", 10**9) for n in range(5))
    newest = tuple(extreme_article(number) for number in range(3))
    for subject in (None, Subject("topic", LONG)):
        query = BriefingQuery(LONG, Period(START, START + DAY))
        card = no_briefing_card(NoBriefing(query, subject, topics, newest))
        assert broken_limits(card.to_components()) == []
    short = tuple(Tally(f"Topic {n}", 1) for n in range(5))
    card = no_briefing_card(NoBriefing(BriefingQuery("x"), None, short))
    assert broken_limits(card.to_components()) == []


def test_every_story_says_something_also_with_ten_of_them(make_article):
    sentence = "The ministry will test the cameras at forty stations from January on. " * 3
    stories = [
        BriefedStory(
            make_article(
                id=n,
                title="A headline that is as long as most headlines are, " * 2,
                url="https://www.example.org/2019/12/05/a-headline-that-is-as-long",
            ),
            (),
            (Line("Why it matters", sentence), Line("Details", sentence)),
            Heat(),
        )
        for n in range(10)
    ]
    texts = story_texts(stories, room=2700)
    assert sum(map(width, texts)) <= 2700
    assert all(len(text.split("\n")) >= 3 for text in texts)


def test_a_title_is_a_link_that_hostile_brackets_do_not_break(make_article):
    article = make_article(title="[click](https://evil.example) ](x", url="https://a.org/x(1)")
    (text,) = story_texts([BriefedStory(article, (), (), Heat())], room=2700)
    assert text.startswith(
        r"### [\(click\)\(https\://evil.example\) \)\(x](https://a.org/x%281%29)"
    )


def test_an_address_that_may_not_be_linked_leaves_the_title_plain(make_article):
    article = make_article(title="A title", url="javascript:alert(1)")
    (text,) = story_texts([BriefedStory(article, (), (), Heat())], room=2700)
    assert text.startswith("### A title\n")


def test_other_sources_are_named_and_counted_once_each(make_article):
    article = make_article(provider="Axios")
    also = tuple(make_article(provider=p) for p in ("axios", "BBC", "bbc", "Wired", "CNN", "Vox"))
    (text,) = story_texts([BriefedStory(article, also, (), Heat())], room=2700)
    assert "+4 sources: BBC, Wired, CNN and 1 more" in text


TEXTS = st.text(max_size=400)


@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=10),
    url=st.sampled_from(("https://a.org/" + "x" * 90, "https://a.org/" + "y" * 500, "nothing")),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_texts_the_stories_keep_to_their_room(make_article, texts, url):
    stories = [
        BriefedStory(
            make_article(id=n, title=title, provider=label, url=url, image=Image("x")),
            (),
            (Line(label, line), Line("", line)),
            Heat(),
        )
        for n, (title, label, line) in enumerate(texts)
    ]
    page = make_page(stories)
    assert broken_limits(briefing_card(page).to_components()) == []
    assert sum(map(width, story_texts(stories, room=2700))) <= 2700 < MAX_TEXT
