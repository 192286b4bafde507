"""Which keys are one article because they share an AMP copy."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.twins import group_keys


def test_keys_without_a_common_copy_stay_apart():
    assert group_keys(["a", "b"], []) == {"a": "a", "b": "b"}


def test_keys_with_a_common_copy_are_the_shortest_of_them():
    assert group_keys(["long", "b"], [("long", "x"), ("b", "x")]) == {
        "long": "b",
        "b": "b",
        "x": "b",
    }


def test_a_copy_is_never_the_article_where_there_is_another_key():
    assert group_keys(["x", "long"], [("long", "x")])["x"] == "long"


def test_chains_of_copies_are_one_article():
    groups = group_keys("abc", [("a", "x"), ("b", "x"), ("b", "y"), ("c", "y")])
    assert set(groups.values()) == {"a"}


def test_copies_in_a_circle_are_one_article():
    assert set(group_keys("ab", [("a", "b"), ("b", "a")]).values()) == {"a"}


KEYS = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(KEYS, KEYS)), st.randoms(use_true_random=False))
def test_no_order_changes_the_groups(pairs, random):
    keys = sorted({key for pair in pairs for key in pair})
    expected = group_keys(keys, pairs)
    random.shuffle(keys)
    random.shuffle(pairs)
    assert group_keys(keys, pairs) == expected
