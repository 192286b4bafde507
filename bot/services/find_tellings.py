"""Find what the archive has of the same, for an article that is not in it yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.article import Article
from bot.domain.article_draft import ArticleDraft
from bot.domain.report import Report, read_report, weights
from bot.domain.same_story import APART, likeness
from bot.domain.words import fold_words
from bot.storage.reports import StoredReport
from bot.storage.store import Tables

_SHOWN = 4
# An address that was posted again years later has all the words of the title.
_MOST_COPIES = 200


@dataclass(frozen=True, slots=True)
class Tellings:
    """Articles that bear the same title, and other reports of the event, the likeliest first."""

    copies: tuple[Article, ...] = ()
    coverage: tuple[Article, ...] = ()


async def find_tellings(tables: Tables, draft: ArticleDraft, *, guild_id: int | None) -> Tellings:
    """What the server has of the same as the draft, but for the article itself."""
    return await tables.at_once(_find, tables, draft, guild_id)


async def _find(tables: Tables, draft: ArticleDraft, guild_id: int | None) -> Tellings:
    await tables.index.catch_up()
    weigh = weights(await tables.index.vocabulary())

    def report_of(article_id: int, told: StoredReport | ArticleDraft) -> Report:
        time = told.published
        published = datetime.fromtimestamp(time, UTC) if isinstance(time, int) else time
        return read_report(article_id, told.title, told.excerpt, told.provider, published, weigh)

    report = report_of(0, draft)
    near = await _near(tables, report)
    scored = [
        (score, other.article_id)
        for other in near
        if other.key != draft.key
        and (score := likeness(report, report_of(other.article_id, other))) is not None
    ]
    copies = await _visible(tables, _same_title(near, draft), guild_id)
    alike = [article_id for _, article_id in sorted(scored, key=lambda one: (-one[0], one[1]))]
    told = await _with_stories(tables, alike, guild_id)
    coverage = await _visible(tables, told, guild_id)
    known = {article.id for article in copies}
    return Tellings(copies[:_SHOWN], tuple(one for one in coverage if one.id not in known)[:_SHOWN])


async def _near(tables: Tables, report: Report) -> list[StoredReport]:
    """What came out at about its time and has a key of its, or has all of them at any time."""
    holders = await tables.index.holders(report.keys)
    lists = [holders.get(key, set()) for key in report.keys]
    if not lists:
        return []
    at, span = int(report.published.timestamp()), int(APART.total_seconds())
    times = await tables.reports.between([(at - span, at + span)])
    having_all = sorted(set.intersection(*lists), reverse=True)[:_MOST_COPIES]
    return await tables.reports.get((set().union(*lists) & times.keys()) | set(having_all))


def _same_title(near: Iterable[StoredReport], draft: ArticleDraft) -> list[int]:
    """Those that bear the draft's title, word for word, the newest first."""
    words = fold_words(draft.title)
    same = [one for one in near if one.key != draft.key and fold_words(one.title) == words]
    return [one.article_id for one in sorted(same, key=lambda one: -one.published)]


async def _with_stories(tables: Tables, ids: Sequence[int], guild_id: int | None) -> list[int]:
    """These articles, and behind them the others of their stories."""
    placed = await tables.stories.of(ids, guild_id=guild_id)
    members = await tables.stories.members(set(placed.values()), guild_id=guild_id)
    others = [i for story in dict.fromkeys(placed.values()) for i in members.get(story, ())]
    return list(dict.fromkeys((*ids, *others)))


async def _visible(tables: Tables, ids: Sequence[int], guild_id: int | None) -> tuple[Article, ...]:
    return tuple(await tables.articles.by_ids(ids, guild_id=guild_id))
