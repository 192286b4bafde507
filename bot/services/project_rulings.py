"""Make of rulings in the log what follows from them: a server's own stories, at once."""

from collections.abc import Iterable

from bot.domain.desk_act import Change, RulingState, SubjectKind
from bot.domain.desk_ruling import ruling_of
from bot.domain.story_ruling import Rulings, read_rulings
from bot.services.place_articles import place_own
from bot.storage.articles import SHARED
from bot.storage.store import Tables


async def project_rulings(
    tables: Tables, guild_id: int, changes: Iterable[Change], *, is_all: bool = False
) -> None:
    """Keep the rulings that an act has changed, and place anew what that concerns.

    In the transaction of the act; what changed of other subjects is passed over. The server's
    stories are as they would be had it never ruled otherwise. With `is_all` no others hold.
    """
    ruled = [change for change in changes if change.subject.kind is SubjectKind.PAIR]
    if guild_id == SHARED or not (ruled or is_all):
        return
    before = read_rulings(await tables.story_rulings.holding(guild_id))
    if is_all:
        await tables.story_rulings.delete_all(guild_id)
    await _keep(tables, guild_id, ruled)
    after = read_rulings(await tables.story_rulings.holding(guild_id))
    keys = {key for change in ruled for key in change.subject.name.split(" ")}
    keys |= _differing(before, after)
    rows = await tables.reports.of_keys(keys, guild_id=guild_id)
    await tables.own_stories.reconsider(guild_id, [row.article_id for row in rows])
    await place_own(tables, guild_id, await tables.own_stories.waiting_for(guild_id))


async def _keep(tables: Tables, guild_id: int, changes: Iterable[Change]) -> None:
    for change in changes:
        if isinstance(change.after, RulingState):
            ruling = ruling_of(change.subject.name, change.after.verdict)
            await tables.story_rulings.put(guild_id, [(ruling, change.becomes)])
        else:
            one, _, other = change.subject.name.partition(" ")
            await tables.story_rulings.delete(guild_id, [(one, other)])


def _differing(before: Rulings, after: Rulings) -> set[str]:
    """The keys of which something else holds: what is undone may have stood above others."""
    keys = before.bound.keys() | after.bound.keys() | before.apart.keys() | after.apart.keys()
    return {
        key
        for key in keys
        if before.group(key) != after.group(key) or before.apart.get(key) != after.apart.get(key)
    }
