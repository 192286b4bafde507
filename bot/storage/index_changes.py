"""What changes of the index while articles come, change and go, gathered until it is written."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.storage.article_words import NumberedWords
from bot.storage.postings import PostingsChange
from bot.storage.words import others_list, titles_list

_NONE: AbstractSet[int] = frozenset()


class IndexChanges:
    """By word, the articles that came to hold it and those that hold it no more.

    `size` counts them over all words; each takes 4 bytes. `articles` is how many more there are.
    """

    def __init__(self) -> None:
        self.size = 0
        self.articles = 0
        self._titles = _Holders()
        self._others = _Holders()
        self._is_empty = True

    def __bool__(self) -> bool:
        return not self._is_empty

    def take(self, before: Mapping[int, NumberedWords], after: Mapping[int, NumberedWords]) -> None:
        """Articles, by their ids, have these words where before they had those."""
        # Gathered by themselves first, in lists that are few enough for the processor's caches.
        titles, others = _Holders(), _Holders()
        for article_id in sorted(before.keys() | after):
            old, new = before.get(article_id), after.get(article_id)
            titles.take(
                article_id, old.in_title() if old else _NONE, new.in_title() if new else _NONE
            )
            others.take(
                article_id, old.elsewhere() if old else _NONE, new.elsewhere() if new else _NONE
            )
            self._is_empty = False
        self.size += self._titles.join(titles) + self._others.join(others)
        self.articles += len(after.keys() - before) - len(before.keys() - after)

    def lists(self) -> Iterator[tuple[int, PostingsChange]]:
        """What each list gains and loses, in the order of their numbers."""
        for word in self.words():
            for number, holders in (
                (titles_list(word), self._titles),
                (others_list(word), self._others),
            ):
                change = holders.change(word)
                if change.added or change.removed:
                    yield number, change

    def words(self) -> list[int]:
        """The words that some article gained or lost, ascending."""
        return sorted(self._titles.words() | self._others.words())

    def growth(self, word: int) -> tuple[int, int]:
        """How many more articles hold the word in their title, and elsewhere only."""
        return self._titles.growth(word), self._others.growth(word)


class _Holders:
    """The articles that gained or lost words in one place; each may do so several times."""

    def __init__(self) -> None:
        self.gained: defaultdict[int, array[int]] = defaultdict(_ids)
        self.lost: defaultdict[int, array[int]] = defaultdict(_ids)
        self.first = self.last = 0
        self._is_ascending = True

    def take(self, article_id: int, before: AbstractSet[int], after: AbstractSet[int]) -> None:
        """The article's words are now `after`; articles come in ascending order."""
        for word in after - before if before else after:
            self.gained[word].append(article_id)
        for word in before - after if after else before:
            self.lost[word].append(article_id)
        self.first = self.first or article_id
        self.last = article_id

    def join(self, later: "_Holders") -> int:
        """Take over what was gathered later; how much that is."""
        self._is_ascending = self._is_ascending and self.last < later.first
        self.last = later.last
        for own, others in ((self.gained, later.gained), (self.lost, later.lost)):
            for word, ids in others.items():
                own[word].extend(ids)
        return sum(map(len, later.gained.values())) + sum(map(len, later.lost.values()))

    def words(self) -> AbstractSet[int]:
        return self.gained.keys() | self.lost.keys()

    def growth(self, word: int) -> int:
        return len(self.gained.get(word, ())) - len(self.lost.get(word, ()))

    def change(self, word: int) -> PostingsChange:
        gained: Sequence[int] = self.gained.get(word, ())
        lost: Sequence[int] = self.lost.get(word, ())
        if not self._is_ascending:
            # An article that came twice may have gained the word and lost it again.
            net = Counter(gained)
            net.subtract(lost)
            gained = sorted(article_id for article_id, times in net.items() if times > 0)
            lost = sorted(article_id for article_id, times in net.items() if times < 0)
        return PostingsChange(gained, lost)


def _ids() -> "array[int]":
    return array("I")
