"""Has what was done to a suggestion shown on its card, and told to its member."""

from bot.domain.desk_act import Stage, State, SubmissionState
from bot.domain.desk_state import Record
from bot.domain.review_card import Notice
from bot.storage.store import Tables

_OUTCOMES = (Stage.APPROVED, Stage.REJECTED)


async def project_submission(
    tables: Tables, guild_id: int, number: int, state: State | None, record: Record
) -> None:
    """Follow an act on the suggestion of this number, in the act's own transaction.

    A suggestion gets a card where its server has a review channel; one that was never shown there
    and waits no longer gets none.
    """
    submission = state if isinstance(state, SubmissionState) else None
    await _want_card(tables, guild_id, number, submission, record.touched)
    await _want_notice(tables, guild_id, number, submission)


async def _want_card(
    tables: Tables, guild_id: int, number: int, state: SubmissionState | None, touched: int
) -> None:
    await tables.review_cards.want(guild_id, number, touched)
    settings = await tables.desk_settings.of(guild_id)
    is_waiting = state is not None and state.stage is Stage.SUGGESTED
    if is_waiting and settings.review_channel_id is not None:
        await tables.review_cards.add(guild_id, settings.review_channel_id, [(number, touched)])


async def _want_notice(
    tables: Tables, guild_id: int, number: int, state: SubmissionState | None
) -> None:
    wished = state is not None and state.wants_news and state.stage in _OUTCOMES
    if state is not None and wished and state.suggested_by is not None:
        await tables.notices.add(Notice(guild_id, number, state.suggested_by))
    else:
        await tables.notices.withdraw(guild_id, number)
