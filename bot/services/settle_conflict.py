"""Settle a field of which a file states something else than a moderator did."""

from dataclasses import replace

from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_article import Edit, Keep
from bot.domain.desk_outcome import Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.services.view_article import ArticleView, view_article_of
from bot.storage.store import Store, Tables


async def settle_conflict(
    store: Store,
    newsroom: Newsroom,
    article_id: int,
    field: str,
    *,
    takes_stated: bool,
    press: Press,
) -> Outcome:
    """Take what the file states now, or keep what the desk says; refused if that was settled."""

    async def work(tables: Tables) -> Outcome:
        view = await view_article_of(tables, newsroom, article_id)
        if view is None:
            return Refused(newsroom.guild_id, Refusal(Reason.GONE))
        deed = _taken(view, field) if takes_stated else None
        wanted = deed or Keep(view.key, field, view.stated)
        result = await carry_out(tables, newsroom, view.desk_id, wanted, press=press)
        return await outcome_of(tables, newsroom, view.desk_id, result, key=view.key)

    return await act_once(store, newsroom, work, press=press)


def _taken(view: ArticleView, field: str) -> Edit | None:
    """The field as the file states it, if it contradicts what is shown."""
    article = view.article
    for conflict in () if article is None else article.conflicts:
        if article is not None and conflict.field == field:
            was = replace(article.draft, key=view.key)
            return Edit(was, replace(was, **{field: conflict.stated}), view.stated)
    return None
