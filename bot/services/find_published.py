"""Find the article that a suggestion became."""

from bot.domain.desk_act import Stage, SubmissionState
from bot.storage.store import Tables


async def find_published(
    tables: Tables, guild_id: int, state: SubmissionState | None
) -> int | None:
    """The id of the server's own article, None while there is none to be seen."""
    if state is None or state.stage is not Stage.APPROVED:
        return None
    rows = await tables.desk_articles.under([(guild_id, state.key)])
    return next((row.id for row in rows if not row.is_removed), None)
