"""What interactions are called."""

import pytest

from bot.domain.journey import press_name, reference_of


@pytest.mark.parametrize(
    ("custom_id", "name"),
    [
        ("news:page:abc:1", "news:page"),
        ("story:page:12", "story:page"),
        ("desk:approve", "desk:approve"),
        ("news:try:what a member typed", "news:try"),
        ("a member's own words", "other"),
        ("", "other"),
    ],
)
def test_a_press_is_called_by_its_kind_and_never_by_what_was_typed(custom_id, name):
    assert press_name(custom_id) == name


def test_a_reference_is_short_and_the_interactions_own():
    references = {reference_of(175928847299117063 + n) for n in range(1000)}
    assert len(references) == 1000
    assert {len(reference) for reference in references} == {8}
