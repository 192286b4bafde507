"""What was typed and can't be taken is named as the field that it stands in."""

from datetime import UTC, datetime

import pytest

from bot.domain.article_draft import ArticleDraft, DraftFault
from bot.domain.article_preview import Addition
from bot.domain.desk_outcome import DeskArticle
from bot.render import addition_cards, article_edit
from bot.render.review_forms import mend_card

NOW = datetime(2026, 11, 22, tzinfo=UTC)
FAULTS = (DraftFault("url", "must be an address"), DraftFault("provider", "is too long"))
ARTICLE = DeskArticle(7, ArticleDraft("k", "https://a.example", "Title", NOW), 1)


@pytest.mark.parametrize(
    "shown",
    [
        addition_cards.faults_card(Addition("", faults=FAULTS), preview_id="x"),
        article_edit.faults_card("main", ARTICLE, FAULTS, "x"),
        mend_card(1, FAULTS, seen=1, kept="x"),
    ],
    ids=["added", "corrected", "suggested"],
)
def test_fields_are_named_as_in_the_form(shown):
    texts = [item.content for item in shown.walk_children() if hasattr(item, "content")]
    assert "- **address** must be an address\n- **source** is too long" in "\n".join(texts)
