"""The quick and the thorough reader of front matter: alike wherever both answer."""

import functools
import operator
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.frontmatter import split_document
from bot.domain.yaml_events import read_events
from bot.domain.yaml_lines import read_lines
from bot.errors import DocumentError

FRONTS = [
    parts.front
    for path in sorted((Path(__file__).parents[2] / "seeds").iterdir())
    if (parts := split_document(path.read_text())).front is not None
]


def assert_alike(text):
    """Where the quick reader answers, the thorough one answers the same."""
    quick = read_lines(text)
    if quick is not None:
        assert quick == read_events(text)


@pytest.mark.parametrize("front", FRONTS)
def test_the_seeds_are_in_the_quick_subset(front):
    assert read_lines(front) is not None
    assert_alike(front)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a: b\n", {"a": "b"}),
        (
            "a: false\nb: 23\nc: NO\nd: 2019-11-27\n",
            {"a": "false", "b": "23", "c": "NO", "d": "2019-11-27"},
        ),
        ("a:\nb: ~\nc: null\nd: Null\ne: NULL\n", dict.fromkeys("abcde")),
        ("a: \"\"\nb: ''\nc: \"null\"\nd: '~'\n", {"a": "", "b": "", "c": "null", "d": "~"}),
        ('a: "b \\"c\\" \\\\ \\/ \\n\\t\\r \\u2019 \\x41"\n', {"a": 'b "c" \\ / \n\t\r ’ A'}),
        ("a: 'it''s'\n", {"a": "it's"}),
        ("a:\n  b: c\n  d: e\nf: g\n", {"a": {"b": "c", "d": "e"}, "f": "g"}),
        ("a:\n  - b\n  - \n  - c\n", {"a": ["b", None, "c"]}),
        ("a:\n  - b: c\n    d: e\n  - b: f\n", {"a": [{"b": "c", "d": "e"}, {"b": "f"}]}),
        ("a:\n  - b:\n      - c\n    d:\n      e: f\n", {"a": [{"b": ["c"], "d": {"e": "f"}}]}),
        ("\na: b\n\n\nc:\n\n  - d\n\n  - e\n\n", {"a": "b", "c": ["d", "e"]}),
        ("  a: b\n  c: d\n", {"a": "b", "c": "d"}),
        (
            "a: b:c\nd: e#f\ng: -1\nh: http://x/?a=b&c\n",
            {"a": "b:c", "d": "e#f", "g": "-1", "h": "http://x/?a=b&c"},
        ),
        ("a: café – “x” 你好 😀\n", {"a": "café – “x” 你好 😀"}),
        ("", {}),
        ("\n \n", {}),
    ],
)
def test_the_quick_reader_takes(text, fields):
    assert read_lines(text) == fields


@pytest.mark.parametrize(
    "text",
    [
        "a: [b]\n",
        "a: {b: c}\n",
        "a: b # c\n",
        "# c\na: b\n",
        "a: &x b\n",
        "a: *x\n",
        "a: !!str b\n",
        "a: |\n  b\n",
        "a: >\n  b\n",
        "a: b\n  c\n",
        "a: b\na: c\n",
        "a:\tb\n",
        "\ta: b\n",
        "a: b: c\n",
        "a: b:\n",
        '"a": b\n',
        "a-b: c\n",
        "? a\n: b\n",
        "a:\n- b\n",
        "a:\n  - b\n c\n",
        "a:\n  - b\n    c: d\n",
        "a:\n  - - b\n",
        "a:\n  -\n    b: c\n",
        "a:\n    b: c\n  d: e\n",
        "a: 'b\n",
        'a: "b\n',
        'a: "b" c\n',
        "a: 'b' c\n",
        'a: "\\ud83d"\n',
        'a: "\\e"\n',
        'a: "\\u12"\n',
        "a: b\x97c\n",
        "a: b\u2028c\n",
        "a: \ufeffb\n",
        "- a\n",
        "a\n",
        "a: @b\n",
        "a: %b\n",
        "a: -\n",
        "a: - b\n",
        "a:\n" + "".join(" " * depth + "b:\n" for depth in range(1, 20)),
        "a: '" + "x" * 200_000 + "'\n",
    ],
)
def test_the_quick_reader_leaves_to_the_thorough_one(text):
    assert read_lines(text) is None


PLAIN = st.text(st.characters(codec="utf-8"), max_size=12)
TRICKY = st.sampled_from(
    [
        "",
        "~",
        "null",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "'a'",
        '"a"',
        "\\n",
        "[a]",
        "&a",
        "|",
        "---",
        " a",
    ]
)


def quoted(text):
    """The text as a scalar on one line, in a style that a writer of front matter may choose."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return st.sampled_from([text, f'"{text}"', f'"{escaped}"', "'" + text.replace("'", "''") + "'"])


SCALARS = (PLAIN | TRICKY).flatmap(quoted)
KEYS = st.from_regex(re.compile(r"[A-Za-z]\w{0,5}", re.ASCII), fullmatch=True)


def indented(lines):
    return ["  " + line for line in lines]


def itemised(lines):
    return [("- " if number == 0 else "  ") + line for number, line in enumerate(lines)]


def mappings(values):
    """Lines of a mapping whose values are scalars beside the key, or blocks below it."""
    beside = st.tuples(KEYS, SCALARS).map(lambda pair: [f"{pair[0]}: {pair[1]}"])
    below = st.tuples(KEYS, values).map(lambda pair: [f"{pair[0]}:", *indented(pair[1])])
    return st.lists(beside | below, min_size=1, max_size=4).map(
        lambda parts: functools.reduce(operator.iadd, parts, [])
    )


def sequences(values):
    scalars = SCALARS.map(lambda scalar: [scalar])
    items = st.lists(scalars | values, min_size=1, max_size=3)
    return items.map(lambda parts: functools.reduce(operator.iadd, map(itemised, parts), []))


BLOCKS = st.recursive(
    SCALARS.map(lambda scalar: [f"a: {scalar}"]),
    lambda values: mappings(values) | sequences(values),
    max_leaves=8,
)


@given(mappings(BLOCKS))
def test_both_readers_agree_on_generated_mappings(lines):
    text = "\n".join(lines) + "\n"
    try:
        assert_alike(text)
    except DocumentError as error:
        raise AssertionError(f"read by the quick reader alone: {text!r}") from error


@given(st.data())
def test_both_readers_agree_on_mutated_seeds(data):
    front = data.draw(st.sampled_from(FRONTS))
    at = data.draw(st.integers(0, len(front) - 1))
    inserted = data.draw(
        st.sampled_from([*list("\n :-#'\"[]{}&*!|>%@`\\\t,?~"), "  ", ": ", "- ", "é"])
    )
    length = data.draw(st.integers(0, 3))
    text = front[:at] + inserted + front[at + length :]
    try:
        assert_alike(text if text.endswith("\n") else text + "\n")
    except DocumentError as error:
        raise AssertionError(f"read by the quick reader alone: {text!r}") from error
