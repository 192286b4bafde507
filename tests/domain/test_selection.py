"""Which articles are worth ranking, by their ids alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.occurrences import Occurrences
from bot.domain.query_word import QueryWord
from bot.domain.selection import Matches, Selection
from bot.domain.spelling import Alternative


def word(*alternatives, weight=1.0):
    """A query word that may mean each of these; a text of several words is meant as a whole."""
    spelt = [text.split() for text in alternatives]
    return QueryWord(
        alternatives[0] if alternatives else "zzz",
        tuple(Alternative(tuple(words), 1.0 - at / 10) for at, words in enumerate(spelt)),
        weight,
    )


def held(**where):
    """Where words stand: lists of ids, or pairs of such for titles and elsewhere."""
    pairs = {name: ids if isinstance(ids, tuple) else (ids, []) for name, ids in where.items()}
    return {name: Occurrences(*pair) for name, pair in pairs.items()}


def anywhere(words, occurrences, **options):
    return Selection(words, occurrences, **options).anywhere


FACE, SCAN = word("face"), word("scan")


def test_what_holds_every_word_is_found():
    found = anywhere([FACE, SCAN], held(face=[1, 2, 3], scan=([2], [3, 4])))
    assert found == Matches({2, 3}, 2)


def test_what_holds_every_word_in_its_title_is_found_apart():
    selection = Selection([FACE, SCAN], held(face=[1, 2, 3], scan=([2], [3, 4])))
    assert selection.in_titles == Matches({2}, 1)


def test_any_of_what_a_word_may_mean_will_do():
    found = anywhere([word("face", "faces"), SCAN], held(face=[1], faces=([], [2]), scan=[1, 2]))
    assert found.ids == {1, 2}


def test_a_word_that_means_two_is_held_where_both_stand_in_any_place():
    occurrences = held(face=([1, 2], [3]), scan=([1], [2, 3]))
    selection = Selection([word("face scan")], occurrences)
    assert selection.in_titles.ids == {1}
    assert selection.anywhere == Matches({1, 2, 3}, 3)


def test_a_word_that_means_nothing_is_not_asked_for():
    assert anywhere([FACE, word()], held(face=[1, 2])).ids == {1, 2}


def test_a_small_word_selects_nothing_where_what_was_named_is_nowhere():
    assert anywhere([word("by"), word()], held(by=[1, 2])).ids == set()
    assert Selection([word("by"), word()], held(by=[1])).lacking(nearly=0, limit=9) == []


def test_small_words_are_asked_for_where_there_are_no_others_or_they_are_quoted():
    assert anywhere([word("by"), word("the")], held(by=[1, 2], the=[2])).ids == {2}
    assert anywhere([word("by"), word()], held(by=[1, 2]), quoted={"by"}).ids == {1, 2}


def test_a_word_that_can_only_mean_a_small_one_names_nothing():
    assert anywhere([word("the", "they"), word()], held(the=[1], they=[1])).ids == set()


def test_a_small_word_alone_brings_nothing_in_that_lacks_what_was_named():
    words = [FACE, word("by", weight=9.0)]
    selection = Selection(words, held(face=[1, 2], by=[2, 3]))
    assert selection.lacking(nearly=0, limit=9) == [2, 1]


def test_a_word_that_is_too_frequent_to_be_given_is_not_asked_for():
    assert anywhere([FACE, word("the", "thee")], held(face=[1, 2], thee=[2])).ids == {1, 2}


@pytest.mark.parametrize("words", [[], [word()], [word("the")]])
def test_without_a_word_to_ask_for_nothing_is_found(words):
    selection = Selection(words, {})
    assert selection.anywhere == selection.in_titles == Matches(set(), 0)
    assert selection.lacking(nearly=0.75, limit=9) == []


def test_one_frequent_word_is_counted_and_its_newest_articles_are_looked_at():
    found = anywhere([FACE], held(face=list(range(100))), most=10)
    assert found == Matches(set(range(90, 100)), 100)


def test_of_several_frequent_words_there_are_more_than_were_counted():
    found = anywhere([FACE, SCAN], held(face=list(range(100)), scan=list(range(200))), most=10)
    assert found == Matches(set(range(90, 100)), 10, is_more=True)


def test_the_newest_of_each_form_are_looked_at():
    found = anywhere(
        [word("face", "faces")], held(face=list(range(100)), faces=list(range(50))), most=10
    )
    assert found == Matches({*range(95, 100), *range(45, 50)}, 10, is_more=True)


def test_a_frequent_word_beside_a_rare_one_is_not_cut():
    found = anywhere([FACE, SCAN], held(face=list(range(100)), scan=[0, 1]), most=10)
    assert found == Matches({0, 1}, 2)


def test_the_likeliest_hold_likelier_words_in_their_title_and_are_the_newest():
    words = [word("face", "faces")]
    selection = Selection(words, held(face=([1, 2], [6]), faces=([3], [])))
    assert selection.likeliest({1, 2, 3, 6}, limit=3) == [2, 1, 3]
    assert selection.likeliest({1, 2, 3, 6}, limit=1) == [2]


def test_of_words_that_mean_one_thing_the_newest_are_likeliest():
    selection = Selection([FACE], held(face=([1, 2], [6])))
    assert selection.likeliest({1, 2, 6}, limit=2) == [6, 2]


def test_what_lacks_a_word_is_ordered_by_what_it_holds():
    words = [word("rare", weight=5.0), word("face", weight=2.0), word("scan", weight=1.0)]
    occurrences = held(rare=[1, 2], face=[2, 3, 4], scan=[3])
    assert Selection(words, occurrences).lacking(nearly=0, limit=9) == [2, 1, 3, 4]
    assert Selection(words, occurrences).lacking(nearly=0.7, limit=9) == [2, 1]
    assert Selection(words, occurrences).lacking(nearly=0.7, limit=1) == [2]


def test_what_lacks_a_word_and_has_the_other_in_its_title_is_better():
    selection = Selection([FACE, SCAN], held(face=([1], [2]), scan=([3], [4])))
    assert selection.lacking(nearly=0, limit=9) == [3, 1, 4, 2]


NAMES = ("face", "faces", "scan", "id")
IDS = st.lists(st.integers(0, 20), unique=True).map(sorted)
HELD = st.fixed_dictionaries(
    {name: st.tuples(IDS, IDS) for name in NAMES}
).map(lambda drawn: {
    name: Occurrences(titles, [i for i in others if i not in titles])
    for name, (titles, others) in drawn.items()
})  # fmt: skip
MEANT = st.lists(
    st.sampled_from((*NAMES, "face scan", "scan id")), min_size=1, max_size=3, unique=True
)
QUERIES = st.lists(MEANT.map(lambda texts: word(*texts)), min_size=1, max_size=3)


def holds_all(article_id, alternative, occurrences):
    return all(article_id in occurrences[spelt].all() for spelt in alternative.words)


@given(QUERIES, HELD)
def test_every_article_that_holds_all_words_is_found_and_no_other(words, occurrences):
    expected = {
        i
        for i in range(21)
        if all(any(holds_all(i, a, occurrences) for a in w.alternatives) for w in words)
    }
    selection = Selection(words, occurrences)
    assert selection.anywhere == Matches(expected, len(expected))
    in_titles = selection.in_titles
    assert in_titles.ids <= expected
    likeliest = selection.likeliest(set(expected), limit=5)
    assert set(likeliest) <= expected
    assert len(likeliest) == len(set(likeliest)) == min(5, len(expected))


@given(QUERIES, HELD, st.floats(0, 1))
def test_what_lacks_words_holds_at_least_one_and_nothing_comes_twice(words, occurrences, nearly):
    lacking = Selection(words, occurrences).lacking(nearly=nearly, limit=9)
    assert len(set(lacking)) == len(lacking) <= 9
    for i in lacking:
        assert any(holds_all(i, a, occurrences) for w in words for a in w.alternatives)


@given(QUERIES, HELD, st.randoms())
def test_the_order_of_words_does_not_count(words, occurrences, random):
    shuffled = random.sample(words, len(words))
    assert Selection(words, occurrences).anywhere == Selection(shuffled, occurrences).anywhere
