"""Place some articles in stories, inside a transaction."""

from collections.abc import Iterable, Mapping
from math import inf

from bot.domain.grouping import Grouping, Neighbours, Standing
from bot.domain.story_ruling import Rulings, read_rulings
from bot.domain.vocabulary import Vocabulary
from bot.services.match_reports import Matches, ReportMatcher
from bot.storage.reports import StoredReport
from bot.storage.store import Tables


async def place_articles(
    tables: Tables, article_ids: Iterable[int], vocabulary: Vocabulary
) -> None:
    """Place the articles, and anew any others whose place depends on them.

    What is removed or gone waits no more. Runs inside a transaction; the vocabulary may be older.
    """
    asked = set(article_ids)
    matcher = ReportMatcher(tables, vocabulary)
    await matcher.read(asked)
    await tables.unplaced.forget(asked - matcher.stored.keys())
    rulings = read_rulings(await tables.story_rulings.all())
    grouping = Grouping(asked & matcher.stored.keys())
    while wanted := grouping.wanted():
        grouping.learn(await _neighbours(tables, matcher, wanted, rulings))
    await tables.unplaced.place(grouping.placed)


async def _neighbours(
    tables: Tables, matcher: ReportMatcher, article_ids: Iterable[int], rulings: Rulings
) -> Neighbours:
    matches = await matcher.match(article_ids)
    ruled = _Ruled(matcher, rulings)
    if rulings:
        await ruled.read(tables)
        ruled.join(matches)
    named = matches.keys() | {i for near in matches.values() for i in near} | ruled.named()
    placed = await tables.stories.of(named)
    members = await tables.stories.all_members(set(placed.values()))
    placed |= {i: story for story, ids in members.items() for i in ids}
    await matcher.read(named | placed.keys())
    return Neighbours(
        matches,
        {
            i: Standing(i, row.guild_id, row.quality, row.published)
            for i in named | placed.keys()
            if (row := matcher.stored.get(i)) is not None
        },
        {i: story for i, story in placed.items() if i in matcher.stored},
        ruled.bound,
        ruled.apart,
    )


class _Ruled:
    """What is ruled of the articles that a matcher has read, by their ids."""

    def __init__(self, matcher: ReportMatcher, rulings: Rulings) -> None:
        self.bound: dict[int, tuple[int, ...]] = {}
        self.apart: dict[int, list[int]] = {}
        self._stored = matcher.stored
        self._rulings = rulings
        self._by_key: Mapping[str, list[StoredReport]] = {}

    async def read(self, tables: Tables) -> None:
        """Read the articles that any of these is ruled to be with, or not to be with."""
        bound, apart = self._rulings.bound, self._rulings.apart
        keys = {row.key for row in self._stored.values() if row.key in bound or row.key in apart}
        for known in (bound, apart, bound):
            keys |= {other for key in keys for other in known.get(key, ())}
        rows = await tables.reports.of_keys(keys)
        self._stored.update((row.article_id, row) for row in rows)
        by_key: dict[str, list[StoredReport]] = {}
        for row in rows:
            by_key.setdefault(row.key, []).append(row)
        self._by_key = by_key
        for row in rows:
            self._rule(row)

    def named(self) -> set[int]:
        """The articles that rulings speak of."""
        return {i for of in (self.bound, self.apart) for ids in of.values() for i in ids}

    def _rule(self, row: StoredReport) -> None:
        bound = self._with(row, self._rulings.bound.get(row.key, ()))
        unit = sorted(other.article_id for other in bound if other.guild_id == row.guild_id)
        if len(unit) > 1:
            self.bound[row.article_id] = tuple(unit)
        apart = self._with(row, self._rulings.apart.get(row.key, ()))
        if apart:
            self.apart[row.article_id] = [other.article_id for other in apart]

    def join(self, matches: Matches) -> None:
        """Make a server's own article as like as can be to the shared ones that it is bound to."""
        for article_id, near in matches.items():
            row = self._stored.get(article_id)
            if row is not None:
                bound = self._with(row, self._rulings.bound.get(row.key, ()))
                near |= {o.article_id: inf for o in bound if o.guild_id != row.guild_id}

    def _with(self, row: StoredReport, keys: Iterable[str]) -> list[StoredReport]:
        """The articles under these keys that are of the same server, or of all."""
        others = (other for key in keys for other in self._by_key.get(key, ()))
        return [o for o in others if o.guild_id in {0, row.guild_id} or not row.guild_id]
