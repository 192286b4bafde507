"""Find the article that a suggestion became."""

from bot.domain.desk_act import Stage, SubmissionState
from bot.storage.store import Tables


async def find_published(
    tables: Tables, guild_id: int, state: SubmissionState | None
) -> int | None:
    """The id of the article as the server sees it, None while there is none to be seen."""
    if state is None or state.stage is not Stage.APPROVED:
        return None
    return await tables.articles.id_of(state.key, guild_id=guild_id)
