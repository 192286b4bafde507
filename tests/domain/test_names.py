"""Names of topics and sources as people type them."""

import pytest

from bot.domain.names import begun_names, complete_names, find_name, nearest_names
from bot.domain.search import Tally

NAMES = ["AI", "Computer Vision", "Natural Language Processing", "Réseaux", "Azure"]
TALLIES = [Tally(name, 9 - number) for number, name in enumerate(NAMES)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("AI", "AI"),
        (" ai ", "AI"),
        ("reseaux", "Réseaux"),
        ("COMPUTER VISION", "Computer Vision"),
        ("compter vison", "Computer Vision"),
        ("azur", "Azure"),
        ("AR", None),
        ("vision", None),
        ("", None),
        ("\ud800", None),
        ("x" * 5000, None),
    ],
)
def test_the_name_that_is_meant(typed, name):
    assert find_name(typed, NAMES) == name


def test_an_exact_name_is_preferred_to_a_near_one():
    assert find_name("azure", ["Azures", "Azure"]) == "Azure"


def test_near_names_come_nearest_first():
    assert nearest_names("the vision of computers", NAMES, limit=2)[0] == "Computer Vision"
    assert nearest_names("zzzz", NAMES, limit=2) == ()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", NAMES),
        ("  ", NAMES),
        ("a", ["AI", "Azure", "Natural Language Processing", "Réseaux"]),
        ("re", ["Réseaux", "Azure"]),
        ("vis", ["Computer Vision"]),
        ("PROC", ["Natural Language Processing"]),
        ("compter vison", ["Computer Vision"]),
        ("zzzz", []),
    ],
)
def test_names_are_completed_from_their_beginning_then_any_word_then_near(typed, names):
    assert [tally.name for tally in complete_names(typed, TALLIES, limit=9)] == names


def test_no_more_names_than_asked_for():
    assert complete_names("", TALLIES, limit=2) == tuple(TALLIES[:2])
    assert len(complete_names("a", TALLIES, limit=1)) == 1


def test_names_that_begin_so_are_not_mixed_with_near_ones():
    assert [tally.name for tally in begun_names("vis", TALLIES, limit=9)] == ["Computer Vision"]
    assert begun_names("compter vison", TALLIES, limit=9) == ()
    assert begun_names("", TALLIES, limit=2) == tuple(TALLIES[:2])
