"""One article from all that is stated of it."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Image, Section, Statement
from bot.domain.merge import merge_statements

OLD, NEW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
BODY = (Section("", ("Text.",)),)


def merge(*statements, **options):
    """The merged statement, the same in every order."""
    merged = {merge_statements(order, key="k", **options) for order in permutations(statements)}
    assert len(merged) == 1
    return merged.pop()


def test_a_file_beats_a_related_entry_however_late_and_full(statement):
    own = statement(title="Own")
    entry = statement(title="Entry", is_own=False, updated=NEW, excerpt="Long.", tags=("a",))
    assert merge(own, entry).statement.title == "Own"


def test_among_files_the_later_update_wins(statement):
    full = statement(title="Full", updated=OLD, excerpt="Long excerpt.", category="news")
    late = statement(title="Late", updated=NEW)
    assert merge(full, late, statement(title="Never")).statement.title == "Late"


def test_then_the_fuller_one_wins_and_then_the_longer(statement):
    full = statement(title="Full", excerpt="Some.", category="news")
    assert merge(full, statement(title="Much longer title")).statement.title == "Full"
    assert merge(statement(title="Long"), statement(title="S")).statement.title == "Long"


def test_empty_fields_are_filled_from_the_next_best(statement):
    best = statement(updated=NEW, topics=("AI",))
    second = statement(updated=OLD, excerpt="Second.", topics=("Other",), body=BODY)
    third = statement(excerpt="Third.", images=(Image("https://x.com/a.png"),), is_own=False)
    merged = merge(best, second, third).statement
    assert merged.excerpt == "Second."
    assert merged.topics == ("AI",)
    assert merged.body == BODY
    assert merged.images == third.images


def test_what_a_file_denies_no_entry_affirms(statement):
    entry = statement(is_own=False, is_featured=True, is_removed=True)
    merged = merge(statement(), entry).statement
    assert not merged.is_featured
    assert not merged.is_removed


@pytest.mark.parametrize("is_own", [True, False])
def test_one_statement_that_is_removed_hides_the_article(statement, is_own):
    removed = statement(is_removed=True, is_own=is_own)
    assert merge(removed, statement(updated=NEW, is_own=is_own)).statement.is_removed


def test_topics_of_parents_are_inferred_where_there_are_none(statement):
    merged = merge(statement(is_own=False), parent_topics=["AI", "Vision", "AI"])
    assert merged.statement.topics == ("AI", "Vision")
    assert merged.topics_inferred
    merged = merge(statement(topics=("Own",)), parent_topics=["AI"])
    assert merged.statement.topics == ("Own",)
    assert not merged.topics_inferred
    assert not merge(statement()).topics_inferred


def test_an_attached_body_is_taken_where_the_file_has_none(statement):
    assert merge(statement(), attached_body=BODY).statement.body == BODY
    own = (Section("", ("Own.",)),)
    assert merge(statement(body=own), attached_body=BODY).statement.body == own


def test_the_merged_article_has_the_key_of_its_group_and_no_copies(statement):
    merged = merge(statement(twins=("https://x.com/amp",))).statement
    assert (merged.key, merged.twins) == ("k", ())


TEXTS = st.sampled_from(["", "a", "b"])
STATEMENTS = st.builds(
    Statement,
    key=st.just("k"),
    url=st.sampled_from(["https://a.com", "http://a.com"]),
    title=st.sampled_from(["a", "b"]),
    published=st.sampled_from([OLD, NEW]),
    is_own=st.booleans(),
    excerpt=TEXTS,
    provider=TEXTS,
    quality=st.integers(-1, 1),
    is_removed=st.booleans(),
    updated=st.sampled_from([None, OLD, NEW, datetime(1, 1, 1, tzinfo=UTC)]),
    tags=st.sampled_from([(), ("a",), ("b",)]),
    images=st.sampled_from([(), (Image("https://x.com", 1),), (Image("https://x.com", 2),)]),
)


@given(st.lists(STATEMENTS, min_size=2, max_size=4))
def test_no_order_of_statements_changes_the_article(statements):
    merge(*statements)
