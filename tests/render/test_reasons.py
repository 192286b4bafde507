"""Why articles are related, in words."""

import pytest

from bot.domain.related import Reason
from bot.render.reasons import reason_line, reason_phrases


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason("same_story", 0, ("a",)), ("same story",)),
        (Reason("follow_up", 3), ("follow-up, 3 days later",)),
        (Reason("earlier", -1, ("AI",)), ("earlier, 1 day before", "shares AI")),
        (Reason("shares", 0, ("Clearview", "police")), ("shares Clearview, police",)),
        (
            Reason("listed", 0, ("AI",), is_listed=True),
            ("shares AI", "listed by the publisher"),
        ),
        (Reason("listed", is_listed=True), ("listed by the publisher",)),
    ],
)
def test_each_reason_is_said(reason, said):
    assert reason_phrases(reason) == said


def test_hostile_words_are_shown_as_they_are():
    assert reason_line(Reason("shares", 0, ("@everyone", "[x](y)"))) == (
        "shares *\\@\u200beveryone*, *\\[x\\]\\(y\\)*"
    )
