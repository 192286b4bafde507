"""What autocomplete offers."""

from bot.domain.search import Tally
from bot.render.choices import tally_choices, text_choices


def _pairs(choices):
    return [(choice.name, choice.value) for choice in choices]


def test_titles_are_offered_as_they_are():
    assert _pairs(text_choices(["A *title*", "Robots"])) == [
        ("A *title*", "A *title*"),
        ("Robots", "Robots"),
    ]


def test_a_long_title_is_cut_and_asks_for_what_fits():
    (choice,) = text_choices(["word " * 40])
    assert choice.name.endswith("word…")
    assert len(choice.name) <= 100
    assert choice.value == choice.name.removesuffix("…")


def test_what_reads_the_same_is_offered_once():
    assert len(text_choices(["x" * 150, "x" * 160, "\u200b", ""])) == 1


def test_at_most_25_are_offered():
    assert len(text_choices(map(str, range(40)))) == 25
    assert len(tally_choices(Tally(str(number), 1) for number in range(40))) == 25


def test_topics_show_their_count_and_stand_for_their_name():
    assert _pairs(tally_choices([Tally("Facial Recognition", 1204)])) == [
        ("Facial Recognition (1,204)", "Facial Recognition")
    ]


def test_a_long_name_makes_room_for_its_count():
    (choice,) = tally_choices([Tally("x" * 100, 12)])
    assert choice.name == "x" * 94 + "… (12)"
    assert choice.value == "x" * 100


def test_a_name_that_can_not_be_sent_back_whole_is_left_out():
    assert not tally_choices([Tally("x" * 101, 12), Tally("\u200b", 3)])
