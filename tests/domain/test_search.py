"""A question to the archive."""

import pytest

from bot.domain.search import SearchQuery


@pytest.mark.parametrize("hostile", ["fa\x00ce", "fa\ud800ce", "\x1bface", "face\x7f"])
def test_characters_that_are_no_text_are_left_out(hostile):
    query = SearchQuery(hostile, topic=hostile, source=hostile)
    assert query == SearchQuery("face", topic="face", source="face")


def test_a_question_has_no_limits_unless_it_says_so():
    query = SearchQuery("face")
    assert (query.topic, query.source, query.after, query.before) == (None, None, None, None)
    assert not query.by_date
    assert not query.is_literal
