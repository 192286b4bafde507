"""Button ids: what is written is read back, and fits."""

from hypothesis import given
from hypothesis import strategies as st

from bot.render import custom_ids

LIST_IDS = st.text("abcXYZ019_-", min_size=1, max_size=48)


@given(LIST_IDS, st.integers(0, 9999))
def test_a_page_is_read_back(list_id: str, number: int) -> None:
    match = custom_ids.PAGE.fullmatch(custom_ids.page_id(list_id, number))
    assert match
    assert (match["list_id"], int(match["number"])) == (list_id, number)


@given(LIST_IDS, st.integers(0, 9999))
def test_a_share_is_read_back(list_id: str, number: int) -> None:
    match = custom_ids.SHARE.fullmatch(custom_ids.share_id(list_id, number))
    assert match
    assert (match["list_id"], int(match["number"])) == (list_id, number)


@given(st.integers(0, 10**18 - 1))
def test_an_article_is_read_back(article_id: int) -> None:
    match = custom_ids.RELATED.fullmatch(custom_ids.related_id(article_id))
    assert match
    assert int(match["article_id"]) == article_id


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_a_text_is_read_back_or_refused(text: str) -> None:
    custom_id = custom_ids.retry_id(text)
    match = custom_ids.RETRY.fullmatch(custom_id) if custom_id else None
    assert match["text"] == text if match else len(text.encode("utf-16-le")) // 2 > 91


@given(LIST_IDS, st.integers(0, 9999))
def test_ids_fit(list_id: str, number: int) -> None:
    longest = max(
        custom_ids.page_id(list_id, number), custom_ids.share_id(list_id, number), key=len
    )
    assert len(longest) <= custom_ids.MAX_CUSTOM_ID
