"""A typed query as an archive understands it."""

import pytest

from bot.domain.query import QueryWords
from bot.domain.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {"facial": 80, "recognition": 90, "rare": 1, "standards": 40, "database": 30, "facail": 2}
    | {"人工": 10, "工智": 10, "智能": 10},
    99,
)


def understood(text, **options):
    return QueryWords.understood(text, VOCABULARY, **options)


def best(text, **options):
    """For each word the likeliest that it means."""
    words = understood(text, **options).words
    return [word.alternatives[0] if word.alternatives else None for word in words]


def meant(text, **options):
    return [None if a is None else " ".join(a.words) for a in best(text, **options)]


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
    assert list(understood(text).typed) == words


def test_the_last_word_may_be_unfinished_unless_a_space_follows():
    assert meant("recog") == ["recognition"]
    assert meant("recog ") == [None]
    assert meant("recog facial")[0] is None
    assert meant("recog facial recog")[0] == "recognition"


def test_the_word_as_typed_is_what_it_means_first_and_its_parts_come_later():
    (word,) = understood("database ").words
    assert [a.words for a in word.alternatives] == [("database",)]
    assert understood("database ").spelt() == {"database"}


def test_exact_words_mean_what_they_say():
    assert meant("recogniton standrds", exact={"recogniton"}) == [None, "standards"]
    assert meant("recogniton standrds", exact=None) == [None, None]
    assert meant("recog", exact={"recog"}) == [None]
    assert meant("facial recogn", exact=None) == ["facial", None]


def test_exact_words_are_not_joined_with_their_neighbours():
    assert meant("data base ") == ["database", "database"]
    assert meant("data base ", exact={"data"}) == [None, None]


def test_the_last_finished_word_stands_beside_the_first():
    assert meant("base rare data ") == ["database", "rare", "database"]
    assert meant("base rare data")[0] is None


def test_the_whole_text_may_be_a_title_however_long_or_repetitive():
    assert understood("Facial, facial: recog").title == ("facial", "facial", "recog")
    assert len(understood("word " * 600).title) == 600
    assert understood("?!").title == ()


def test_a_known_word_is_another_only_once_it_is_doubted():
    def of(text, **options):
        return {" ".join(a.words) for a in understood(text, **options).words[0].alternatives}

    assert of("facail ") == {"facail"}
    assert of("facail ", is_doubted=True) == {"facail", "facial"}
    assert of("facail ", is_doubted=True, exact=None) == {"facail"}


def test_a_query_is_doubtful_where_a_word_is_likeliest_another():
    assert understood("facial recogniton").is_doubtful
    assert not understood("facial recog").is_doubtful
    assert not understood("zzzz").is_doubtful
    assert not understood("facail ", is_doubted=True).is_doubtful


def test_rare_words_weigh_more():
    frequent, rare, unknown = understood("recognition rare zzzz ").words
    assert 0 < frequent.weight < rare.weight < unknown.weight


def test_a_misspelt_word_weighs_as_much_as_what_it_means():
    (right,), (wrong,) = understood("recognition ").words, understood("recogniton ").words
    assert wrong.weight == right.weight


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
    assert understood("facial xecognitiox").spellings(VOCABULARY, limit=3) == ()
    assert understood("facial recognitiox").spellings(VOCABULARY, limit=3) == ("recognition",)
    assert understood("facial").spellings(VOCABULARY, limit=3) == ()


def test_without_a_word_nothing_can_mean_it():
    vocabulary = Vocabulary({"quota": 3, "quokka": 2, "face": 5}, 9)
    words = QueryWords.understood("quoka face ", vocabulary)
    assert words.spelt() == {"quota", "quokka", "face"}
    assert words.without({"quokka"}).spelt() == {"quota", "face"}
    assert words.without({"quokka"}).typed == words.typed
