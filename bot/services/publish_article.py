"""Publish an article that nobody has yet."""

from dataclasses import replace

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press
from bot.domain.desk_article import Add
from bot.domain.desk_outcome import Outcome
from bot.domain.newsroom import Newsroom
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.services.view_article import view_at_address
from bot.storage.store import Store, Tables


async def publish_article(
    store: Store, newsroom: Newsroom, draft: ArticleDraft, *, press: Press
) -> Outcome:
    """Add it to the archive in a trusted newsroom, else for the server alone.

    Refused with the article where there is one at its address, retracted or not.
    """

    async def work(tables: Tables) -> Outcome:
        view = await view_at_address(tables, newsroom, draft.key)
        deed = Add(replace(draft, key=view.key), view.stated)
        result = await carry_out(tables, newsroom, view.desk_id, deed, press=press)
        return await outcome_of(tables, newsroom, view.desk_id, result, key=view.key)

    return await act_once(store, newsroom, work, press=press)
