"""Look whether an archive is sound: its file, what refers to what, and its index."""

from bot.domain.health import MOST_EXAMPLES, Aspect, Check
from bot.services.check_article_words import check_article_words
from bot.services.check_desks import check_desks
from bot.services.check_postings import check_postings
from bot.storage.store import Tables


async def check_archive(tables: Tables) -> list[Check]:
    """Everything there is to check, in one snapshot; nothing is changed.

    Where one thing is broken that others stand on, these aren't looked at.
    """
    damage = _listed(Aspect.FILE, await tables.inspection.damage())
    if damage.problems:
        return [damage]
    checks = [
        damage,
        _listed(Aspect.LINKS, await tables.inspection.broken_links()),
        Check(Aspect.SCHEMA, looked_at=await tables.inspection.schema_version()),
        _listed(Aspect.TALLIES, await tables.inspection.wrong_tallies()),
    ]
    misplaced = await tables.inspection.misplaced(limit=MOST_EXAMPLES)
    checks.append(Check(Aspect.STORIES, *misplaced))
    checks.append(Check(Aspect.WAITING, looked_at=await tables.unplaced.total()))
    checks += await check_desks(tables)
    is_current = await tables.indexing.is_current()
    checks.append(Check(Aspect.FORMAT, int(not is_current)))
    return [*checks, *await _check_index(tables)] if is_current else checks


async def _check_index(tables: Tables) -> list[Check]:
    noted, size = await tables.inspection.index_size()
    unindexed = await tables.inspection.unindexed(limit=MOST_EXAMPLES)
    strays = await tables.inspection.strays(limit=MOST_EXAMPLES)
    checks = [
        Check(Aspect.UNINDEXED, *unindexed, looked_at=await tables.articles.total()),
        Check(Aspect.STRAYS, *strays, looked_at=size),
        Check(Aspect.SIZE, int(noted != size), looked_at=size),
    ]
    broken = [
        Check(Aspect.BLOCKS, *await tables.inspection.broken_blocks(limit=MOST_EXAMPLES)),
        Check(Aspect.WORDS, *await tables.inspection.broken_words(limit=MOST_EXAMPLES)),
    ]
    if any(check.problems for check in broken):
        # What can't be read as numbers can't be compared.
        return checks + broken
    words = await tables.inspection.words()
    checks.append(await check_article_words(tables, {word.id: word.word for word in words}))
    return checks + await check_postings(tables, words)


def _listed(aspect: Aspect, problems: list[str]) -> Check:
    return Check(aspect, len(problems), tuple(problems[:MOST_EXAMPLES]))
