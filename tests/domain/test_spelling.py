"""What a typed word may mean in an archive."""

import pytest

from bot.domain.spelling import (
    Alternative,
    best_alternatives,
    find_alternatives,
    join_alternatives,
)
from bot.domain.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {"recognition": 90, "recognise": 20, "facial": 80, "face": 50, "faces": 30, "policy": 20}
    | {"policies": 10, "box": 10, "boxes": 10, "standard": 40, "covid19": 20, "facil": 2}
    | {"data": 70, "base": 60, "database": 40, "ai": 99, "人工": 1},
    99,
)


def find(typed, *, is_unfinished=False):
    return find_alternatives(typed, VOCABULARY, is_unfinished=is_unfinished)


def meant(typed, *, is_unfinished=False):
    return [" ".join(a.words) for a in find(typed, is_unfinished=is_unfinished)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("face", ["face", "faces"]),
        ("faces", ["faces", "face"]),
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


def test_only_changed_letters_are_a_correction():
    def corrections(typed, **options):
        return [a.is_correction for a in find(typed, **options)]

    assert corrections("recogniton")[0]
    assert not corrections("recog", is_unfinished=True)[0]
    assert not any(corrections("standards"))


def test_words_with_digits_are_never_corrected():
    assert meant("covd19") == []


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
    assert len(best) == 16
    assert best[0] == Alternative(("w1",), 0.9)
    assert [a.words for a in best].count(("w1",)) == 1
    assert best_alternatives([]) == ()
