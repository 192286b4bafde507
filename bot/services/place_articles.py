"""Place some articles in stories, inside a transaction: in those of all, or of one server."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from bot.domain.grouping import Grouping, Neighbours, Standing
from bot.domain.story_ruling import Rulings, read_rulings
from bot.domain.vocabulary import Vocabulary
from bot.services.match_reports import Matches, ReportMatcher
from bot.storage.articles import SHARED
from bot.storage.reports import StoredReport
from bot.storage.store import Tables


async def place_articles(
    tables: Tables, article_ids: Iterable[int], vocabulary: Vocabulary | None = None
) -> None:
    """Place the articles, and anew any others whose place depends on them.

    What is removed or gone waits no more. Runs inside a transaction; the vocabulary may be older,
    and need not be given for a few. Servers whose own stories this concerns are to place theirs.
    """
    asked = set(article_ids)
    placer = await _placer(tables, SHARED, vocabulary)
    await placer.matcher.read(asked)
    await tables.unplaced.forget(asked - placer.matcher.stored.keys())
    placed = await placer.place(asked)
    await tables.unplaced.place(placed)
    if await tables.own_stories.is_any():
        near = {(i, other) for i in placed for other in (i, *placer.near.get(i, ()))}
        await tables.own_stories.follow(near)


async def place_own(
    tables: Tables,
    guild_id: int,
    article_ids: Iterable[int],
    vocabulary: Vocabulary | None = None,
) -> None:
    """Place articles likewise in the stories of one server, by its rulings as well.

    What it hides still holds its story together: it, or a version, was found to belong there.
    """
    asked = set(article_ids)
    placer = await _placer(tables, guild_id, vocabulary)
    placer.waiting = asked | await tables.own_stories.waiting_for(guild_id)
    await placer.matcher.read(asked)
    placed = await placer.place(asked)
    await tables.own_stories.place(guild_id, placed, asked)


async def _placer(tables: Tables, guild_id: int, vocabulary: Vocabulary | None) -> "_Placer":
    rulings = read_rulings(await tables.story_rulings.holding(guild_id))
    matcher = ReportMatcher(tables, vocabulary, guild_id=guild_id)
    return _Placer(tables, guild_id, matcher, rulings)


@dataclass(slots=True)
class _Placer:
    """Places for one server, or (0) for all; `near` is what articles were found to be like."""

    tables: Tables
    guild_id: int
    matcher: ReportMatcher
    rulings: Rulings
    waiting: set[int] = field(default_factory=set)
    near: Matches = field(default_factory=dict)

    async def place(self, asked: set[int]) -> dict[int, int]:
        """The stories of those that were decided on."""
        grouping = Grouping(asked & self.matcher.stored.keys())
        while wanted := grouping.wanted():
            grouping.learn(await self._neighbours(wanted))
        return grouping.placed

    async def _neighbours(self, article_ids: Iterable[int]) -> Neighbours:
        matches = await self.matcher.match(article_ids)
        await self._join_versions(matches)
        stories = await self._stories(matches.keys() | {i for n in matches.values() for i in n})
        ruled = _Ruled(self.matcher, self.rulings, self.guild_id)
        if self.rulings:
            await ruled.read(self.tables, matches, stories)
            ruled.join(matches)
            stories |= await self._stories(ruled.named() - stories.keys())
        self.near.update(matches)
        stored = self.matcher.stored
        known = {i: row for i in stories if (row := stored.get(i)) is not None}
        return Neighbours(
            matches,
            {i: Standing(i, row.guild_id, row.quality, row.published) for i, row in known.items()},
            {i: s for i in known if (s := stories[i]) is not None and i not in self.waiting},
            ruled.bound,
            ruled.apart,
        )

    async def _stories(self, article_ids: Collection[int]) -> dict[int, int | None]:
        """These articles and all others of their stories, each with its story if it has one."""
        tables, guild_id = self.tables, self.guild_id
        placed = await tables.stories.of(article_ids, guild_id=guild_id)
        members = await tables.stories.all_members(set(placed.values()), guild_id=guild_id)
        stories: dict[int, int | None] = dict.fromkeys(article_ids)
        stories |= placed
        stories |= {i: story for story, ids in members.items() for i in ids}
        await self.matcher.read(stories)
        return stories

    async def _join_versions(self, matches: Matches) -> None:
        """Make versions as like as can be to what they stand for."""
        stored = self.matcher.stored
        versions = await self.tables.reports.versions(matches)
        originals = {row.stands_for for i in matches if (row := stored.get(i))} - {None}
        await self.matcher.keep(versions)
        await self.matcher.read(i for i in originals if i is not None)
        pairs = [(row.article_id, row.stands_for) for row in versions]
        pairs += [(i, row.stands_for) for i in matches if (row := stored.get(i))]
        for version, original in pairs:
            if original in stored and version in stored:
                for one, other in ((version, original), (original, version)):
                    if one in matches:
                        matches[one][other] = inf


class _Ruled:
    """What is ruled of the articles that a matcher has read, by their ids."""

    def __init__(self, matcher: ReportMatcher, rulings: Rulings, guild_id: int) -> None:
        self.bound: dict[int, tuple[int, ...]] = {}
        self.apart: dict[int, list[int]] = {}
        self._matcher = matcher
        self._rulings = rulings
        self._guild_id = guild_id
        self._by_key: Mapping[str, list[StoredReport]] = {}

    async def read(self, tables: Tables, wanted: Collection[int], known: Collection[int]) -> None:
        """Read with which articles any of the known is one, and with which the wanted are not."""
        bound, apart = self._rulings.bound, self._rulings.apart
        units = {key for own in self._keys(wanted) for key in self._rulings.group(own)}
        opposed = {other for key in units for other in apart.get(key, ())}
        keys = {key for key in self._keys(known) if key in bound or key in units}
        keys |= opposed | (units if opposed else set())
        keys |= {other for key in keys for other in bound.get(key, ())}
        rows = await tables.reports.of_keys(keys, guild_id=self._guild_id)
        await self._matcher.keep(rows)
        by_key: dict[str, list[StoredReport]] = {}
        for row in rows:
            by_key.setdefault(row.key, []).append(row)
        self._by_key = by_key
        for row in rows:
            self._bind(row)
            if row.key in units:
                self._part(row)

    def _keys(self, article_ids: Iterable[int]) -> Iterator[str]:
        stored = self._matcher.stored
        return (stored[i].key for i in article_ids if i in stored)

    def named(self) -> set[int]:
        """The articles that rulings speak of."""
        return {i for of in (self.bound, self.apart) for ids in of.values() for i in ids}

    def _bind(self, row: StoredReport) -> None:
        bound = self._with(row, self._rulings.bound.get(row.key, ()))
        unit = sorted(other.article_id for other in bound if other.guild_id == row.guild_id)
        if len(unit) > 1:
            self.bound[row.article_id] = tuple(unit)

    def _part(self, row: StoredReport) -> None:
        apart = self._with(row, self._rulings.apart.get(row.key, ()))
        if apart:
            self.apart[row.article_id] = [other.article_id for other in apart]

    def join(self, matches: Matches) -> None:
        """Make a server's own article as like as can be to the shared ones that it is bound to."""
        for article_id, near in matches.items():
            row = self._matcher.stored.get(article_id)
            if row is not None:
                bound = self._with(row, self._rulings.bound.get(row.key, ()))
                near |= {o.article_id: inf for o in bound if o.guild_id != row.guild_id}

    def _with(self, row: StoredReport, keys: Iterable[str]) -> list[StoredReport]:
        """The articles under these keys that are of the same server, or of all."""
        others = (other for key in keys for other in self._by_key.get(key, ()))
        return [o for o in others if o.guild_id in {0, row.guild_id} or not row.guild_id]
