"""Where front matter begins and ends, and its related list taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.frontmatter import Block, related_fields, split_document, split_related
from bot.errors import DocumentError, FieldError


@pytest.mark.parametrize(
    ("text", "front", "front_line", "body"),
    [
        ("---\na: b\n---\nbody\n", "a: b\n", 2, "body\n"),
        ("\n \n--- \na: b\n---", "a: b\n", 4, ""),
        ("---\n---\nbody", "", 2, "body"),
        ("---\na: b\n...\nbody", "a: b\n", 2, "body"),
        ("---\na: ---\n ---\n---\t\n---\n", "a: ---\n ---\n", 2, "---\n"),
        ("body\n---\n", None, 1, "body\n---\n"),
        ("--- # no fence\na: b", None, 1, "--- # no fence\na: b"),
        ("", None, 1, ""),
    ],
)
def test_the_parts_of_a_document(text, front, front_line, body):
    parts = split_document(text)
    assert (parts.front, parts.front_line, parts.body) == (front, front_line, body)


def test_front_matter_that_is_never_closed_is_named_where_it_begins():
    with pytest.raises(DocumentError, match="never closed; put a line `---`") as caught:
        split_document("\n\n---\na: b\n")
    assert caught.value.line == 3


def test_front_matter_of_too_many_lines_is_refused_where_it_goes_too_far():
    with pytest.raises(DocumentError, match="100,001 lines; 100,000 are taken") as caught:
        split_document("---\n" + "\n" * 100_001 + "---\n")
    assert caught.value.line == 100_002


FRONT = """\
a: b
related:

  - title: one
    x: 1

  - title: two
c: d
"""


def test_entries_are_blocks_that_know_their_lines():
    head, blocks = split_related(FRONT, 10)
    assert head.read() == ({"a": "b", "c": "d"}, 0)
    assert head.line_of("c") == 17
    assert [block.read()[0] for block in blocks] == [{"title": "one", "x": "1"}, {"title": "two"}]
    assert [block.line for block in blocks] == [13, 16]
    assert blocks[0].line_of("x") == 14


def test_a_list_at_the_end_ends_with_the_front_matter():
    head, blocks = split_related("a: b\nrelated:\n  - title: one\n", 2)
    assert head.read()[0] == {"a": "b"}
    assert [block.read()[0] for block in blocks] == [{"title": "one"}]


@pytest.mark.parametrize(
    "front",
    [
        "a: b\n",
        "related: []\n",
        "related:\n- title: one\n",
        "related:\n   - title: one\n",
        "related:\na: b\n",
        "related:\n  # note\n  - title: one\n",
        "related:\n  - title: one\nrelated:\n  - title: two\n",
    ],
)
def test_a_list_in_any_other_form_stays_where_it_is(front):
    head, blocks = split_related(front, 2)
    assert (head.text, blocks) == (front, ())


@given(st.lists(st.sampled_from(["a: b", "related:", "  - t: 1", "    x: 2", "", "c:"])))
def test_taking_the_list_apart_moves_no_line(lines):
    front = "".join(f"{line}\n" for line in lines)
    head, blocks = split_related(front, 2)
    every = front.split("\n")
    for number, line in enumerate(head.text.split("\n")):
        assert line in ("", every[number])
    for block in blocks:
        first = block.text.strip().split("\n")[0].strip()
        assert first in every[block.line - 2]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nbad: 2\n", 6), ('  - "bad": x\n', 5), ("'bad' : x\n", 5), ("a:\n", 5)],
)
def test_the_line_of_a_field_is_found_however_its_key_is_written(text, line):
    assert Block(text, 5).line_of("bad") == line


def test_controls_are_mended_before_yaml_refuses_them_and_counted_by_line():
    fields, damaged = Block("a: b\x97c\nd: e\x07\x07\nf: g\n", 1).read()
    assert fields == {"a": "b—c", "d": "e", "f": "g"}
    assert damaged == 2


def test_a_related_field_is_a_list_or_nothing():
    assert related_fields({}) == related_fields({"related": None}) == []
    assert related_fields({"related": ["a"]}) == ["a"]
    with pytest.raises(FieldError, match="write each entry under a `- `"):
        related_fields({"related": "a"})
