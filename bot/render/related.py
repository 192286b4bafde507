"""What is related to one article."""

from typing import Any

from discord import ui

from bot.domain.article import Article
from bot.domain.search import RelatedNews
from bot.render.card import card
from bot.render.story import Item, headline, open_button


def related_card(news: RelatedNews) -> ui.LayoutView:
    """Return an article and what is related to it: 21 components for the usual five."""
    items = [_line(f"## Related news\n{headline(news.article)}", news.article), ui.Separator()]
    if news.related:
        items.extend(_line(headline(article), article) for article in news.related)
    else:
        items.append(ui.TextDisplay("Nothing in the archive is known to be related to this."))
    return card(items)


def _line(text: str, article: Article) -> Item:
    button = open_button(article)
    shown: ui.TextDisplay[Any] = ui.TextDisplay(text)
    return ui.Section(shown, accessory=button) if button else shown
