"""A typed query as an archive understands it."""

import pytest

from bot.domain.query import QueryWords, relaxations
from bot.domain.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {"facial": 80, "recognition": 90, "rare": 1, "standards": 40, "database": 30}
    | {"人工": 10, "工智": 10, "智能": 10},
    99,
)


def understood(text):
    return QueryWords.understood(text, VOCABULARY)


def best(text):
    """For each word the likeliest that it means."""
    return [word.alternatives[0] if word.alternatives else None for word in understood(text).words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Facial RECOGNITION facial", ["facial", "recognition"]),
        ("", []),
        (" ?!", []),
        ("\x00", []),
        (" ".join(f"w{number}" for number in range(500)), [f"w{number}" for number in range(24)]),
        ("x" * 2000, ["x" * 500]),
    ],
)
def test_the_distinct_words_of_a_query(text, words):
    assert [word.typed for word in understood(text).words] == words


def test_the_last_word_may_be_unfinished_unless_a_space_follows():
    assert best("recog")[0].words == ("recognition",)
    assert best("recog ") == [None]
    assert best("recog facial")[0] is None
    assert best("recog facial recog")[0].words == ("recognition",)


def test_rare_words_weigh_more():
    frequent, rare, unknown = understood("recognition rare zzzz ").words
    assert 0 < frequent.weight < rare.weight < unknown.weight


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        ("facial recogniton", "facial recognition"),
        ("FACIAL: recogniton!", "FACIAL: recognition"),
        ("recogniton-standrds", "recognition standards"),
        ("人工智能 standrds", "人工智能 standards"),
        ("facialrecognition", "facial recognition"),
        ("data base standrds", "database standards"),
        ("facial recog", None),
        ("facial standard", None),
        ("zzzz facial", "facial"),
        ("", None),
    ],
)
def test_what_was_understood_is_told_where_it_is_not_what_was_typed(text, corrected):
    assert understood(text).corrected(best(text)) == corrected


def test_a_word_by_which_nothing_matched_was_not_corrected():
    assert understood("facial recogniton").corrected([best("facial")[0], None]) is None


def test_spellings_are_offered_for_unknown_words_alone():
    assert understood("facial xecognitiox").spellings(VOCABULARY, limit=3) == ("recognition",)
    assert understood("facial").spellings(VOCABULARY, limit=3) == ()


def kept(text):
    return [
        [[word.typed for word in words] for words in step]
        for step in relaxations(understood(text).words)
    ]


def test_words_are_dropped_one_then_two_then_all_but_one():
    steps = kept("recognition facial standards rare ")
    assert [len(step) for step in steps] == [4, 6, 3]
    assert steps[0][0] == ["rare", "standards", "facial"]
    assert steps[2] == [["rare"], ["standards"], ["facial"]]


def test_of_one_word_none_is_dropped():
    assert kept("facial ") == kept("") == []
    assert kept("facial rare ") == [[["rare"], ["facial"]]]


def test_only_the_most_telling_words_of_a_long_query_are_combined():
    steps = kept(" ".join(f"w{number}" for number in range(24)))
    assert [len(step) for step in steps] == [6, 15, 3]
