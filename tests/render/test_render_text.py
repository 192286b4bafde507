"""Text from outside: what Discord reacts to does not survive, what readers read does."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import fold_words
from bot.render.text import BOLD_IN_HEADING, clip, escape, plain, width

METACHARACTERS = set("\\*_~`|[]()<>#@:")
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

ATTACKS = st.sampled_from(
    [
        "@everyone",
        "@here",
        "<@123456789012345678>",
        "<@&123456789012345678>",
        "<#123456789012345678>",
        "</news:123456789012345678>",
        "<:name:123456789012345678>",
        "<t:1577836800:R>",
        "[text](https://evil.example)",
        "https://evil.example",
        "<https://evil.example>",
        "**bold**",
        "||spoiler||",
        "```code```",
        "# heading",
        "-# small",
        "- item",
        "* item",
        "1. item",
        "> quote",
        ">>> quote",
        "\\",
        "\n",
        "\u202e",
        "\u200d",
        "\u0301",
        "👩‍👩‍👧",
        "🇩🇪",
    ]
)
HOSTILE = st.lists(ATTACKS | st.text(max_size=10), max_size=12).map("".join)


# Bold as Discord reads it: the rule `strong` of its library simple-markdown.
BOLD = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)|\\[\s\S]")


def as_read(markdown: str) -> str:
    """What Discord shows of escaped text: a backslash gives way to the sign it guards."""
    return re.sub(r"\\(.)", r"\1", markdown).replace("\u200b", "")


def bold_parts(markdown: str) -> list[str]:
    """What stands in bold, as it is read."""
    return [as_read(match[1]) for match in BOLD.finditer(markdown) if match[1]]


def without_bold(markdown: str) -> str:
    """The same text, nothing in bold."""
    return BOLD.sub(lambda match: match[1] or match[0], markdown)


@given(HOSTILE)
def test_no_metacharacter_stands_without_its_backslash(text: str) -> None:
    unguarded = re.sub(r"\\[^0-9A-Za-z\s]", "", escape(text, 10_000))
    assert not METACHARACTERS & set(unguarded)


@given(HOSTILE)
def test_no_escaped_text_starts_a_list(text: str) -> None:
    assert not re.match(r"[-+*]|\d+\.", escape(text, 10_000))


@given(HOSTILE)
def test_the_words_that_ring_for_everyone_never_stand_whole(text: str) -> None:
    assert not re.search("@(everyone|here)", escape(text, 10_000), re.IGNORECASE)


@given(HOSTILE)
def test_escaped_text_reads_as_the_plain_text(text: str) -> None:
    assert as_read(escape(text, 100_000)) == plain(text)


@given(HOSTILE, st.integers(1, 60))
def test_escaped_text_keeps_its_limit_with_the_escapes(text: str, limit: int) -> None:
    assert width(escape(text, limit)) <= limit


@given(HOSTILE, st.integers(1, 60))
def test_a_cut_never_leaves_half_an_escape(text: str, limit: int) -> None:
    assert not re.search(r"(?<!\\)(\\\\)*\\(…|$)", escape(text, limit))


@given(HOSTILE, st.integers(1, 60))
def test_clipped_text_keeps_its_limit(text: str, limit: int) -> None:
    assert width(clip(text, limit)) <= limit


@given(HOSTILE)
def test_plain_text_is_one_line_without_controls(text: str) -> None:
    result = plain(text)
    controls = {c for c in result if unicodedata.category(c) in ("Cc", "Cs", "Co", "Zl", "Zp")}
    assert not controls | BIDI & set(result)


@given(HOSTILE)
def test_plain_text_is_composed_and_stays_as_it_is(text: str) -> None:
    result = plain(text)
    assert unicodedata.is_normalized("NFC", result)
    assert plain(result) == result


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("world’s “first” – it’s €5", "world’s “first” – it’s €5"),
        ("cafe\u0301", "café"),
        ("two\r\n lines\tand\u2028more", "two lines and more"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("family 👩‍👩‍👧 🇩🇪", "family 👩‍👩‍👧 🇩🇪"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\u3164\u2800", ""),
        ("\u200d\u200d hidden \u200d", "hidden"),
        ("\u0301start", "start"),
        ("lone \ud800 half", "lone half"),
    ],
)
def test_plain_shows(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_towers_of_marks_are_cut_down() -> None:
    assert len(plain("z" + "\u0335" * 50)) == 5


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("The quick brown fox jumps", 22, "The quick brown fox…"),
        ("x" * 30, 10, "x" * 9 + "…"),
        ("ab 👩‍👩‍👧", 8, "ab…"),
        ("🇩🇪🇫🇷🇩🇪", 9, "🇩🇪🇫🇷…"),
        ("a👍🏽b" * 2, 9, "a👍🏽ba…"),
    ],
)
def test_clip_cuts_between_what_readers_see_as_characters(
    text: str, limit: int, shown: str
) -> None:
    assert clip(text, limit) == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("- item", "\\- item"),
        ("2020. A year", "2020\\. A year"),
        ("well-known 2.0", "well-known 2.0"),
        ("see https://evil.example", "see https\\://evil.example"),
        ("[x](y)", "\\[x\\]\\(y\\)"),
    ],
)
def test_escape_writes(text: str, written: str) -> None:
    assert escape(text, 100) == written


# Words among what is hostile, so that marks stand next to every kind of escape.
MARKED = st.lists(ATTACKS | st.sampled_from(["face", "Face", " ", "é", "人工智能"]), max_size=12)
WORDS = ("face", "e", "人工", "everyone", "bold", "news", "evil")


@given(MARKED.map("".join))
def test_marks_change_nothing_else(text: str) -> None:
    assert without_bold(escape(text, 10_000, words=WORDS)) == escape(text, 10_000)


@given(MARKED.map("".join))
def test_what_stands_in_bold_are_the_words(text: str) -> None:
    for part in bold_parts(escape(text, 10_000, words=WORDS)):
        assert part == part.strip() != ""
        assert set(fold_words(part)) & set(WORDS)


@given(MARKED.map("".join))
def test_every_word_stands_in_bold(text: str) -> None:
    bold = " ".join(bold_parts(escape(text, 10_000, words=("face",))))
    assert fold_words(bold).count("face") == fold_words(plain(text)).count("face")


@given(MARKED.map("".join), st.integers(1, 60))
def test_marks_are_closed_and_within_the_limit_wherever_the_text_is_cut(
    text: str, limit: int
) -> None:
    cut = escape(text, limit, words=WORDS)
    assert width(cut) <= limit
    assert not re.search(r"\*", re.sub(r"\\.", "", without_bold(cut)))


@pytest.mark.parametrize(
    ("text", "limit", "written"),
    [
        ("Face and face-ID", 50, "**Face** and **face**-ID"),
        ("snake_face: *face*", 50, r"snake\_**face**\: \***face**\*"),
        ("an interface", 50, "an interface"),
        ("face evil, face", 17, "**face evil**,…"),
        ("face evil, face", 12, "**face ev**…"),
        ("the face", 11, "the **fa**…"),
        ("2019. A face", 50, "2019\\. A **face**"),
    ],
)
def test_words_are_marked(text: str, limit: int, written: str) -> None:
    assert escape(text, limit, words=WORDS) == written


def test_a_heading_has_marks_of_its_own() -> None:
    assert escape("a face", 50, words=WORDS, mark=BOLD_IN_HEADING) == "a __**face**__"
