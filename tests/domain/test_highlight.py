"""Where the words that were looked for stand in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.highlight import matched_spans
from bot.domain.words import fold_words


def marked(text, *words):
    """The text with what is marked in square brackets."""
    for start, end in reversed(matched_spans(text, words)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("[Face] on a [FACE]: “[face]!”", "face"),
        ("Interface, faces, surface", "face"),
        ("the [world’s] best and the [world's]", "world"),
        ("[Don’t] ask '[O’Neill]'", "dont oneill"),
        ("[Café Straße]", "cafe strasse"),
        ("[cafe\u0301], e\u0301-[cafe\u0301]-x", "cafe"),
        ("[ﬁne] x², ½ and [Ｗｉｄｅ 𝗙𝗮𝗰𝗲]", "fine wide face"),
        ("[x²]", "x2"),
        ("[Привет], Ёлка", "привет"),
        ("हिन्दी [समाचार]।", "समाचार"),
        ("[한국어 \u1112\u1161\u11ab국어]", "한국어"),
        ("[ｶﾞｷﾞ]", "ガギ"),
        ("مُحَمَّد [أخبار]", "اخبار"),
        ("🎉[party]🎉", "party"),
    ],
)
def test_words_are_marked_whole_and_as_search_folds_them(shown, words):
    text = shown.replace("[", "").replace("]", "")
    assert marked(text, *words.split()) == shown


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("[人工]智能", "人工"),
        ("AI[人工智能]が来た", "人工 智能"),
        ("[AI]人工智能", "ai"),
        ("[人]、人工", "人"),
        ("ปั[ญญ]า", "ญญ"),
        # A vowel sign is never parted from its letter.
        ("[ปัญ]ญา", "ัญ"),
    ],
)
def test_in_scripts_without_spaces_matching_pairs_are_marked(shown, words):
    text = shown.replace("[", "").replace("]", "")
    assert marked(text, *words.split()) == shown


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("[facial recognition] in [facial] scans", "facial recognition"),
        ("[face-recognition] and [AI/ML]", "face recognition ai ml"),
        ("[face]-recognition and AI/[ML]", "face ml"),
        ("snake_[case]", "case"),
        ("[facial], [recognition]", "facial recognition"),
        ("[facial]\n[recognition]", "facial recognition"),
    ],
)
def test_neighbours_are_one_mark(shown, words):
    text = shown.replace("[", "").replace("]", "")
    assert marked(text, *words.split()) == shown


def test_nothing_is_marked_where_nothing_matches():
    assert matched_spans("", ["face"]) == ()
    assert matched_spans("a face", []) == ()
    assert matched_spans("… — !?", ["face", ""]) == ()


@pytest.mark.parametrize("unit", ["a-", "é", "人", "a\u0301", "\u0301", "\u1161", "x' ", "\u0e38"])
def test_long_texts_are_marked(unit):
    text = f"{unit * 5_000} b-a"
    assert matched_spans(text, ["a"])[-1] == (len(text) - 1, len(text))


@given(st.text(), st.data())
def test_marks_are_apart_and_ascending(text, data):
    words = data.draw(st.sets(st.sampled_from(fold_words(text) or ("x",))))
    at = -1
    for start, end in matched_spans(text, words):
        assert at < start < end <= len(text)
        at = end


@given(st.text())
def test_where_every_word_is_looked_for_all_words_are_marked(text):
    words = fold_words(text)
    spans = matched_spans(text, words)
    assert fold_words(" ".join(text[start:end] for start, end in spans)) == words


@given(st.text(alphabet="aAbé’s ²x-_.ﬁ\u0301"), st.data())
def test_what_is_marked_is_what_was_looked_for(text, data):
    words = data.draw(st.sets(st.sampled_from(fold_words(text) or ("x",))))
    spans = matched_spans(text, words)
    assert {word for start, end in spans for word in fold_words(text[start:end])} <= words


@given(st.lists(st.text(alphabet="abcéü’ßﬁ", min_size=1), min_size=1), st.data())
def test_a_word_is_marked_wherever_it_stands(tokens, data):
    words = data.draw(st.sets(st.sampled_from(fold_words(" ".join(tokens)) or ("x",))))
    shown = marked("\n".join(tokens), *words)
    for token, part in zip(tokens, shown.split("\n"), strict=True):
        assert ("[" in part) == (not words.isdisjoint(fold_words(token)))


@given(st.text(alphabet="人工智能", min_size=3), st.data())
def test_of_unspaced_characters_those_in_matching_pairs_are_marked(text, data):
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    words = data.draw(st.sets(st.sampled_from(pairs)))
    inside = {n for at, pair in enumerate(pairs) if pair in words for n in (at, at + 1)}
    spans = matched_spans(text, words)
    assert {n for start, end in spans for n in range(start, end)} == inside


@given(st.text())
def test_decomposed_text_is_marked_in_as_many_words(text):
    words = fold_words(text)[:1]
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert len(matched_spans(composed, words)) == len(matched_spans(apart, words))
