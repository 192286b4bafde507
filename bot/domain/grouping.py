"""Puts articles into stories: the best of a story leads it, and each member is like its leader.

The rule of docs/adr/0007: an article joins the leader that it is most like among those better than
itself, else it leads. Taken from the best article to the worst this makes one grouping of a set of
articles, whatever the order in which they came; a change is followed downwards only as far as it
reaches.
"""

import heapq
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Rank = tuple[bool, int, int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What an article's rank is made of; `published` is in seconds.

    `guild_id` is 0 for an article that all servers see.
    """

    article_id: int
    guild_id: int
    quality: int
    published: int

    def rank(self) -> Rank:
        """Lower is better: what all see, then by quality, then the older."""
        return (self.guild_id > 0, -self.quality, self.published, self.article_id)


@dataclass(slots=True)
class Neighbours:
    """What is known around some articles, before anything is decided anew.

    `matches` are likenesses to others, the same both ways; `standings` and `stories` are of all
    articles that are named anywhere. `bound` is the group that an article is ruled to be one story
    with, itself among them, and `apart` those it is ruled not to be; of neither where nothing is
    ruled. `members` are those of the stories that any of the articles leads.
    """

    matches: Mapping[int, Mapping[int, float]]
    standings: Mapping[int, Standing]
    stories: Mapping[int, int]
    bound: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    apart: Mapping[int, Collection[int]] = field(default_factory=dict)
    members: Mapping[int, Collection[int]] = field(default_factory=dict)


class Grouping:
    """Decides on articles in turn; asks for what it must know, so that it reads nothing itself.

    `placed` are the stories of the articles that were decided on, changed or not.
    """

    def __init__(self, article_ids: Iterable[int]) -> None:
        self.placed: dict[int, int] = {}
        self._new = set(article_ids)
        self._open: list[tuple[Rank, int]] = []
        self._waiting: set[int] = set()
        self._matches: dict[int, Mapping[int, float]] = {}
        self._ranks: dict[int, Rank] = {}
        self._stories: dict[int, int] = {}
        self._bound: dict[int, tuple[int, ...]] = {}
        self._apart: dict[int, Collection[int]] = {}
        self._members: dict[int, Collection[int]] = {}

    def wanted(self) -> set[int]:
        """The articles whose neighbours must be known to go on; none when all is decided."""
        asked = {i for head in self._waiting for i in self._unit(head)} | self._new
        return asked - self._matches.keys()

    def learn(self, neighbours: Neighbours) -> None:
        """Take what was wanted, and decide as far as that goes."""
        self._matches.update(neighbours.matches)
        for article_id, standing in neighbours.standings.items():
            self._ranks.setdefault(article_id, standing.rank())
        for article_id, story_id in neighbours.stories.items():
            self._stories.setdefault(article_id, story_id)
        self._bound.update(neighbours.bound)
        self._apart.update(neighbours.apart)
        self._members.update(neighbours.members)
        known = self._new & self._matches.keys()
        self._new -= known
        self._reopen(known)
        self._settle()

    def _settle(self) -> None:
        while self._open:
            _, head = self._open[0]
            if any(i not in self._matches for i in self._unit(head)):
                return
            heapq.heappop(self._open)
            self._waiting.discard(head)
            self._decide(head)

    def _decide(self, head: int) -> None:
        before, story = self._stories.get(head), self._story(head)
        for article_id in self._unit(head):
            self._stories[article_id] = self.placed[article_id] = story
        if (before == head) != (story == head):
            near = {other for i in self._unit(head) for other in self._matches[i]}
            self._reopen_below(head, near.union(self._members.get(head, ())))
        if before != story:
            self._reopen_below(head, self._opposed(head))

    def _story(self, head: int) -> int:
        """The leader that it is most like, of those better than itself; itself without one."""
        best = (0.0, self._ranks[head], head)
        for article_id in self._unit(head):
            for other, score in self._matches[article_id].items():
                leader = self._head(other)
                option = (-score, self._ranks[leader], leader)
                if option < best and self._may_join(head, leader):
                    best = option
        return best[2]

    def _may_join(self, head: int, leader: int) -> bool:
        if self._stories.get(leader) != leader or self._ranks[leader] >= self._ranks[head]:
            return False
        # Of two that are ruled apart the better one stays.
        return not any(
            self._stories.get(other) == leader
            and self._ranks[self._head(other)] < self._ranks[head]
            for other in self._opposed(head)
        )

    def _reopen_below(self, head: int, others: Iterable[int]) -> None:
        rank = self._ranks[head]
        self._reopen(i for i in others if self._ranks[self._head(i)] > rank)

    def _reopen(self, article_ids: Iterable[int]) -> None:
        for head in {self._head(i) for i in article_ids} - self._waiting:
            self._waiting.add(head)
            heapq.heappush(self._open, (self._ranks[head], head))

    def _unit(self, head: int) -> tuple[int, ...]:
        return self._bound.get(head, (head,))

    def _head(self, article_id: int) -> int:
        """The best of those that the article is bound to, which is decided on for all of them."""
        unit = self._bound.get(article_id)
        return article_id if unit is None else min(unit, key=self._ranks.__getitem__)

    def _opposed(self, head: int) -> set[int]:
        return {other for i in self._unit(head) for other in self._apart.get(i, ())}
