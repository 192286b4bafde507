"""Understand a typed query by the words of what the server sees."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.domain.occurrences import Occurrences
from bot.domain.query import QueryWords
from bot.domain.vocabulary import Vocabulary
from bot.storage.filters import Filters
from bot.storage.store import Tables

# Whether a word is seen is told by its first article, else by so many, else by all of them.
_PROBED = (1, 64, None)
# Words that only others see give way to others for so many rounds; then they are only left out.
_ROUNDS = 5
_MORE = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads queries for one server; with `is_thorough` more of frequent words is looked up."""

    tables: Tables
    guild_id: int | None
    is_thorough: bool = False

    async def understand(
        self, text: str, *, exact: Collection[str] | None = (), is_doubted: bool = False
    ) -> tuple[QueryWords, Mapping[str, Occurrences]]:
        """The text's words as `QueryWords.understood` has them, and where they stand.

        Nothing can mean a word that stands only in articles which the server doesn't see.
        """
        index = self.tables.index
        unseen: set[str] = set()
        rounds = 0
        while True:
            rounds += 1
            vocabulary = (await index.vocabulary()).without(unseen)
            words = QueryWords.understood(text, vocabulary, exact=exact, is_doubted=is_doubted)
            occurrences = await index.occurrences(words.spelt(), is_thorough=self.is_thorough)
            # Else the archive has changed since its words were learnt.
            if index.is_fresh() or rounds > 1:
                new = await self.unseen(occurrences)
                if not new or rounds >= _ROUNDS:
                    return words.without(new), occurrences
                # Many words of one server may begin alike: each round takes many times as many out.
                begun = _begun(words, new, vocabulary, limit=_MORE**rounds)
                unseen |= new | await self.unseen(await index.occurrences(begun))

    async def spellings(self, words: QueryWords, *, limit: int) -> tuple[str, ...]:
        """Seen words near to those that are unknown here."""
        vocabulary = await self.tables.index.vocabulary()
        unseen: set[str] = set()
        near: tuple[str, ...] = ()
        for _ in range(_ROUNDS):
            near = words.spellings(vocabulary.without(unseen), limit=limit)
            new = await self.unseen(await self.tables.index.occurrences(near))
            if not new:
                break
            unseen |= new
        return tuple(word for word in near if word not in unseen)

    async def seen(self, article_ids: Sequence[int]) -> list[int]:
        """Those of the articles that the server sees, in their order."""
        if not self.tables.index.has_private:
            return [*article_ids]
        seen = await self.tables.filtered.within(article_ids, Filters(), guild_id=self.guild_id)
        return [article_id for article_id in article_ids if article_id in seen]

    async def unseen(self, occurrences: Mapping[str, Occurrences]) -> set[str]:
        """Those of the words that stand only in articles which the server doesn't see."""
        if not self.tables.index.has_private:
            return set()
        doubtful = {word: at for word, at in occurrences.items() if at.titles or at.others}
        for most in _PROBED:
            probed = {word: _some(at, most) for word, at in doubtful.items()}
            ids = {i for some in probed.values() for i in some}
            seen = await self.tables.filtered.within(ids, Filters(), guild_id=self.guild_id)
            doubtful = {
                word: doubtful[word] for word, ids in probed.items() if seen.isdisjoint(ids)
            }
            if not doubtful:
                break
        return set(doubtful)


def _begun(
    words: QueryWords, unseen: AbstractSet[str], vocabulary: Vocabulary, *, limit: int
) -> set[str]:
    """What else may complete the typed words that unseen ones were taken for."""
    taken = [w.typed for w in words.words if not unseen.isdisjoint(w.spelt())]
    return {longer for word in taken for longer in vocabulary.completions(word, limit=limit)}


def _some(at: Occurrences, most: int | None) -> Sequence[int]:
    return [*at.titles[:most], *at.others[:most]]
