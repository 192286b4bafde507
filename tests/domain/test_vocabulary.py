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


@given(st.text("abc", min_size=3, max_size=9), st.data())
def test_no_word_one_edit_away_is_missed(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abz"))
    swapped = word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]
    typed = data.draw(
        st.sampled_from(
            (
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 :],
                swapped if at else word + letter,
            )
        )
    )
    found = Vocabulary({word: 1, "unlike": 1}, 2).near(typed, edits=1)
    assert found == ([] if typed == word else [(word, 1)])


COUNTS = st.dictionaries(st.text("abc", max_size=4), st.integers(0, 3), max_size=9)


@given(st.lists(COUNTS, max_size=4), st.text("abc", max_size=4))
def test_a_vocabulary_that_changed_is_one_made_anew(changes, typed):
    changed = Vocabulary()
    counts = {}
    for size, change in enumerate(changes):
        changed.completions(typed, limit=9)
        changed.update(change, size)
        counts.update(change)
    anew = Vocabulary({word: number for word, number in counts.items() if number}, len(changes))
    assert changed.words == anew.words
    assert changed.near(typed, edits=2) == anew.near(typed, edits=2)
    assert changed.completions(typed, limit=9) == anew.completions(typed, limit=9)
    assert changed.near_completions(typed, limit=9) == anew.near_completions(typed, limit=9)
    assert set(changed.nearest(typed, limit=99)) == set(anew.nearest(typed, limit=99))


def test_a_word_that_no_article_holds_any_more_is_not_found():
    changed = Vocabulary({"face": 1, "faces": 2, "facet": 1}, 3)
    assert changed.completions("fac", limit=9)[0] == "faces"
    changed.update({"faces": 0}, 2)
    assert changed.documents("faces") == 0
    assert changed.completions("fac", limit=9) == ["facet", "face"]
    assert changed.near("faces", edits=1) == [("face", 1), ("facet", 1)]


def test_completions_are_the_commonest_longer_words():
    assert VOCABULARY.completions("fac", limit=2) == ["face", "faces"]
    assert VOCABULARY.completions("face", limit=9) == ["faces", "facet"]
    assert VOCABULARY.completions("zz", limit=9) == []


def test_completions_of_a_misspelt_beginning():
    found = VOCABULARY.near_completions("recogmi", limit=9)
    assert found == ["recognition", "recognise"]
    assert VOCABULARY.near_completions("recogmi", limit=1) == found[:1]
    assert VOCABULARY.near_completions("zzzzz", limit=9) == []


def test_nearest_words_however_far_are_offered_nearest_first():
    assert VOCABULARY.nearest("recgnitoin", limit=2)[0] == "recognition"
    assert VOCABULARY.nearest("zzzz", limit=2) == ()


def test_without_some_words_it_offers_others_in_their_place():
    whole = Vocabulary({"zebra": 9, "zebras": 8, "zebrine": 7, "zealot": 1}, size=9)
    narrowed = whole.without({"zebra", "zebrine"})
    assert whole.completions("ze", limit=2) == ["zebra", "zebras"]
    assert narrowed.completions("ze", limit=2) == ["zebras", "zealot"]
    assert narrowed.near("zebre", edits=1) == []
    assert "zebrine" in whole.near_completions("zebt", limit=5)
    assert narrowed.near_completions("zebt", limit=5) == ["zebras"]
    assert "zebra" not in narrowed.nearest("zebrs", limit=5)
    assert (narrowed.documents("zebra"), narrowed.documents("zebras"), narrowed.size) == (0, 8, 9)


def test_without_nothing_it_is_itself():
    whole = Vocabulary({"zebra": 1}, size=1)
    assert whole.without(()) is whole
