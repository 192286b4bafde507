"""The numbers of words inside one transaction, which gives new ones to words that are new."""

from collections.abc import Iterable

from bot.storage.database import Connection
from bot.storage.index_changes import IndexChanges
from bot.storage.words import Words


class WordNumbers(dict[str, int]):
    """The number of each word that was learnt; any other is new and gets one when asked for.

    New words are stored with their first counts: to change a row costs as much as to add it.
    """

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._words = Words(connection)
        self._new: dict[int, str] = {}
        self._highest = 0
        self._knows_all = False

    def __missing__(self, word: str) -> int:
        self._highest += 1
        self[word] = self._highest
        self._new[self._highest] = word
        return self._highest

    async def learn(self, words: Iterable[str]) -> None:
        """Get to know those of the words that are stored."""
        unknown = set(words).difference(self)
        if unknown and not self._knows_all:
            stored, highest = await self._words.numbers(unknown)
            self.update(stored)
            self._highest = max(self._highest, highest)

    async def learn_all(self) -> None:
        """Get to know every word that is stored: 25 MB for the 200,000 of a million articles."""
        if not self._knows_all:
            stored = await self._words.all_numbers()
            self.update(stored)
            self._highest = max(self._highest, *stored.values(), 0)
            self._knows_all = True

    async def count(self, changes: IndexChanges, *, version: int) -> None:
        """Add to how many articles have each word in their title, and elsewhere only."""
        # A word of an article that came twice may be held by none, and waits to be held.
        waiting, new = self._new, set(self._new)
        # The rows are made in the connection's thread, as it asks for them.
        if new:
            await self._words.add(
                (
                    (n, waiting.pop(n), titles, others)
                    for n, titles, others in changes.growth()
                    if n in new
                ),
                version=version,
            )
        await self._words.count(
            (growth for growth in changes.growth() if growth[0] not in new), version=version
        )

    async def empty(self, *, version: int) -> None:
        """Count no article for any word; their numbers stay."""
        await self._words.empty(version=version)
