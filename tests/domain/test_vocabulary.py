"""The archive's words near to a typed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.domain.vocabulary import Vocabulary

WORDS = ("recognition", "recognise", "recipe", "face", "faces", "facet", "surface", "policy")
VOCABULARY = Vocabulary({word: 9 - number for number, word in enumerate(WORDS)}, 20)


def near(word, edits):
    return sorted(VOCABULARY.near(word, edits=edits))


def test_documents_are_counted_by_word():
    assert VOCABULARY.documents("recognition") == 9
    assert VOCABULARY.documents("zebra") == 0


@pytest.mark.parametrize(
    ("typed", "edits", "found"),
    [
        ("recogniton", 1, [("recognition", 1)]),
        ("recognitoin", 1, [("recognition", 1)]),
        ("recgnitin", 2, [("recognition", 2)]),
        ("recgnitin", 1, []),
        ("faces", 1, [("face", 1), ("facet", 1)]),
        ("", 1, []),
        ("zzzz", 2, []),
        ("x" * 500, 2, []),
    ],
)
def test_near_words_come_with_their_distance(typed, edits, found):
    assert near(typed, edits) == found


@given(st.sampled_from(WORDS), st.integers(0, 10), st.sampled_from("aeiz"))
def test_a_word_with_one_letter_more_is_found(word, at, letter):
    typed = word[:at] + letter + word[at:]
    found = dict(VOCABULARY.near(typed, edits=1))
    assert found[word] == OSA.distance(word, typed) == 1 or typed in WORDS


def test_completions_are_the_commonest_longer_words():
    assert VOCABULARY.completions("fac", limit=2) == ["face", "faces"]
    assert VOCABULARY.completions("face", limit=9) == ["faces", "facet"]
    assert VOCABULARY.completions("zz", limit=9) == []


def test_completions_of_a_misspelt_beginning():
    assert VOCABULARY.near_completions("recogmi") == ["recognise", "recognition"]
    assert VOCABULARY.near_completions("zzzzz") == []


def test_nearest_words_however_far_are_offered_nearest_first():
    assert VOCABULARY.nearest("recgnitoin", limit=2)[0] == "recognition"
    assert VOCABULARY.nearest("zzzz", limit=2) == ()
