"""Beginnings that were typed with one slip of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slips import mend_slips

TYPED = st.from_regex(r"[a-z0-9]+( [a-z0-9]+){0,3} ?", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("challenge sn", "challenges n"),
        ("healthcare uo", "healthcare o"),
        ("public ousi", "public housi"),
        ("azure app ye", "azure app se"),
        ("mitp review ", "mit preview "),
    ],
)
def test_a_slip_that_leaves_no_near_word_is_mended(typed, meant):
    assert meant in mend_slips(typed)


@given(TYPED)
def test_mended_is_what_a_title_of_folded_words_can_begin_with(typed):
    mended = mend_slips(typed)
    assert typed not in mended
    assert len(set(mended)) == len(mended)
    assert all(text == text.lstrip() and "  " not in text for text in mended)


@given(TYPED, st.data())
def test_letters_that_changed_places_are_put_back(typed, data):
    at = data.draw(st.integers(0, max(0, len(typed) - 2)))
    slipped = typed[:at] + typed[at + 1 : at + 2] + typed[at : at + 1] + typed[at + 2 :]
    if slipped != typed and slipped == slipped.lstrip() and "  " not in slipped:
        assert typed in mend_slips(slipped)
