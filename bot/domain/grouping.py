"""Puts articles into stories: the best of a story leads it, and each member is like the others.

The rule of docs/adr/0007: an article joins the story whose better members it is most like in all,
if it is like their leader or at least half of them, and like one alone only if very much so; else
it leads one itself. Taken from the best article to the worst this makes one grouping of a set,
whatever the order in which they came; a change is followed downwards as far as it reaches.
"""

import heapq
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Rank = tuple[bool, int, int, int]
# From this likeness on one article of a story is witness enough, else it takes two: of the stories
# of two that this undoes most were wrong.
_ALONE = 0.5


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

    `matches` are likenesses above 0 to others, the same both ways, infinite where an article goes
    with a better one whatever the rest of its story is like. `stories` are those of the
    matches and of what is ruled, with all of their members; `standings` are of all articles named
    anywhere. `bound` is the group that an article is ruled to be one story with, itself among them,
    and `apart` those it is ruled not to be; of neither where nothing is ruled.
    """

    matches: Mapping[int, Mapping[int, float]]
    standings: Mapping[int, Standing]
    stories: Mapping[int, int]
    bound: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    apart: Mapping[int, Collection[int]] = field(default_factory=dict)


class Grouping:
    """Decides on articles in turn; asks for what it must know, so that it reads nothing itself.

    `placed` are the stories of the articles that were decided on, changed or not.
    """

    def __init__(self, article_ids: Iterable[int]) -> None:
        self.placed: dict[int, int] = {}
        self._new = set(article_ids)
        # What is to be decided, the best first; and members of stories that have changed, with the
        # rank from which on those who are like them are to be decided anew.
        self._open: list[tuple[Rank, int]] = []
        self._waiting: set[int] = set()
        self._changed: dict[int, Rank] = {}
        self._matches: dict[int, Mapping[int, float]] = {}
        self._standings: dict[int, Standing] = {}
        self._ranks: dict[int, Rank] = {}
        self._stories: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}
        self._bound: dict[int, tuple[int, ...]] = {}
        self._apart: dict[int, Collection[int]] = {}

    def wanted(self) -> set[int]:
        """The articles whose neighbours must be known to go on; none when all is decided."""
        asked = {i for head in self._waiting for i in self._unit(head)}
        return (asked | self._new | self._changed.keys()) - self._matches.keys()

    def learn(self, neighbours: Neighbours) -> None:
        """Take what was wanted, and decide as far as that goes."""
        self._matches.update(neighbours.matches)
        for article_id, standing in neighbours.standings.items():
            if article_id not in self._ranks:
                self._standings[article_id] = standing
                self._ranks[article_id] = standing.rank()
        for article_id, story_id in neighbours.stories.items():
            if article_id not in self._stories:
                self._stories[article_id] = story_id
                self._members.setdefault(story_id, set()).add(article_id)
        self._bound.update(neighbours.bound)
        self._apart.update(neighbours.apart)
        known = self._new & self._matches.keys()
        self._new -= known
        self._reopen(known)
        self._settle()

    def _settle(self) -> None:
        while self._spread() and self._open:
            _, head = self._open[0]
            if any(i not in self._matches for i in self._unit(head)):
                return
            heapq.heappop(self._open)
            self._waiting.discard(head)
            self._decide(head)

    def _spread(self) -> bool:
        """Open what is like members of stories that have changed; whether all of it is known."""
        for article_id in self._changed.keys() & self._matches.keys():
            rank = self._changed.pop(article_id)
            self._reopen_below(rank, self._matches[article_id])
        return not self._changed

    def _decide(self, head: int) -> None:
        before, story = self._stories.get(head), self._story(head)
        unit = self._unit(head)
        for article_id in unit:
            self._put(article_id, story)
        if before != story:
            rank = self._ranks[head]
            touched = {*unit, *self._members[story], *self._members.get(before or 0, ())}
            self._reopen_below(rank, touched | self._opposed(head))
            for article_id in touched:
                self._changed[article_id] = min(rank, self._changed.get(article_id, rank))

    def _put(self, article_id: int, story_id: int) -> None:
        before = self._stories.get(article_id)
        if before is not None:
            self._members[before].discard(article_id)
        self._stories[article_id] = self.placed[article_id] = story_id
        self._members.setdefault(story_id, set()).add(article_id)

    def _story(self, head: int) -> int:
        """The story whose better members it is most like in all; its own without one."""
        likeness: dict[int, dict[int, float]] = {}
        for article_id in self._unit(head):
            for other, score in self._matches[article_id].items():
                story = self._stories.get(other)
                if story is not None and self._is_better(other, head):
                    scores = likeness.setdefault(story, {})
                    scores[other] = max(score, scores.get(other, 0.0))
        options = [
            (-math.fsum(scores.values()), self._ranks[story], story)
            for story, scores in likeness.items()
            if self._may_join(head, story, scores)
        ]
        return min(options)[-1] if options else head

    def _may_join(self, head: int, story: int, scores: Mapping[int, float]) -> bool:
        like = scores.keys()
        if len(like) == 1 and max(scores.values()) < _ALONE:
            return False
        better = [i for i in self._members[story] if self._is_better(i, head)]
        if story not in better or any(i in better for i in self._opposed(head)):
            # Of two that are ruled apart the better one stays.
            return False
        if math.inf in scores.values():
            # A server's own article that is bound to a shared one goes with it.
            return True
        is_like_leader = not like.isdisjoint(self._unit(self._head(story)))
        return is_like_leader or 2 * len(like) >= len(better)

    def _is_better(self, other: int, head: int) -> bool:
        """Whether it comes first, of those that who sees the head sees."""
        standing, others = self._standings[head], self._standings[other]
        is_seen = others.guild_id in {0, standing.guild_id}
        return is_seen and self._ranks[self._head(other)] < self._ranks[head]

    def _reopen_below(self, rank: Rank, others: Iterable[int]) -> None:
        self._reopen(i for i in others if i in self._stories and self._ranks[self._head(i)] > rank)

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
