"""What is related to one article, and to a message."""

from collections.abc import Iterator

from discord import ui

from bot.domain.related import MessageNews, RelatedArticle, RelatedNews
from bot.render.card import card
from bot.render.reasons import reason_line
from bot.render.story import Item, headline, headline_item
from bot.render.text import escape
from bot.render.words import count

_NOTHING = "Nothing in the archive is known to be related to this."
_MAX_WORD = 24
_MAX_BASIS = 120
_TRY = "-# Ask for it in your own words with /news."


def related_card(news: RelatedNews) -> ui.LayoutView:
    """Return an article and what is related to it: 21 components for the usual five."""
    lead = f"## Related news\n{headline(news.article)}"
    items = [headline_item(lead, news.article), ui.Separator(), *_related(news.related)]
    return card(items)


def _related(related: tuple[RelatedArticle, ...]) -> Iterator[Item]:
    for hit in related:
        text = f"{headline(hit.article, also=hit.also)}\n-# {reason_line(hit.reason)}"
        yield headline_item(text, hit.article)
    if not related:
        yield ui.TextDisplay(_NOTHING)


def message_card(news: MessageNews) -> ui.LayoutView:
    """Return what is related to a message, and what that was found by."""
    items: list[Item] = [ui.TextDisplay("\n".join(("## Related news", *_basis(news))))]
    items.append(ui.Separator())
    if news.related:
        items.extend(_related(news.related))
    else:
        items.append(ui.TextDisplay(f"{_nothing(news)}\n{_TRY}"))
    return card(items)


def _basis(news: MessageNews) -> Iterator[str]:
    """Say what was looked at in the message."""
    if news.linked:
        titles = "; ".join(f"*{escape(a.title, _MAX_BASIS) or 'Untitled'}*" for a in news.linked)
        yield f"-# Found by what the message links: {titles}"
    elif news.words:
        words = ", ".join(f"*{escape(word, _MAX_WORD)}*" for word in news.words)
        yield f"-# Found by words of the message: {words}"
    if news.unknown_links:
        yield f"-# {count(news.unknown_links, 'link')} of it leads to nothing in the archive"


def _nothing(news: MessageNews) -> str:
    if news.linked:
        return _NOTHING
    if news.words:
        return "Nothing in the archive has enough of these words."
    return "The message has neither a link to an article of the archive nor words that it knows."
