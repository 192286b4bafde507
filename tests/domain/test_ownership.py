"""Which article a plain text is the body of."""

import pytest

from bot.domain.article import Section
from bot.domain.ownership import BodyText

WORDS = [f"w{number}" for number in range(100)]
BODY = BodyText.of((Section("", (" ".join(WORDS[:50]),), tuple(WORDS[50:])),))


@pytest.mark.parametrize(
    ("title", "excerpt", "words"),
    [
        ("", " ".join(WORDS[60:68]), 8),
        ("", " ".join(WORDS[60:67]), 0),
        ("", " ".join(WORDS[60:90]).upper() + " ...", 30),
        ("", " ".join(WORDS[60:70]) + " w7…", 10),
        ("", " ".join(WORDS[60:68]) + " other end", 0),
        ("", " ".join([*WORDS[10:15], *WORDS[16:22]]), 0),
        ("W3 w4, w5 w6!", "", 4),
        ("w3 w4 w5", "", 0),
        ("w38 w39 w40 w41", "", 0),
        ("w80 w81 w82 w83", "", 0),
        ("w3 w4 w5 w6 w7 w8 w9 w10 w11", " ".join(WORDS[60:68]), 8),
        ("", "", 0),
    ],
)
def test_the_owner_is_known_by_an_excerpt_or_a_title_that_stands_in_the_text(title, excerpt, words):
    assert BODY.matching_words(title=title, excerpt=excerpt) == words
