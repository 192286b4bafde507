"""Words as search knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.words import fold, fold_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("... — !?", ()),
        ("Facial Recognition", ("facial", "recognition")),
        ("face-recognition, 5G & COVID-19", ("face", "recognition", "5g", "covid", "19")),
        ("snake_case", ("snake", "case")),
        ("the world's, the world’s", ("the", "world", "the", "world")),
        ("don't, don’t, O'Neill", ("dont", "dont", "oneill")),
        ("’tis 'quoted'", ("tis", "quoted")),
        ("Café ZÜRICH Ångström", ("cafe", "zurich", "angstrom")),
        ("straße ﬁne İstanbul", ("strasse", "fine", "istanbul")),
        ("Beyoncé’s", ("beyonce",)),
        ("𝗙𝗮𝗰𝗲 Ｗｉｄｅ ℌ", ("face", "wide", "h")),
        ("Привет Ёлка Ἑλλάς", ("привет", "елка", "ελλασ")),
        ("人工智能", ("人工", "工智", "智能")),
        ("人", ("人",)),
        ("AI人工", ("ai", "人工")),
        ("カタカナ", ("カタ", "タカ", "カナ")),
        ("ปัญญา", ("ปั", "ัญ", "ญญ", "ญา")),
        ("한국어", ("한국어",)),
        ("हिन्दी समाचार।", ("हिन्दी", "समाचार")),
        ("مُحَمَّد أخبار", ("محمد", "اخبار")),
        ("שָׁלוֹם", ("שלום",)),
        ("🎉 party 🎉", ("party",)),
        ("x² ½", ("x2", "1", "2")),
        ("nul\x00byte", ("nul", "byte")),
        ("\ud800lone", ("lone",)),
    ],
)
def test_the_words_of(text, words):
    assert fold_words(text) == words


@pytest.mark.parametrize(
    ("one", "other"), [("AI", "ai"), ("Café", "CAFE"), ("Straße", "STRASSE"), ("ǅ", "ǆ")]
)
def test_names_that_fold_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_words_are_stable_and_hold_nothing_that_separates(text):
    words = fold_words(text)
    assert all(word and not set(word) & set(" \t\n\"'()*:^_-") for word in words)
    assert fold(fold(text)) == fold(text)


@given(st.text("aB0'’s _-.“—"))
def test_ascii_is_taken_apart_as_any_text_is(text):
    assert (*fold_words(text), "東京") == fold_words(f"{text} 東京")
