"""Decide on what members suggested."""

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press, SubmissionState
from bot.domain.desk_outcome import Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.submission import Approve, Block, Reject, Revise, submission_subject
from bot.services.carry_out import act_on_desk, act_once, carry_out, outcome_of
from bot.services.view_article import view_article
from bot.storage.store import Store, Tables


async def revise_submission(
    store: Store,
    newsroom: Newsroom,
    number: int,
    was: ArticleDraft | None,
    now: ArticleDraft,
    *,
    press: Press,
) -> Outcome:
    """Fill in or correct what waits; `was` filled the form, None where nothing was known."""
    return await act_on_desk(store, newsroom, Revise(number, was, now), press=press)


async def approve_submission(
    store: Store, newsroom: Newsroom, number: int, *, press: Press
) -> Outcome:
    """Publish it in the server; refused with the article where there is one by now."""

    async def work(tables: Tables) -> Outcome:
        desk_id = newsroom.guild_id
        key = await _key(tables, desk_id, number)
        stated = None
        if key is not None:
            stated = (await view_article(tables, newsroom, key)).shared
        result = await carry_out(tables, newsroom, desk_id, Approve(number, stated), press=press)
        return await outcome_of(tables, newsroom, desk_id, result, key=key)

    return await act_once(store, newsroom, work, press=press)


async def reject_submission(
    store: Store, newsroom: Newsroom, number: int, *, press: Press
) -> Outcome:
    """Turn it down; the press tells why."""
    return await act_on_desk(store, newsroom, Reject(number), press=press)


async def block_member(
    store: Store, newsroom: Newsroom, member_id: int, *, is_blocked: bool, press: Press
) -> Outcome:
    """Take no more suggestions of a member, or take them again."""
    return await act_on_desk(store, newsroom, Block(member_id, is_blocked), press=press)


async def _key(tables: Tables, desk_id: int, number: int) -> str | None:
    subject = submission_subject(number)
    records = await tables.desk_records.get(desk_id, [subject])
    state = records[subject].state if subject in records else None
    return state.key if isinstance(state, SubmissionState) else None
