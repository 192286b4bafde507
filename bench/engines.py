"""Ours as the search bench asks it, and what its peers (peers.py) have in common with it."""

from collections.abc import Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from bot.domain.search import SearchQuery
from bot.services.ask_news import ask_news
from bot.services.complete import complete_query
from bot.services.search_news import search_news
from bot.storage.store import Store, open_store

NOW = datetime(2021, 1, 1, tzinfo=UTC)
TOP = 10
DATABASE = "newsdesk.db"


@dataclass(frozen=True, slots=True)
class Row:
    """Folded words of an article."""

    id: int
    title: str
    excerpt: str


class Engine(Protocol):
    """One way to search, over files in the folder that it was made for."""

    async def open(self) -> None:
        """Make ready to be asked."""

    async def search(self, text: str) -> Sequence[int]:
        """The ids of ten articles, the best first."""

    async def complete(self, text: str) -> Sequence[int | str]:
        """Ids, or choices as they are shown, for what is typed so far, the best first."""

    async def close(self) -> None:
        """Let the files go."""


class Peer(Engine, Protocol):
    """Another's engine, which the bench feeds."""

    def build(self, rows: Iterable[Row]) -> None:
        """Write all of the index; another process will open it."""


class Newsdesk:
    """The search alone, over a database that scaled.py filled."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / DATABASE
        self._stack = AsyncExitStack()
        self._opened: Store | None = None

    async def open(self) -> None:
        """Open the store, as the bot does."""
        self._opened = await self._stack.enter_async_context(open_store(self._path))

    @property
    def _store(self) -> Store:
        assert self._opened is not None
        return self._opened

    async def search(self, text: str) -> Sequence[int]:
        """What is found, before anything is remembered."""
        query = SearchQuery(text)
        result = await search_news(self._store, query, guild_id=None, limit=TOP, now=NOW)
        return [hit.article.id for hit in result.hits]

    async def complete(self, text: str) -> Sequence[str]:
        """The choices under the option."""
        offered = await complete_query(self._store, text, guild_id=None, now=NOW)
        return [suggestion.text for suggestion in offered]

    async def close(self) -> None:
        """Close the store."""
        await self._stack.aclose()


class NewsdeskCommand(Newsdesk):
    """All that `/news` does before it answers: the answer is remembered for its buttons too."""

    async def search(self, text: str) -> Sequence[int]:
        """The first page."""
        answer = await ask_news(self._store, SearchQuery(text), guild_id=None, now=NOW)
        return [article.id for article in getattr(answer, "articles", ())]
