"""Ids of the buttons under a briefing: what is written can be read, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import custom_ids
from bot.render.custom_ids import MAX_CUSTOM_ID

LIST_IDS = st.text(alphabet="abcXYZ019_-", min_size=1, max_size=48)


@given(list_id=LIST_IDS, number=st.integers(0, 9999))
def test_a_page_and_what_is_shared_of_it_are_named(list_id, number):
    for pattern, written in (
        (custom_ids.BRIEF_PAGE, custom_ids.brief_page_id(list_id, number)),
        (custom_ids.BRIEF_SHARE, custom_ids.brief_share_id(list_id, number)),
    ):
        assert len(written) <= MAX_CUSTOM_ID
        assert pattern.fullmatch(written).groupdict() == {
            "list_id": list_id,
            "number": str(number),
        }


@pytest.mark.parametrize("step", ["shorter", "longer"])
def test_a_step_to_another_period_is_named(step):
    match = custom_ids.BRIEF_STEP.fullmatch(custom_ids.brief_step_id("x" * 48, step))
    assert match.groupdict() == {"step": step, "list_id": "x" * 48}


@given(about=st.text(max_size=120).filter(lambda text: "\n" not in text))
def test_what_to_be_briefed_on_is_named_if_it_fits(about):
    written = custom_ids.brief_about_id(about)
    if written is None:
        assert len(about.encode("utf-16-le")) // 2 > 80
    else:
        assert len(written) <= MAX_CUSTOM_ID
        assert custom_ids.BRIEF_ABOUT.fullmatch(written)["about"] == about


@pytest.mark.parametrize("other", ["brief:page:x:-1", "brief:wider:x", "brief:page:x", "brief:"])
def test_what_was_never_written_is_not_read(other):
    patterns = ("BRIEF_PAGE", "BRIEF_SHARE", "BRIEF_STEP", "BRIEF_ABOUT")
    assert not any(getattr(custom_ids, name).fullmatch(other) for name in patterns)
