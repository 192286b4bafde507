"""The card of related news."""

from bot.domain.search import RelatedNews
from bot.render.related import related_card


def test_related_news_show_source_and_a_way_to_open(make_article, text_of, buttons_of):
    news = RelatedNews(make_article(), (make_article(id=8, title="Police", provider="Buffalo"),))
    card = related_card(news)
    assert "## Related news\n### Lockport schools" in text_of(card)
    assert "### Police\n-# Buffalo · <t:1577966400:D> · <t:1577966400:R>" in text_of(card)
    assert [b["label"] for b in buttons_of(card)] == ["Open", "Open"]


def test_a_related_article_that_can_not_be_linked_is_still_named(make_article, text_of, buttons_of):
    news = RelatedNews(make_article(url=""), (make_article(title="Police", url=""),))
    assert "### Police" in text_of(related_card(news))
    assert not buttons_of(related_card(news))


def test_nothing_related_is_said(make_article, text_of):
    text = text_of(related_card(RelatedNews(make_article(), ())))
    assert "Nothing in the archive is known to be related to this." in text
