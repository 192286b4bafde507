"""Correct an article."""

from dataclasses import replace

from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import Press, Reason, Refusal
from bot.domain.desk_article import Edit
from bot.domain.desk_outcome import DeskArticle, Outcome, Refused
from bot.domain.newsroom import Newsroom
from bot.domain.url import read_address
from bot.services.carry_out import act_once, carry_out, outcome_of
from bot.services.view_article import ArticleView, view_article_of, view_at_address
from bot.storage.store import Store, Tables


async def edit_article(
    store: Store,
    newsroom: Newsroom,
    article_id: int,
    was: ArticleDraft,
    now: ArticleDraft,
    *,
    press: Press,
) -> Outcome:
    """Write the fields that differ between what filled the form and what came back.

    An article keeps its key when its address is corrected; another article's address is refused
    with that article.
    """

    async def work(tables: Tables) -> Outcome:
        view = await view_article_of(tables, newsroom, article_id)
        if view is None:
            return Refused(newsroom.guild_id, Refusal(Reason.GONE))
        other = await _at_new_address(tables, newsroom, view, was, now)
        if other is not None:
            return Refused(view.desk_id, Refusal(Reason.EXISTS), other)
        deed = Edit(replace(was, key=view.key), replace(now, key=view.key), view.stated)
        result = await carry_out(tables, newsroom, view.desk_id, deed, press=press)
        return await outcome_of(tables, newsroom, view.desk_id, result, key=view.key)

    return await act_once(store, newsroom, work, press=press)


async def _at_new_address(
    tables: Tables, newsroom: Newsroom, view: ArticleView, was: ArticleDraft, now: ArticleDraft
) -> DeskArticle | None:
    """The other article that the new address is that of, if the address is new."""
    address = read_address(now.url)
    if address is None or now.url == was.url:
        return None
    other = (await view_at_address(tables, newsroom, address.key)).article
    is_other = other is not None and view.article is not None and other.id != view.article.id
    return other if is_other else None
