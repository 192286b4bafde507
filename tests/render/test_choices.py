"""What autocomplete offers."""

from bot.domain.search import Suggestion, Tally
from bot.render.choices import tally_choices, text_choices


def _pairs(choices):
    return [(choice.name, choice.value) for choice in choices]


def _titles(*texts):
    return [Suggestion(text, "title") for text in texts]


def test_titles_are_offered_as_they_are():
    assert _pairs(text_choices(_titles("A *title*", "Robots"))) == [
        ("A *title*", "A *title*"),
        ("Robots", "Robots"),
    ]


def test_searches_and_topics_say_what_they_are_and_stand_for_their_text():
    offered = [Suggestion("deep fakes", "popular", 7), Suggestion("AI", "topic", 1512)]
    assert _pairs(text_choices(offered)) == [
        ("deep fakes · searched often", "deep fakes"),
        ("AI · topic, 1,512 articles", "AI"),
    ]


def test_a_long_title_is_cut_and_asks_for_what_fits():
    (choice,) = text_choices(_titles("word " * 40))
    assert choice.name.endswith("word…")
    assert len(choice.name) <= 100
    assert choice.value == choice.name.removesuffix("…")


def test_a_long_search_makes_room_for_what_it_is():
    (choice,) = text_choices([Suggestion("word " * 19, "popular")])
    assert choice.name.endswith("word… · searched often")
    assert len(choice.name) <= 100
    assert choice.value == ("word " * 19).strip()


def test_what_reads_the_same_is_offered_once_as_what_it_was_first():
    offered = [Suggestion("AI", "topic", 2), *_titles("x" * 150, "x" * 160, "\u200b", "", "AI")]
    assert [choice.name[:20] for choice in text_choices(offered)] == [
        "AI · topic, 2 articl",
        "x" * 20,
    ]


def test_at_most_25_are_offered():
    assert len(text_choices(_titles(*map(str, range(40))))) == 25
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
