"""Addresses that desks gave to articles, which keep their keys."""

from bot.domain.desk_act import ArticleState, State
from bot.domain.url import read_address


def moved_to(key: str, state: State | None) -> str | None:
    """The key of the address that a desk gave the article of this key, if it is another one."""
    if not isinstance(state, ArticleState) or state.draft is None or "url" not in state.fields:
        return None
    address = read_address(state.draft.url)
    return None if address is None or address.key == key else address.key
