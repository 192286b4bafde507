"""Take a member's suggestion, and let them take it back."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.desk_outcome import Outcome
from bot.domain.newsroom import Newsroom
from bot.domain.submission import Allowance, Suggest, Withdraw
from bot.domain.url import Address
from bot.services.carry_out import act_on_desk, act_once, carry_out, outcome_of
from bot.services.view_article import view_at_address
from bot.storage.store import Store, Tables

_DAY = timedelta(days=1)


async def suggest_article(
    store: Store,
    newsroom: Newsroom,
    address: Address,
    draft: ArticleDraft | None = None,
    *,
    wants_news: bool,
    press: Press,
) -> Outcome:
    """Put it in the server's queue; the act's number is the submission's.

    Refused with the article where the server has it, retracted or not; what already waits is
    refused with the act that suggested it.
    """
    deed = Suggest(address, Allowance(), draft, wants_news=wants_news)
    return await _suggest(store, newsroom, deed, press=press)


async def suggest_freely(
    store: Store,
    newsroom: Newsroom,
    address: Address,
    draft: ArticleDraft | None = None,
    *,
    wants_news: bool,
    press: Press,
) -> Outcome:
    """The same for a moderator, for whom the queue has no limit."""
    deed = Suggest(address, Allowance(is_limited=False), draft, wants_news=wants_news)
    return await _suggest(store, newsroom, deed, press=press)


async def _suggest(store: Store, newsroom: Newsroom, asked: Suggest, *, press: Press) -> Outcome:
    async def work(tables: Tables) -> Outcome:
        desk_id, is_limited = newsroom.guild_id, asked.allowance.is_limited
        view = await view_at_address(tables, newsroom, asked.key)
        deed = replace(
            asked,
            allowance=await read_allowance(tables, desk_id, press, is_limited=is_limited),
            stated=view.known,
            waiting=await tables.submissions.waiting_for(desk_id, {asked.key, asked.address.key}),
        )
        result = await carry_out(tables, newsroom, desk_id, deed, press=press)
        return await outcome_of(tables, newsroom, desk_id, result, key=view.key)

    return await act_once(store, newsroom, work, press=press)


async def read_allowance(
    tables: Tables, desk_id: int, press: Press, *, is_limited: bool = True
) -> Allowance:
    """What the member who presses may still suggest."""
    if not is_limited:
        return Allowance(is_limited=False)
    waiting = await tables.submissions.count_waiting_of(desk_id, press.by)
    times = await tables.submissions.times_of(desk_id, press.by, since=press.at - _DAY)
    return Allowance(waiting, times)


async def withdraw_submission(
    store: Store, newsroom: Newsroom, number: int, *, press: Press
) -> Outcome:
    """Let a member take their own suggestion back."""
    return await act_on_desk(store, newsroom, Withdraw(number), press=press)
