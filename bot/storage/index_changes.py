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
        for article_id in sorted(before.keys() | after):
            old, new = before.get(article_id), after.get(article_id)
            self.size += self._titles.take(
                article_id, old.in_title() if old else _NONE, new.in_title() if new else _NONE
            )
            self.size += self._others.take(
                article_id, old.elsewhere() if old else _NONE, new.elsewhere() if new else _NONE
            )
            self._is_empty = False
        self.articles += len(after.keys() - before) - len(before.keys() - after)

    def lists(self) -> Iterator[tuple[int, PostingsChange]]:
        """What each list gains and loses: those of titles, then the others, by their numbers."""
        for holders, number in ((self._titles, titles_list), (self._others, others_list)):
            for word in holders.words():
                change = holders.change(word)
                if change.added or change.removed:
                    yield number(word), change

    def growth(self) -> Iterator[tuple[int, int, int]]:
        """By how many more articles each word is held in titles, and elsewhere only."""
        titles, others = self._titles, self._others
        for word in titles.words():
            yield word, titles.growth(word), others.growth(word)
        for word in others.words():
            if word not in titles:
                yield word, 0, others.growth(word)


class _Holders:
    """The articles that gained or lost words in one place; each may do so several times."""

    def __init__(self) -> None:
        self._gained: defaultdict[int, array[int]] = defaultdict(_ids)
        self._lost: defaultdict[int, array[int]] = defaultdict(_ids)
        self._last = 0
        self._is_ascending = True

    def take(self, article_id: int, before: AbstractSet[int], after: AbstractSet[int]) -> int:
        """Gather what the article's words became; how many of them changed."""
        gained = after - before if before else after
        lost = before - after if after else before
        for word in gained:
            self._gained[word].append(article_id)
        for word in lost:
            self._lost[word].append(article_id)
        self._is_ascending = self._is_ascending and article_id > self._last
        self._last = article_id
        return len(gained) + len(lost)

    def __contains__(self, word: int) -> bool:
        return word in self._gained or word in self._lost

    def words(self) -> list[int]:
        """The words that some article gained or lost, ascending."""
        return sorted({**self._gained, **self._lost} if self._lost else self._gained)

    def growth(self, word: int) -> int:
        return len(self._gained.get(word, ())) - len(self._lost.get(word, ()))

    def change(self, word: int) -> PostingsChange:
        gained: Sequence[int] = self._gained.get(word, ())
        lost: Sequence[int] = self._lost.get(word, ())
        if self._is_ascending:
            return PostingsChange(gained, lost)
        # An article that came twice may have gained the word and lost it again.
        net = Counter(gained)
        net.subtract(lost)
        return PostingsChange(
            sorted(article_id for article_id, times in net.items() if times > 0),
            sorted(article_id for article_id, times in net.items() if times < 0),
        )


def _ids() -> "array[int]":
    return array("I")
