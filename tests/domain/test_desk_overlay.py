"""A desk's article laid over what files state, before they are merged and after."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Image, Statement
from bot.domain.desk_act import ArticleState
from bot.domain.desk_overlay import FIELDS, draft_of, draft_statement, effective, lay_over
from bot.domain.merge import merge_statements

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
KEY = "https://site.example/a"
words = st.sampled_from(["", "One", "Two", "Three"])
pictures = st.lists(
    st.builds(Image, st.sampled_from(["https://i.example/1", "https://i.example/2"]))
)
statements = st.builds(
    Statement,
    key=st.just(KEY),
    url=st.just(KEY),
    title=words.filter(bool),
    published=st.just(NOW),
    is_own=st.booleans(),
    excerpt=words,
    provider=words,
    topics=st.lists(words.filter(bool), unique=True, max_size=2).map(tuple),
    images=pictures.map(tuple),
    updated=st.sampled_from([None, NOW]),
)
states = st.builds(
    lambda s, fields, retraction: ArticleState(draft_of(s), None, tuple(fields), retraction),
    statements,
    st.lists(st.sampled_from(FIELDS), unique=True),
    st.sampled_from([None, "a hoax"]),
)


@given(st.lists(statements, min_size=1, max_size=4), states)
def test_the_desk_holds_whether_it_is_laid_over_before_or_after_the_merge(stated, state):
    before = merge_statements([lay_over(s, state) for s in stated], key=KEY).statement
    after = lay_over(merge_statements(stated, key=KEY).statement, state)
    for name in state.fields:
        assert getattr(draft_of(before), name) == getattr(draft_of(after), name)
    assert before.is_removed == after.is_removed


@given(statements, states)
def test_what_is_shown_is_what_is_laid_over(stated, state):
    shown = effective(draft_of(stated), state)
    laid = draft_of(lay_over(stated, state))
    assert [getattr(shown, name) for name in FIELDS] == [getattr(laid, name) for name in FIELDS]


def test_without_files_the_desks_article_is_the_article():
    draft = draft_of(Statement(KEY, KEY, "Title", NOW, is_own=True))
    state = ArticleState(draft=draft, fields=FIELDS)
    assert lay_over(None, state) == draft_statement(draft)
    assert lay_over(None, ArticleState()) is None


def test_what_is_retracted_is_removed_and_nothing_else_changes():
    stated = Statement(KEY, KEY, "Title", NOW, is_own=True, quality=7)
    assert lay_over(stated, ArticleState(retraction="a hoax")) == replace(stated, is_removed=True)
