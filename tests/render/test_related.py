"""The cards of what is related, to an article and to a message."""

import pytest

from bot.domain.related import MessageNews, Reason, RelatedArticle, RelatedNews
from bot.render.related import message_card, related_card


@pytest.fixture(scope="module")
def police(make_article):
    article = make_article(id=8, title="Police", provider="Buffalo")
    return RelatedArticle(article, 0.5, Reason("follow_up", 3, ("Clearview", "police")))


def test_related_news_show_source_reason_and_a_way_to_open(
    make_article, police, text_of, buttons_of
):
    card = related_card(RelatedNews(make_article(), (police,)))
    assert "## Related news\n### Lockport schools" in text_of(card)
    assert (
        "### Police\n-# Buffalo · <t:1577966400:D> · <t:1577966400:R>\n"
        "-# follow-up, 3 days later · shares *Clearview*, *police*" in text_of(card)
    )
    assert [b["label"] for b in buttons_of(card)] == ["Open", "Open"]


def test_a_related_article_that_can_not_be_linked_is_still_named(make_article, text_of, buttons_of):
    hit = RelatedArticle(make_article(title="Police", url=""), 0.5, Reason("listed"))
    card = related_card(RelatedNews(make_article(url=""), (hit,)))
    assert "### Police" in text_of(card)
    assert not buttons_of(card)


def test_nothing_related_is_said(make_article, text_of):
    text = text_of(related_card(RelatedNews(make_article(), ())))
    assert "Nothing in the archive is known to be related to this." in text


def test_a_message_is_answered_by_what_it_links(make_article, police, text_of):
    news = MessageNews((make_article(title="*Lockport*"),), unknown_links=1, related=(police,))
    text = text_of(message_card(news))
    assert "Found by what the message links: *\\*Lockport\\**" in text
    assert "1 link of it leads to nothing in the archive" in text
    assert "### Police" in text


def test_a_message_is_answered_by_its_words(police, text_of):
    text = text_of(message_card(MessageNews(words=("clearview", "police"), related=(police,))))
    assert "Found by words of the message: *clearview*, *police*" in text


@pytest.mark.parametrize(
    ("news", "said"),
    [
        (MessageNews(), "neither a link to an article of the archive nor words"),
        (MessageNews(words=("zebra",)), "Nothing in the archive has enough of these words."),
    ],
)
def test_a_message_that_finds_nothing_is_told_why_and_what_else_to_do(news, said, text_of):
    text = text_of(message_card(news))
    assert said in text
    assert "/news" in text
