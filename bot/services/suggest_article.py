"""Take a member's suggestion, and let them take it back."""

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

    async def work(tables: Tables) -> Outcome:
        desk_id = newsroom.guild_id
        key = address.key if draft is None else draft.key
        view = await view_at_address(tables, newsroom, key)
        deed = Suggest(
            address,
            await read_allowance(tables, desk_id, press),
            draft,
            view.known,
            await tables.submissions.waiting_for(desk_id, {key, address.key}),
            wants_news,
        )
        result = await carry_out(tables, newsroom, desk_id, deed, press=press)
        return await outcome_of(tables, newsroom, desk_id, result, key=view.key)

    return await act_once(store, newsroom, work, press=press)


async def read_allowance(tables: Tables, desk_id: int, press: Press) -> Allowance:
    """What the member who presses may still suggest."""
    waiting = await tables.submissions.count_waiting_of(desk_id, press.by)
    times = await tables.submissions.times_of(desk_id, press.by, since=press.at - _DAY)
    return Allowance(waiting, times)


async def withdraw_submission(
    store: Store, newsroom: Newsroom, number: int, *, press: Press
) -> Outcome:
    """Let a member take their own suggestion back."""
    return await act_on_desk(store, newsroom, Withdraw(number), press=press)
