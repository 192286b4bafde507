"""What of a text tells its topics: its words, and names of topics that stand in it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.topic_key import SMALL_WORDS, Key, topic_key
from bot.domain.words import fold_words

# A word in at least this share of all topics' names tells none from another: "AI in Autos".
_COMMON = 0.25
_FEW_TOPICS = 4


@dataclass(frozen=True, slots=True)
class TopicText:
    """A title and the text below it, as folded words."""

    title: tuple[str, ...]
    excerpt: tuple[str, ...]

    def counts(self) -> Counter[str]:
        """How often each word stands in it."""
        return Counter(self.title + self.excerpt)


def read_topic_text(title: str, excerpt: str) -> TopicText:
    """The text of an article, without the rest of it, which few articles have."""
    return TopicText(fold_words(title), fold_words(excerpt))


class NameRules:
    """Finds topics by their names, for those that too few articles bear to learn from."""

    def __init__(self, called: Mapping[str, Iterable[str]]) -> None:
        """Take everything that each topic is called, by the name readers see."""
        keys = {name: {topic_key(text) for text in texts} for name, texts in called.items()}
        spread = Counter(word for ks in keys.values() for word in {w for k in ks for w in k})
        most = max(_FEW_TOPICS, _COMMON * len(keys))
        common = {word for word, names in spread.items() if names >= most} | SMALL_WORDS
        self._phrases: dict[str, list[tuple[Key, str]]] = {}
        for name, own in keys.items():
            for key in own:
                telling = _telling(key, common)
                self._phrases.setdefault(telling[0], []).append((telling, name))

    def found_in(self, title: str, excerpt: str) -> dict[str, float]:
        """The topics whose names stand in the text: 1 for the title, 0.5 for below it."""
        found: dict[str, float] = {}
        for text, weight in ((excerpt, 0.5), (title, 1.0)):
            words = topic_key(text)
            for at, word in enumerate(words):
                for phrase, name in self._phrases.get(word, ()):
                    if words[at : at + len(phrase)] == phrase:
                        found[name] = weight
        return found


def _telling(key: Key, common: Collection[str]) -> Key:
    """The words of a name but for those at its ends that tell nothing; all if none is left."""
    start, end = 0, len(key)
    while start < end and key[start] in common:
        start += 1
    while end > start and key[end - 1] in common:
        end -= 1
    return key[start:end] or key


def rarest(words: Iterable[str], documents: Mapping[str, int]) -> list[str]:
    """Those of the words that documents hold, once each, the rarest first."""
    known = {word for word in words if documents.get(word)}
    return sorted(known, key=lambda word: (documents[word], word))
