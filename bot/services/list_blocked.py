"""List the members whose suggestions a server doesn't take."""

from bot.domain.desk_act import BlockState, SubjectKind
from bot.storage.store import Tables


async def list_blocked(tables: Tables, guild_id: int) -> list[int]:
    """Their ids, who was blocked last first."""
    records = await tables.desk_records.all(guild_id, SubjectKind.MEMBER)
    blocked = [
        (record.touched, int(subject.name))
        for subject, record in records.items()
        if isinstance(record.state, BlockState)
    ]
    return [member_id for _, member_id in sorted(blocked, reverse=True)]
