"""What is related to one article."""

from discord import ui

from bot.domain.search import RelatedNews
from bot.render.card import card
from bot.render.story import headline, headline_item


def related_card(news: RelatedNews) -> ui.LayoutView:
    """Return an article and what is related to it: 21 components for the usual five."""
    lead = f"## Related news\n{headline(news.article)}"
    items = [headline_item(lead, news.article), ui.Separator()]
    if news.related:
        items.extend(headline_item(headline(article), article) for article in news.related)
    else:
        items.append(ui.TextDisplay("Nothing in the archive is known to be related to this."))
    return card(items)
