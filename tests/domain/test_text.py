"""What is mended in a text, and what is the author's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import has_controls, repair_line


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("the worldâ€™s most", "the world’s most"),
        ("Â£5 and 1 â‚¬", "£5 and 1 €"),
        ("SÃ£o Paulo", "São Paulo"),
        ("AT&amp;T", "AT&T"),
        ("it&#39;s &#x201C;on&#x201d;", "it's “on”"),
        ("&amp;quot;twice&amp;quot;", '"twice"'),
        ("one\\r\\ntwo\\nthree\\rfour", "one two three four"),
        ("one\r\ntwo\rthree", "one two three"),
        ("dash\x97here", "dash—here"),
        ("quote\x92s", "quote’s"),
        ("undefined\x81here", "undefinedhere"),
        ("bell\x07 nul\x00 del\x7f", "bell nul del"),
        ("\ufeffmark", "mark"),
        ("half\ud83d", "half"),
        ("&#31;unit&#0;", "unit\ufffd"),
        ("non\uffffcharacter", "noncharacter"),
    ],
)
def test_damage_is_mended_and_told(damaged, mended):
    assert repair_line(damaged) == (mended, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain words",
        "typographic “quotes”, ‘these’, world’s – and — dashes…",
        "Beyoncé’s café–bar in São Paulo, Côte d’Ivoire, Citroën™",
        "AT&T, R&D; P&L &c",
        "C:\\temp",
        "5 < 6 > 4",
        "ﬁne ligatures ½ Ｗｉｄｅ",
        "你好 😀 👩‍💻 हिन्दी",
        "private \ue000 use",
    ],
)
def test_what_is_sound_stays(text):
    assert repair_line(text) == (text, False)


@pytest.mark.parametrize("text", ["  a   b\t c\n\nd ", "a\u00a0b\u2028c d", "a b c d"])
def test_white_space_is_folded_and_counts_as_no_damage(text):
    assert repair_line(text) == (" ".join(text.split()), False)


@given(st.text() | st.text("â€™Ã©Â&amp;#39;\\rn \x97\x00", max_size=30))
def test_a_mended_text_is_one_line_without_controls(text):
    mended, was_damaged = repair_line(text)
    assert not has_controls(mended)
    assert mended == " ".join(mended.split())
    assert mended.isprintable() or not mended.isascii()
    assert was_damaged or mended == " ".join(text.split())
