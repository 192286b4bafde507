"""The text of a message: the addresses in it, and its words."""

import re
from dataclasses import dataclass

from bot.domain.url import Address, read_address
from bot.domain.words import fold_words

# As Discord finds links: up to white space or what brackets them. What ends a sentence is no part,
# nor is the address that a link's text leads to, as in `[address](address)`.
_LINK = re.compile(r"https?://(?:(?!\]\(https?://)[^\s<>|\"])+", re.IGNORECASE)
_AFTER = re.compile(r"[.,:;!?'*_~`]+$")
# Mentions of people and channels, emoji and times, which Discord shows as something else.
_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]*:|id:)[^>]*>")


@dataclass(frozen=True, slots=True)
class MessageText:
    """The keys of a message's addresses, each once, and its other words, folded, in order."""

    keys: tuple[str, ...]
    words: tuple[str, ...]


def read_message(text: str) -> MessageText:
    """Take a message apart."""
    rest = _MARKUP.sub(" ", _LINK.sub(" ", text))
    return MessageText(tuple(link.key for link in links_in(text)), fold_words(rest))


def links_in(text: str) -> tuple[Address, ...]:
    """The addresses in a message in their order, each article's once."""
    addresses = [read_address(_without_end(link)) for link in _LINK.findall(text)]
    links: dict[str, Address] = {}
    for address in addresses:
        if address is not None:
            links.setdefault(address.key, address)
    return tuple(links.values())


def _without_end(link: str) -> str:
    """The link without what follows it, as the bracket of `[text](link)`."""
    link = _AFTER.sub("", link)
    while link.endswith((")", "]")) and link.count(")") + link.count("]") > link.count(
        "("
    ) + link.count("["):
        link = _AFTER.sub("", link[:-1])
    return link
