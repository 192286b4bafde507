"""Read what is stored about a member, in all servers."""

from bot.domain.desk_act import ActKind, BlockState
from bot.domain.member_traces import TRACES_SIZE, MemberTraces
from bot.domain.submission import member_subject
from bot.services.ask_news import asker_mark
from bot.storage.store import Store, Tables


async def read_member(store: Store, member_id: int, *, page: int = 0) -> MemberTraces:
    """All of it, with the page of this number (from 0) of what they did at desks."""
    return await store.at_once(_read, store, member_id, page)


async def _read(tables: Tables, member_id: int, page: int) -> MemberTraces:
    counts = await tables.desk_acts.counts_of(member_id)
    acts = await tables.desk_acts.newest_of(
        member_id, skipped=page * TRACES_SIZE, limit=TRACES_SIZE
    )
    blocks = await blocks_of(tables, member_id)
    return MemberTraces(
        acts=tuple(acts),
        total=sum(number for *_, number in counts),
        suggestions=sum(number for _, kind, number in counts if kind is ActKind.SUGGEST),
        desks=tuple(dict.fromkeys(desk_id for desk_id, *_ in counts)),
        blocked_in=tuple(desk_id for desk_id, holds in blocks.items() if holds),
        once_blocked_in=tuple(desk_id for desk_id, holds in blocks.items() if not holds),
        feedback=await tables.feedback.count_of(member_id),
        searches=sum(number for *_, number in await marks_of(tables, member_id)),
    )


async def blocks_of(tables: Tables, member_id: int) -> dict[int, bool]:
    """The desks that ever blocked the member, and whether that still holds."""
    subject = member_subject(member_id)
    desks = {}
    for desk_id in await tables.desk_records.desks():
        record = (await tables.desk_records.get(desk_id, [subject])).get(subject)
        if record is not None:
            desks[desk_id] = isinstance(record.state, BlockState)
    return desks


async def marks_of(tables: Tables, member_id: int) -> list[tuple[str, bytes, int]]:
    """Texts that the member asked, each with its mark and how many answers have both.

    Marks can't be read, but whoever knows the member can make them again.
    """
    marks = await tables.result_lists.marks()
    return [found for found in marks if found[1] == asker_mark(member_id, found[0])]
