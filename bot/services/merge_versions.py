"""Make servers' own articles and versions anew, and hide from them what these stand for."""

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.newsroom import ARCHIVE
from bot.services.index_entry import index_entry
from bot.services.lay_desks_over import Laid
from bot.storage.article_rows import NumberedArticle, article_digest
from bot.storage.desk_articles import ArticleRow
from bot.storage.desk_records import DeskArticleRecord
from bot.storage.store import Tables

Known = Mapping[tuple[int, str], ArticleRow]


async def merge_versions(
    tables: Tables,
    records: Sequence[DeskArticleRecord],
    laid: Laid,
    shared_ids: Mapping[str, int],
) -> set[int]:
    """Store what servers' desks make of these articles; the ids of what changed or went.

    `shared_ids` are by the keys of `laid.shared`, which are stored already. Runs inside a
    transaction.
    """
    own = [record for record in records if record.desk_id != ARCHIVE]
    rows = await tables.desk_articles.under((r.desk_id, r.key) for r in own)
    known = {(row.guild_id, row.key): row for row in rows}
    numbered = numbered_versions(laid, known, shared_ids, await tables.articles.next_id())
    changed = [a for a in numbered if is_changed(a, known.get(place_of(a)))]
    await _store(tables, changed)
    gone = {known[place].id for place in known.keys() - laid.own.keys()}
    gone = {row.id for row in rows if row.id in gone and not row.is_removed}
    await tables.indexing.delete(gone)
    await tables.desk_articles.remove(gone)
    await _hide(tables, own, laid, shared_ids)
    return gone | {a.id for a in changed}


def numbered_versions(
    laid: Laid, known: Known, shared_ids: Mapping[str, int], next_id: int
) -> list[NumberedArticle]:
    """Each server's own under the id that it has, or the next."""
    numbered = []
    for (guild_id, key), merged in sorted(laid.own.items(), key=lambda item: item[0]):
        row = known.get((guild_id, key))
        article_id = next_id if row is None else row.id
        next_id += row is None
        numbered.append(
            NumberedArticle(
                article_id,
                merged,
                article_digest(merged),
                guild_id=guild_id,
                stands_for=shared_ids.get(laid.roots[key]),
            )
        )
    return numbered


def is_changed(article: NumberedArticle, row: ArticleRow | None) -> bool:
    """Whether what is stored is something else, or nothing."""
    return row is None or (row.digest, row.stands_for) != (article.digest, article.stands_for)


def place_of(article: NumberedArticle) -> tuple[int, str]:
    """The server, and the key under which its desk has the article."""
    return article.guild_id, article.merged.statement.key


async def _store(tables: Tables, changed: Iterable[NumberedArticle]) -> None:
    versions = list(changed)
    await tables.articles.put(versions)
    shown = [a for a in versions if not a.merged.statement.is_removed]
    await tables.indexing.put(index_entry(a.id, a.merged.statement) for a in shown)
    await tables.indexing.delete(a.id for a in versions if a.merged.statement.is_removed)


async def _hide(
    tables: Tables,
    own: Iterable[DeskArticleRecord],
    laid: Laid,
    shared_ids: Mapping[str, int],
) -> None:
    """Hide what the servers' desks lie over, and show the rest of what they ever touched."""
    pairs = {(r.desk_id, laid.roots[r.key]) for r in own if laid.roots[r.key] in shared_ids}
    hidden = await tables.desk_articles.hiding((guild, shared_ids[key]) for guild, key in pairs)
    for guild_id, key in sorted(pairs):
        article_id = shared_ids[key]
        is_hidden, was_hidden = (guild_id, key) in laid.hidden, (guild_id, article_id) in hidden
        if is_hidden and not was_hidden:
            await tables.hidden.hide(guild_id, [article_id])
        elif was_hidden and not is_hidden:
            await tables.hidden.show(guild_id, [article_id])
