"""Topics whose names stand in a text."""

import pytest

from bot.domain.topic_text import NameRules, rarest, read_topic_text

CALLED = {
    "AI": ["AI", "Artificial Intelligence"],
    "AI in Autos": ["AI in Autos"],
    "AI in Healthcare": ["AI in Healthcare"],
    "AI Ethics": ["AI Ethics"],
    "Google AI": ["Google AI"],
    "Computer Vision": ["Computer Vision", "CV"],
}
RULES = NameRules(CALLED)


@pytest.mark.parametrize(
    ("title", "excerpt", "found"),
    [
        ("Google sues", "", {"Google AI": 1.0}),
        ("Doctors", "Ethics of healthcare", {"AI Ethics": 0.5, "AI in Healthcare": 0.5}),
        ("Advances in computer vision", "computer vision", {"Computer Vision": 1.0}),
        ("Computer", "Vision", {}),
        ("An auto maker", "", {"AI in Autos": 1.0}),
        ("", "", {}),
    ],
)
def test_words_that_tell_a_name_from_others_are_looked_for(title, excerpt, found):
    assert RULES.found_in(title, excerpt) == found


def test_a_name_of_common_words_alone_is_looked_for_whole():
    assert RULES.found_in("AI grows", "") == {"AI": 1.0}


def test_words_of_title_and_excerpt_are_counted_alike():
    counts = read_topic_text("Robots here", "Robots there").counts()
    assert counts == {"robots": 2, "here": 1, "there": 1}


def test_the_rarest_known_words_come_first_and_once():
    assert rarest(["b", "a", "x", "b"], {"a": 5, "b": 2, "c": 1}) == ["b", "a"]
