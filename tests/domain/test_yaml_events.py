"""All of YAML, but what only an attack would use."""

import sys

import pytest

from bot.domain.yaml_events import read_events
from bot.errors import DocumentError


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("a: [b, {c: d}]\n", {"a": ["b", {"c": "d"}]}),
        ("a: |\n  one\n  two\nb: >\n  x\n  y\n", {"a": "one\ntwo\n", "b": "x y\n"}),
        ("a: NO # comment\nb: 0x1F\nc: 1e3\nd: 2019-11-27\n",
         {"a": "NO", "b": "0x1F", "c": "1e3", "d": "2019-11-27"}),
        ("a: ~\nb:\nc: ''\nd: \"null\"\n", {"a": None, "b": None, "c": "", "d": "null"}),
        ("? a\n: b\n? \n: c\n", {"a": "b", "": "c"}),
        ("a: !!str 12\nb: ! x\n", {"a": "12", "b": "x"}),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ("a: b\n--- x\n", None),
    ],
)  # fmt: skip
def test_values_stay_as_written(text, fields):
    if fields is None:
        with pytest.raises(DocumentError):
            read_events(text)
    else:
        assert read_events(text) == fields


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: b\nc: &x d\ne: *x\n", 6, "anchors and aliases are not taken; write the value out"),
        ("a: *x\n", 5, "anchors and aliases"),
        ("a: &x [*x]\n", 5, "anchors and aliases"),
        ("a: b\nc: " + "[" * 30_000, 6, "nested deeper than 16 levels; flatten it"),
        ("a: b\nc: " + "{a: " * 30_000, 6, "nested deeper than 16 levels"),
        ("\n".join(" " * n + "a:" for n in range(1000)), 21, "nested deeper than 16 levels"),
        ("- " * 30_000 + "\n", 5, "nested deeper than 16 levels"),
        ("a: [" + "a, " * 100_001 + "]\n", 5, "more than 100,000 values; split the file"),
        ("a: b\nc: d\na: e\n", 7, "the key `a` stands twice; keep one"),
        ("a: {b: c, b: d}\n", 5, "the key `b` stands twice"),
        ("[a]: b\n", 5, "a key must be a word"),
        ("? {a: b}\n: c\n", 5, "a key must be a word"),
        ("a: !!python/object/apply:os.system ['exit']\n", 5, "the tag tag:yaml.org,2002:python"),
        ("a: !!python/name:os.system x\n", 5, "is not taken; leave it out"),
        ("a: b\nc: !x d\n", 6, "the tag !x is not taken; leave it out"),
        ("!!map {a: b}\n", 5, "is not taken"),
        ("a: !!int 1\n", 5, "is not taken"),
        ("- a\n", 5, "no mapping; write one `key: value` a line"),
        ("just text\n", 5, "no mapping"),
        ("", 5, "no mapping"),
        ("# a comment\n", 5, "no mapping"),
        ("a: b\nc: 'd\n", 6, "not valid YAML"),
        ("a: b\n\tc: d\n", 6, "not valid YAML"),
        ("a: b: c\n", 5, "not valid YAML"),
        ("a: @b\n", 5, "not valid YAML"),
        ('a: "\\ud800"\n', 5, "not valid YAML"),
        ("%YAML 9.9\n---\na: b\n", 5, "not valid YAML"),
        ("a: b\x00\n", 5, "not valid YAML"),
    ],
)
def test_what_is_not_taken_is_named_with_its_line(text, line, reason):
    with pytest.raises(DocumentError) as caught:
        read_events(text, first_line=5)
    assert reason in caught.value.reason
    assert caught.value.line == line


def test_many_aliases_multiply_nothing():
    levels = ["a0: &a0 [x, x]"]
    levels += [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    with pytest.raises(DocumentError, match="anchors and aliases"):
        read_events("\n".join(levels))


def test_merge_keys_multiply_nothing():
    levels = ["a0: &a0 {x: y}"]
    levels += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 22)]
    with pytest.raises(DocumentError, match="anchors and aliases"):
        read_events("\n".join(levels))


def test_a_tag_imports_no_module():
    with pytest.raises(DocumentError, match="not taken"):
        read_events("a: !!python/module:antigravity\n")
    assert "antigravity" not in sys.modules
