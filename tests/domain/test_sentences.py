"""Text taken apart into sentences, whatever full stops stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.sentences import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["The U.S. Senate voted 3.5 to 2.", "It was J. K. Rowling who said so."],
        ["He works at Apple Inc.", "The firm fell by 1.2 percent."],
        ["On Dec. 5, Google Inc. and Amazon Co. said so.", "Nobody else did."],
        ["Dr. Smith, e.g. in Bonn, agrees.", "Others don't!", "Why?"],
        ["“It works.”", "She left (at 5 p.m. sharp)."],
        ["It became law in the U.S.", "The rest of the world waits."],
        ["他说好。", "我们走吧！", "为什么？"],
        ["यह पहला है।", "यह दूसरा है।"],
        ["Wait... what?", "No."],
        ["The .NET runtime is at version 5.0.1 now.", "See docs.example.org for more."],
        ["One that is cut off behind ..."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    assert split_sentences(" ".join(sentences)) == sentences


def test_sentences_of_scripts_without_spaces_need_none():
    assert split_sentences("他说好。我们走吧！") == ["他说好。", "我们走吧！"]


@given(st.text(alphabet="aB .!?…。\"'()1", max_size=60))
def test_nothing_but_white_space_is_lost(text):
    joined = "".join("".join(split_sentences(text)).split())
    assert joined == "".join(text.split())
