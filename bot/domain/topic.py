"""Topics as readers know them: which names mean the same one, and which one a text means."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz, process

from bot.domain.names import begun_names, complete_names
from bot.domain.search import Tally
from bot.domain.topic_key import Key, Phrases, initials_of, topic_key
from bot.domain.words import fold

How = Literal["exact", "alias", "spelling"]

# Below this RapidFuzz score (0 to 100) a name is another name: "AI" is no "AR".
_NEAR = 80
# A shorter text is too near to too much to be taken for a misspelling.
_SHORTEST_MISSPELT = 4


@dataclass(frozen=True, slots=True)
class TopicAlias:
    """Another name of a topic, as written; `is_own` where one server alone uses it."""

    alias: str
    name: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: the name most articles bear, all names that articles bear, articles in all.

    An article that bears two of the names counts twice.
    """

    name: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """The topic that a text means, under the name readers see, and how that was understood.

    `names` are the topic's names in the archive, all of which belong to it. "exact" allows for
    case, accents and plurals, "alias" is another name, "spelling" a misspelt one.
    """

    name: str
    names: tuple[str, ...]
    how: How


class TopicNames:
    """The topics of an archive with everything they are called."""

    def __init__(self, tallies: Sequence[Tally], aliases: Iterable[TopicAlias] = ()) -> None:
        self._aliases = tuple(aliases)
        self._phrases = Phrases((a.alias, a.name) for a in self._aliases)
        self.topics = self._grouped(tallies)
        self._tallies = [Tally(topic.name, topic.count) for topic in self.topics]
        self._by_key = {self._key(topic.name): topic for topic in self.topics}
        self._by_alias = {
            topic_key(a.alias): self._by_key.get(self._key(a.name)) for a in self._aliases
        }
        self._by_initials = self._initials()

    def _grouped(self, tallies: Sequence[Tally]) -> tuple[Topic, ...]:
        groups: dict[Key, list[Tally]] = {}
        for tally in tallies:
            groups.setdefault(self._key(tally.name), []).append(tally)
        topics = (
            Topic(group[0].name, tuple(t.name for t in group), sum(t.count for t in group))
            for group in groups.values()
        )
        return tuple(sorted(topics, key=lambda topic: (-topic.count, topic.name)))

    def _key(self, name: str) -> Key:
        return self._phrases.replaced(topic_key(name))

    def _initials(self) -> dict[str, Topic]:
        """Topics by the first letters of their names, where only one of them has these."""
        found: dict[str, list[Topic]] = {}
        for key, topic in self._by_key.items():
            for initials in {initials_of(key), initials_of(topic_key(topic.name))} - {""}:
                found.setdefault(initials, []).append(topic)
        return {initials: topics[0] for initials, topics in found.items() if len(topics) == 1}

    def find(self, text: str) -> TopicMatch | None:
        """The topic meant by the text; None where it is near to none."""
        key = topic_key(text)
        if not key:
            return None
        topic = self._by_key.get(self._phrases.replaced(key))
        if topic is not None:
            is_exact = any(topic_key(name) == key for name in topic.names)
            return _match(topic, "exact" if is_exact else "alias")
        topic = self._by_alias.get(key) or self._by_initials.get("".join(key))
        return _match(topic, "alias") if topic else self._misspelt(text)

    def called(self) -> dict[str, list[str]]:
        """Everything that each topic is called, by the name readers see."""
        names: dict[str, list[str]] = {}
        for name, topic in self._called():
            names.setdefault(topic.name, []).append(name)
        return names

    def reader_name(self, name: str) -> str:
        """The name under which readers know a topic of the archive."""
        topic = self._by_key.get(self._key(name))
        return topic.name if topic else name

    def _misspelt(self, text: str) -> TopicMatch | None:
        if len(text.strip()) < _SHORTEST_MISSPELT:
            return None
        called = dict(self._folded)
        wanted = " ".join(fold(text).split())
        nearest = process.extractOne(wanted, list(called), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return _match(called[nearest[0]], "spelling") if nearest else None

    @cached_property
    def _folded(self) -> list[tuple[str, Topic]]:
        return [(fold(name), topic) for name, topic in self._called()]

    def _called(self) -> Iterator[tuple[str, Topic]]:
        """Everything that topics are called: aliases before names, the small before the large."""
        for alias in self._aliases:
            topic = self._by_key.get(self._key(alias.name))
            if topic is not None:
                yield from ((name, topic) for name in (alias.alias, alias.name))
        for topic in reversed(self.topics):
            yield from ((name, topic) for name in topic.names)

    def complete(self, typed: str, *, limit: int) -> tuple[Tally, ...]:
        """Topics that what was typed may become, under the names readers see.

        Those that `begun` names; without any, near ones. The largest on empty text.
        """
        return self.begun(typed, limit=limit) or complete_names(typed, self._tallies, limit=limit)

    def begun(self, typed: str, *, limit: int) -> tuple[Tally, ...]:
        """Topics that are called so or begin so.

        First the one that has it for another name, then those whose names begin so or hold it,
        then those with another name that begins so. The largest on empty text.
        """
        tallies = {tally.name: tally for tally in self._tallies}
        match = self.find(typed)
        found = [tallies[match.name]] if match and match.how == "alias" else []
        found += begun_names(typed, self._tallies, limit=limit)
        found += [tallies[name] for name in self._otherwise_called(typed)]
        return tuple(dict.fromkeys(found))[:limit]

    def _otherwise_called(self, typed: str) -> list[str]:
        """The topics with another name that begins with what was typed."""
        wanted = " ".join(fold(typed).split())
        if not wanted:
            return []
        return [topic.name for name, topic in self._folded if name.startswith(wanted)]


def _match(topic: Topic, how: How) -> TopicMatch:
    return TopicMatch(topic.name, topic.names, how)
