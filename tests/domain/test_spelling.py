"""What a typed word may mean in an archive."""

import pytest

from bot.domain.spelling import (
    Alternative,
    best_alternatives,
    find_alternatives,
    find_exact,
    join_alternatives,
)
from bot.domain.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {"recognition": 90, "recognise": 20, "facial": 80, "face": 50, "faces": 30, "policy": 20}
    | {"policies": 10, "box": 10, "boxes": 10, "standard": 40, "covid19": 20, "facil": 2}
    | {"data": 70, "base": 60, "database": 40, "ai": 99, "人工": 1},
    99,
)


def find(typed, *, is_unfinished=False, is_doubted=False):
    others = find_alternatives(
        typed, VOCABULARY, is_unfinished=is_unfinished, is_doubted=is_doubted
    )
    return best_alternatives([*find_exact(typed, VOCABULARY), *others])


def meant(typed, **options):
    return [" ".join(a.words) for a in find(typed, **options)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("face", ["face", "faces"]),
        ("faces", ["faces", "face"]),
        ("standard", ["standard"]),
        ("standards", ["standard"]),
        ("policy", ["policy", "policies"]),
        ("policies", ["policies", "policy"]),
        ("boxes", ["boxes", "box"]),
        ("recogniton", ["recognition"]),
        ("recognitoin", ["recognition"]),
        ("recgnitin", ["recognition"]),
        ("cta", []),
        ("covid18", []),
        ("zzzz", []),
        ("人工", ["人工"]),
        ("", []),
        ("x" * 500, []),
    ],
)
def test_what_a_finished_word_means(typed, words):
    assert meant(typed)[: len(words) or None] == words


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("recog", "recognition"),
        ("face", "face"),
        ("covid", "covid19"),
        ("recogmit", "recognition"),
        ("facialrec", "facial recognition"),
    ],
)
def test_what_an_unfinished_word_means_first(typed, first):
    assert meant(typed, is_unfinished=True)[0] == first


def test_a_single_letter_is_completed_to_nothing():
    assert meant("f", is_unfinished=True) == []


@pytest.mark.parametrize(
    ("typed", "pair"),
    [
        ("facialrecognition", "facial recognition"),
        ("facialrecogniton", "facial recognition"),
        ("facalrecognition", "facial recognition"),
        ("aistandard", "ai standard"),
    ],
)
def test_words_run_together_are_taken_apart(typed, pair):
    assert pair in meant(typed)
    assert all(a.is_correction for a in find(typed) if len(a.words) == 2)


def test_a_word_that_the_archive_knows_well_is_taken_as_meant():
    assert meant("database") == ["database"]


def test_a_known_word_is_taken_as_meant_however_rare():
    assert meant("facil") == ["facil"]


def test_a_rare_word_that_is_doubted_may_be_a_far_more_frequent_one_misspelt():
    assert meant("facil", is_doubted=True) == ["facil", "facial"]
    assert meant("recognise", is_doubted=True) == ["recognise"]
    assert meant("box", is_doubted=True) == ["box", "boxes"]


def test_words_with_digits_are_never_doubted():
    assert meant("covid19", is_doubted=True) == ["covid19"]


def test_of_near_words_the_frequent_one_is_likelier():
    assert meant("facill")[0] == "facial"


def test_of_near_words_that_which_lost_a_letter_is_likelier_than_another_letter():
    near = Vocabulary({"recent": 5, "resent": 5, "regent": 5, "recents": 5}, 99)
    found = find_alternatives("rcent", near, is_unfinished=False)
    assert found[0].words == ("recent",)


@pytest.mark.parametrize("typed", ["fce", "fac", "afce"])
def test_a_short_word_may_have_lost_or_swapped_letters(typed):
    assert "face" in meant(typed)


@pytest.mark.parametrize("typed", ["fa", "fee", "bux", "xai"])
def test_a_short_word_with_another_letter_is_another_word(typed):
    assert meant(typed) == []


def test_every_alternative_counts_for_less_than_the_word_itself():
    for typed in ("face", "facil", "policies", "database"):
        first, *others = find(typed, is_unfinished=True, is_doubted=True)
        assert first == Alternative((typed,), 1.0)
        assert all(0 < a.weight < 1 for a in others)


def test_only_changed_letters_are_a_correction():
    def corrections(typed, **options):
        return [a.is_correction for a in find(typed, **options)]

    assert corrections("recogniton")[0]
    assert not corrections("recog", is_unfinished=True)[0]
    assert corrections("recogmit", is_unfinished=True)[0]
    assert corrections("facil", is_doubted=True) == [False, True]
    assert not any(corrections("standards"))


def test_letters_are_corrected_around_digits_and_digits_never():
    assert meant("covd19") == ["covid19"]
    assert meant("covid9") == meant("covid119") == meant("covid91") == []
    assert meant("covd1", is_unfinished=True) == []


@pytest.mark.parametrize(
    ("first", "second", "is_unfinished", "words"),
    [
        ("data", "base", False, ["database"]),
        ("recog", "nition", False, ["recognition"]),
        ("recog", "nit", True, ["recognition"]),
        ("recog", "niton", False, ["recognition"]),
        ("face", "data", False, []),
        ("covid", "18", False, []),
        ("x", "y", True, []),
        ("zzz", "yyy", True, []),
    ],
)
def test_two_words_may_be_one(first, second, is_unfinished, words):
    joined = join_alternatives(first, second, VOCABULARY, is_unfinished=is_unfinished)
    assert [a.words for a in joined] == [(word,) for word in words]
    assert all(a.is_correction for a in joined)


def test_the_likeliest_are_kept_each_once():
    many = [Alternative((f"w{number}",), number / 100) for number in range(30)]
    best = best_alternatives([*many, Alternative(("w1",), 0.9), Alternative(("w1",), 0.1)])
    assert len(best) == 8
    assert best[0] == Alternative(("w1",), 0.9)
    assert [a.words for a in best].count(("w1",)) == 1
    assert best_alternatives([]) == ()
