"""Button ids: what is written is read back, and fits."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.search import SearchQuery
from bot.render import custom_ids

LIST_IDS = st.text("abcXYZ019_-", min_size=1, max_size=48)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=100)
NAMES = st.none() | TEXTS.filter(bool)
TIMES = st.none() | st.datetimes(timezones=st.just(UTC)).map(
    lambda time: time.replace(microsecond=0)
)
PAGED = [
    (custom_ids.PAGE, custom_ids.page_id),
    (custom_ids.SHARE, custom_ids.share_id),
    (custom_ids.WHY, custom_ids.why_id),
]


@pytest.mark.parametrize(("form", "write"), PAGED)
@given(list_id=LIST_IDS, number=st.integers(0, 9999))
def test_a_page_is_read_back(form, write, list_id, number):
    custom_id = write(list_id, number)
    match = form.fullmatch(custom_id)
    assert (match["list_id"], int(match["number"])) == (list_id, number)
    assert len(custom_id) <= custom_ids.MAX_CUSTOM_ID


@given(LIST_IDS)
def test_a_remembered_question_is_read_back(list_id):
    match = custom_ids.LITERAL.fullmatch(custom_ids.literal_id(list_id))
    assert match["list_id"] == list_id


@given(st.integers(0, 10**18 - 1))
def test_an_article_is_read_back(article_id):
    match = custom_ids.RELATED.fullmatch(custom_ids.related_id(article_id))
    assert int(match["article_id"]) == article_id


def _read_back(custom_id):
    return custom_ids.retried(custom_ids.RETRY.fullmatch(custom_id).groupdict(""))


@given(st.builds(SearchQuery, TEXTS, NAMES, NAMES, TIMES, TIMES, st.booleans()))
def test_a_question_is_read_back_or_does_not_fit(question):
    custom_id = custom_ids.retry_id(question)
    if custom_id is not None:
        assert _read_back(custom_id) == question
        assert len(custom_id.encode("utf-16-le")) // 2 <= custom_ids.MAX_CUSTOM_ID


@given(TEXTS)
def test_a_text_alone_fits_up_to_91_units(text):
    fits = len(text.encode("utf-16-le")) // 2 <= 91
    assert (custom_ids.retry_id(SearchQuery(text)) is not None) == fits


@pytest.mark.parametrize(
    ("custom_id", "question"),
    [
        # Written by older versions, and still under messages.
        ("news:try:sensetime", SearchQuery("sensetime")),
        ("news:try:again:a|b|c", SearchQuery("again:a|b|c")),
        (
            "news:again:5de30280:5e0be100:n:Computer Vision|Axios|face: a|b",
            SearchQuery(
                "face: a|b",
                "Computer Vision",
                "Axios",
                datetime(2019, 12, 1, tzinfo=UTC),
                datetime(2020, 1, 1, tzinfo=UTC),
                by_date=True,
            ),
        ),
        (
            "news:again:-2:::||x",
            SearchQuery("x", after=datetime(1969, 12, 31, 23, 59, 58, tzinfo=UTC)),
        ),
    ],
)
def test_a_form_once_used_keeps_its_meaning(custom_id, question):
    assert _read_back(custom_id) == question


def test_a_name_that_would_be_read_otherwise_is_refused():
    assert custom_ids.retry_id(SearchQuery("x", topic="a|b")) is None


@pytest.mark.parametrize("seconds", ["-", "-fffffffff", "ffffffffff", "fffffffffff"])
def test_a_forged_time_is_no_fault(seconds):
    """Found by fuzzing: whoever sends an id of their own is answered like anyone else."""
    match = custom_ids.RETRY.fullmatch(f"news:again:{seconds}:::|words|x")
    assert match is None or custom_ids.retried(match.groupdict("")).after is None
