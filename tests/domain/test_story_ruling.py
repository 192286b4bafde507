"""What follows from rulings on stories."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.story_ruling import StoryRuling, Verdict, read_rulings

KEYS = "abcde"
rulings = st.lists(
    st.builds(
        StoryRuling, st.sampled_from(KEYS), st.sampled_from(KEYS), st.sampled_from([*Verdict])
    ).filter(lambda ruling: ruling.one_key != ruling.other_key),
    max_size=12,
)


def rule(*texts):
    """Rulings as in "ab" (one story), "a|b" (apart), "a?b" (left open)."""
    signs = {"|": Verdict.APART, "?": Verdict.OPEN}
    return read_rulings(StoryRuling(t[0], t[-1], signs.get(t[1], Verdict.SAME)) for t in texts)


def test_being_one_story_carries_over():
    assert rule("ab", "bc").group("a") == {"a", "b", "c"}


def test_the_latest_ruling_on_two_holds():
    assert rule("ab", "a|b").group("a") == {"a"}
    assert rule("a|b", "ba").group("a") == {"a", "b"}
    assert not rule("ab", "b?a")
    assert not rule("a|b", "a?b")


def test_what_contradicts_a_later_ruling_gives_way():
    held = rule("ab", "bc", "a|c")
    assert held.group("b") == {"b", "c"}
    assert held.apart == {"a": {"c"}, "c": {"a"}}


def test_a_later_merge_overrules_what_was_apart_in_between():
    assert rule("a|c", "ab", "bc").group("a") == {"a", "b", "c"}
    assert not rule("a|c", "ab", "bc").apart


@given(rulings)
def test_what_is_apart_is_never_bound(made):
    held = read_rulings(made)
    for key, others in held.apart.items():
        assert held.group(key).isdisjoint(others)


@given(rulings)
def test_groups_hold_each_key_once(made):
    held = read_rulings(made)
    for key, group in held.bound.items():
        assert key in group
        assert all(held.bound[other] == group for other in group)


@given(rulings)
def test_the_newest_ruling_always_holds(made):
    if not made or made[-1].verdict is Verdict.OPEN:
        return
    held, last = read_rulings(made), made[-1]
    is_one = last.other_key in held.group(last.one_key)
    assert is_one == (last.verdict is Verdict.SAME)
