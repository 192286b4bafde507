"""Which topic a name means, and what completes to it."""

import pytest

from bot.domain.search import Tally
from bot.domain.topic import Topic, TopicAlias, TopicNames
from bot.domain.topic_key import topic_key

ALIASES = (
    TopicAlias("AI", "Artificial Intelligence"),
    TopicAlias("ML", "Machine Learning"),
    TopicAlias("Health Care", "Healthcare"),
)
NAMES = TopicNames(
    [
        Tally("AI", 50),
        Tally("Computer Vision", 9),
        Tally("Machine Learning", 8),
        Tally("AI in Healthcare", 7),
        Tally("Robots & Drones", 6),
        Tally("AI in Autos", 5),
        Tally("robot and drone", 4),
        Tally("C++", 2),
        Tally("C#", 1),
    ],
    ALIASES,
)


def found(text):
    match = NAMES.find(text)
    return (match.name, match.how) if match else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("computer VISION", "Computer Vision"),
        ("  Cömputer   Vision ", "Computer Vision"),
        ("robots and drones", "Robots & Drones"),
        ("Robot & Drone", "Robots & Drones"),
        ("c++", "C++"),
        ("c#", "C#"),
    ],
)
def test_case_accents_signs_and_plurals_do_not_matter(text, name):
    assert found(text) == (name, "exact")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("artificial intelligence", "AI"),
        ("ML", "Machine Learning"),
        ("CV", "Computer Vision"),
        ("c.v.", "Computer Vision"),
        ("Artificial Intelligence in Autos", "AI in Autos"),
        ("AI in health care", "AI in Healthcare"),
    ],
)
def test_a_topic_is_found_by_its_other_names_and_initials(text, name):
    assert found(text) == (name, "alias")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("computer visoin", "Computer Vision"),
        ("artifical inteligence", "AI"),
        ("machin learning", "Machine Learning"),
    ],
)
def test_a_misspelt_name_is_understood(text, name):
    assert found(text) == (name, "spelling")


@pytest.mark.parametrize("text", ["", "  ", "AR", "c", "quantum", "***", "😀", "x" * 5000])
def test_what_is_near_to_no_topic_is_none(text):
    assert NAMES.find(text) is None


def test_spellings_of_one_topic_are_one_with_the_name_that_most_bear():
    topic = next(t for t in NAMES.topics if t.name == "Robots & Drones")
    assert topic == Topic("Robots & Drones", ("Robots & Drones", "robot and drone"), 10)
    assert NAMES.reader_name("robot and drone") == "Robots & Drones"


def test_topics_that_an_alias_joins_are_one():
    names = TopicNames([Tally("Artificial Intelligence", 3), Tally("AI", 2)], ALIASES)
    assert [topic.names for topic in names.topics] == [("Artificial Intelligence", "AI")]


@pytest.mark.parametrize("name", ["AI in Autos", "artificial intelligence in autos"])
def test_an_alias_of_a_name_that_holds_one_itself_is_found(name):
    aliases = (*ALIASES, TopicAlias("Self-Driving", name))
    names = TopicNames([Tally("AI in Autos", 5), Tally("Self Driving", 2)], aliases)
    assert names.find("self-driving").name == "AI in Autos"
    assert [topic.count for topic in names.topics] == [7]


def test_an_alias_that_is_part_of_its_own_name_is_found():
    names = TopicNames([Tally("Deep Water", 5)], [TopicAlias("Water", "Deep Water")])
    assert names.find("water").name == "Deep Water"
    assert names.find("deep water").name == "Deep Water"


def test_initials_that_two_topics_share_mean_neither():
    names = TopicNames([Tally("Computer Vision", 1), Tally("Creative Ventures", 1)])
    assert names.find("CV") is None


@pytest.mark.parametrize("name", ["News", "Windows", "Robotics", "Business", "AWS", "Analysis"])
def test_what_only_looks_like_a_plural_stays(name):
    assert topic_key(name) == (name.lower(),)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("Robots", "Robot"), ("Companies", "Company"), ("Crashes", "Crash"), ("Boxes", "Box")],
)
def test_plurals_are_equal_to_their_singular(plural, singular):
    assert topic_key(plural) == topic_key(singular)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("cv", "Computer Vision"), ("art", "AI"), ("mach", "Machine Learning"), ("visoin", None)],
)
def test_what_is_typed_completes_names_and_aliases(typed, first):
    begun = [tally.name for tally in NAMES.begun(typed, limit=5)]
    assert begun[:1] == ([first] if first else [])


def test_near_topics_are_offered_where_none_begins_so():
    assert [t.name for t in NAMES.complete("visoin", limit=5)] == ["Computer Vision"]


def test_the_largest_are_offered_before_anything_is_typed():
    offered = NAMES.complete("", limit=3)
    assert offered == (Tally("AI", 50), Tally("Robots & Drones", 10), Tally("Computer Vision", 9))


def test_an_alias_that_leads_in_circles_ends():
    circle = (TopicAlias("a b", "b a"), TopicAlias("b a", "a b"))
    assert TopicNames([Tally("A B", 1)], circle).find("a b") is not None


def test_a_name_of_signs_alone_is_found_by_itself():
    names = TopicNames([Tally("🤖", 2), Tally("!!!", 1)])
    assert names.find("!!!").name == "!!!"
