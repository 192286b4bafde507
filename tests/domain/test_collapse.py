"""One story once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.collapse import collapse
from bot.domain.search import Story
from bot.domain.words import fold_words

DAY = datetime(2019, 12, 5, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: int
    title: tuple[str, ...]
    published: datetime = DAY


def hits(*titles):
    return [Hit(number, fold_words(title)) for number, title in enumerate(titles)]


def groups(*titles):
    return [(group.article_id, *group.also) for group in collapse(hits(*titles))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme buys the robot maker Robo", "ACME buys the robot maker Robo"),
        ("Acme buys the robot maker Robo", "UPDATE 2-Acme buys the robot maker Robo"),
        ("Acme buys the robot maker Robo", "Acme to buy the robot maker Robo"),
        ("Acme buys the robot maker Robo", "Acme buys robot maker Robo - report"),
        ("Acme buys the robot maker Robo", "Robot maker Robo: Acme buys it"),
        ("Acme buys Massachusetts robot maker Robo", "Acme buys Mass. robot maker Robo"),
        ("Acme delivers parcels by drone today", "Acme delivered parcels by drone today"),
        ("The U.S. talks with Acme about its robots", "US talks with Acme about its robots"),
        ("Acme buys the robot maker Robo for $2B", "Acme buys the robot maker for $2B"),
        ("人工智能改变新闻编辑室", "人工智能改变新闻编辑室了"),
    ],
)
def test_titles_of_one_story(one, other):
    assert groups(one, other) == [(0, 1)]
    assert groups(other, one) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme acquires the chip startup Foo", "Acme acquires the chip startup Bar"),
        ("Acme acquires chips maker Foo", "Zeta acquires chips maker Foo"),
        (
            "Private links for MySQL now in two regions",
            "Private links for MariaDB now in two regions",
        ),
        ("The AI chip market from 2019 to 2025", "The AI chip market from 2019 to 2026"),
        ("Robots in the education market 2019", "Robots in the security market 2019"),
        ("Acme opens its 2nd robot factory", "Acme opens its 3rd robot factory"),
        ("Acme stock falls", "Acme stock falls as its robots go on strike in three factories"),
        ("Artificial intelligence", "Artificial intelligence in health care"),
        ("", ""),
        ("🎉", "…"),
    ],
)
def test_titles_of_different_stories(one, other):
    assert groups(one, other) == [(0,), (1,)]


@pytest.mark.parametrize(
    ("apart", "is_one"),
    [
        (timedelta(days=3), True),
        (timedelta(days=-3), True),
        (timedelta(days=3, seconds=1), False),
        (timedelta(days=-4), False),
        (timedelta(days=400), False),
    ],
)
def test_only_what_appeared_within_three_days_is_one_story(apart, is_one):
    found = collapse([Hit(1, "acme buys robo"), Hit(2, "acme buys robo", DAY + apart)])
    assert found == ((Story(1, (2,)),) if is_one else (Story(1, ()), Story(2, ())))


def test_the_best_ranked_is_shown_and_the_others_keep_their_rank():
    found = groups(
        "Robots strike", "Acme buys Robo", "Acme buys Robo!", "Robots: Strike", "ACME buys Robo"
    )
    assert found == [(0, 3), (1, 2, 4)]


def test_likeness_does_not_chain():
    first, second = Hit(1, "acme buys robo"), Hit(2, "acme buys robo", DAY + timedelta(days=2))
    third = Hit(3, "acme buys robo", DAY + timedelta(days=4))
    assert collapse([first, second, third]) == (Story(1, (2,)), Story(3, ()))
    assert collapse([second, first, third]) == (Story(2, (1, 3)),)


def test_of_several_stories_the_most_alike_is_joined():
    found = groups(
        "Acme buys the robot maker Robo in Spain",
        "Acme buys the robot maker Robo in Italy",
        "Acme buys the robot maker Robo from Italy",
    )
    assert found == [(0,), (1, 2)]


def test_nothing_to_collapse():
    assert collapse([]) == ()


WORDS = st.sampled_from(["acme", "robo", "buys", "sells", "the", "2", "3", "update", "robots"])
TITLES = st.lists(WORDS).map(" ".join)
TIMES = st.integers(-5, 5).map(lambda days: DAY + timedelta(days=days))


@given(st.lists(st.tuples(TITLES, TIMES)))
def test_each_hit_is_in_one_group_and_ranks_are_kept(drawn):
    found = collapse([Hit(number, title, time) for number, (title, time) in enumerate(drawn)])
    shown = [group.article_id for group in found]
    assert shown == sorted(shown)
    assert all(list(group.also) == sorted(group.also) for group in found)
    assert all(min(group.also, default=group.article_id) >= group.article_id for group in found)
    everything = [number for group in found for number in (group.article_id, *group.also)]
    assert sorted(everything) == list(range(len(drawn)))


@given(st.lists(TITLES.filter(bool), min_size=1), TIMES)
def test_equal_titles_of_one_day_are_one_story(titles, time):
    """Whatever else is among the hits, no title is shown twice."""
    found = collapse([Hit(number, title, time) for number, title in enumerate(titles)])
    shown = [titles[group.article_id] for group in found]
    assert len(set(shown)) == len(shown)


def placed_groups(titles, placed):
    """As `groups`, of hits that were placed in stories, each by its number."""
    return [(group.article_id, *group.also) for group in collapse(hits(*titles), placed)]


def test_what_was_placed_in_one_story_is_one_however_unlike_its_titles_are():
    titles = ("Acme buys Robo", "Zeta sells satellites", "A robot maker is bought")
    assert placed_groups(titles, {0: 7, 1: 8, 2: 7}) == [(0, 2), (1,)]


def test_what_was_placed_in_two_stories_is_two_however_alike_its_titles_are():
    assert placed_groups(("Acme buys Robo",) * 2, {0: 7, 1: 8}) == [(0,), (1,)]


def test_what_waits_is_one_with_what_looks_the_same():
    titles = ("Acme buys Robo", "ACME buys Robo", "A robot maker is bought")
    assert placed_groups(titles, {1: 7, 2: 7}) == [(0, 1, 2)]
    assert placed_groups(titles, {0: 7, 2: 7}) == [(0, 1, 2)]


def test_of_a_hit_that_is_but_an_id_only_its_place_tells():
    (one,) = hits("Acme buys Robo")
    assert collapse([one, 5, 6], {0: 7, 5: 7}) == (Story(0, (5,)), Story(6))
    assert collapse([5, one], {0: 7, 5: 7}) == (Story(5, (0,)),)
