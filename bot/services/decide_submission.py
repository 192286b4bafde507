"""Decide on what members suggested."""

from dataclasses import replace

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import DeskAct, Press, Refusal, SubmissionState
from bot.domain.desk_article import Add
from bot.domain.desk_outcome import Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.submission import Approve, Block, Reject, Revise, submission_subject
from bot.services.carry_out import act_on_desk, act_once, carry_out, carry_out_both, outcome_of
from bot.services.view_article import view_at_address
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
    """Publish it in the server, or for all where it is trusted.

    Refused with the article where there is one by now.
    """

    async def work(tables: Tables) -> Outcome:
        return await _approve(tables, newsroom, number, press)

    return await act_once(store, newsroom, work, press=press)


async def _approve(tables: Tables, newsroom: Newsroom, number: int, press: Press) -> Outcome:
    desk_id, at = newsroom.guild_id, newsroom.guild_id
    result: DeskAct | Refusal
    state = await _submission(tables, desk_id, number)
    if state is None:
        result = await carry_out(tables, newsroom, desk_id, Approve(number), press=press)
        return await outcome_of(tables, newsroom, desk_id, result)
    view = await view_at_address(tables, newsroom, state.key)
    if state.draft is None or view.desk_id == desk_id:
        deed = Approve(number, view.known)
        result = await carry_out(tables, newsroom, desk_id, deed, press=press)
    else:
        approval = desk_id, Approve(number, is_for_all=True)
        addition = view.desk_id, Add(replace(state.draft, key=view.key), view.stated)
        at, result = await carry_out_both(tables, newsroom, approval, addition, press=press)
    return await outcome_of(tables, newsroom, at, result, key=view.key)


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


async def _submission(tables: Tables, desk_id: int, number: int) -> SubmissionState | None:
    subject = submission_subject(number)
    records = await tables.desk_records.get(desk_id, [subject])
    state = records[subject].state if subject in records else None
    return state if isinstance(state, SubmissionState) else None
