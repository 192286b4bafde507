"""A posted edition as its buttons need it."""

from dataclasses import dataclass

from bot.domain.article import Article
from bot.domain.subscription import Subscription


@dataclass(frozen=True, slots=True)
class PostedEdition:
    """What one part of an edition told: its articles that are still visible, in their order."""

    id: int
    subscription: Subscription
    articles: tuple[Article, ...]
