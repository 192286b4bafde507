"""Find the titles of articles that acts are on, where the acts know but their keys."""

from collections.abc import Iterable, Iterator

from bot.domain.desk_act import DeskAct, SubjectKind
from bot.domain.newsroom import Newsroom
from bot.services.view_article import view_article
from bot.storage.store import Store, Tables

_ON_ARTICLE = "article "


async def name_articles(
    store: Store, acts: Iterable[tuple[int, DeskAct]], newsroom: Newsroom | None = None
) -> dict[str, str]:
    """Titles by key, as the newsroom has them before it, else that of each act's desk.

    Of each act it looks at the last subject, by which it is named; few acts are meant.
    """
    return await store.at_once(_names, store, tuple(acts), newsroom)


async def _names(
    tables: Tables, acts: tuple[tuple[int, DeskAct], ...], newsroom: Newsroom | None
) -> dict[str, str]:
    wanted = {key: desk_id for desk_id, act in acts for key in _keys(act)}
    names = {}
    for key, desk_id in wanted.items():
        article = (await view_article(tables, newsroom or Newsroom(desk_id), key)).article
        if article is not None:
            names[key] = article.draft.title
    return names


def _keys(act: DeskAct) -> Iterator[str]:
    for change in act.changes[-1:]:
        name = change.subject.name
        if change.subject.kind is SubjectKind.ARTICLE:
            yield name
        elif change.subject.kind is SubjectKind.PAIR:
            yield from name.split(" ")
        elif change.subject.kind is SubjectKind.WEIGHT and name.startswith(_ON_ARTICLE):
            yield name.removeprefix(_ON_ARTICLE)
