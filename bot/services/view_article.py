"""Look at an article as a newsroom has it before it, with every layer."""

from dataclasses import dataclass, replace

from bot.domain.article import MergedArticle
from bot.domain.article_draft import ArticleDraft
from bot.domain.desk_act import ArticleState
from bot.domain.desk_address import moved_to
from bot.domain.desk_outcome import DeskArticle, Double
from bot.domain.desk_overlay import effective, find_conflicts
from bot.domain.newsroom import ARCHIVE, Newsroom
from bot.services.lay_desks_over import draft_below, lay_state_over, records_by_article
from bot.services.read_stated import read_stated
from bot.storage.store import Tables


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, or the place of one, as acts of a newsroom find it.

    `desk_id` is the desk that an act on it is laid on, `key` the one under which that desk has it,
    `stated` what lies below that desk; `shared` what lies below the server's own. `article` is None
    where neither files nor desks have one that the newsroom may see.
    """

    desk_id: int
    key: str
    stated: ArticleDraft | None
    shared: ArticleDraft | None
    article: DeskArticle | None

    @property
    def known(self) -> ArticleDraft | None:
        """What the server has of it, from whichever desk or file."""
        return self.shared if self.article is None else self.article.draft


@dataclass(frozen=True, slots=True)
class _Layers:
    """What files state, and the states of both desks with the keys they have the article under."""

    root: str
    files: MergedArticle | None
    archive: tuple[str, ArticleState | None]
    own: tuple[str, ArticleState | None]

    @property
    def shared(self) -> MergedArticle | None:
        state = self.archive[1]
        return self.files if state is None else lay_state_over(self.files, state)

    @property
    def retraction(self) -> str | None:
        """Why it is retracted, if it is."""
        states = (self.own[1], self.archive[1])
        return next((s.retraction for s in states if s and s.retraction is not None), None)

    @property
    def address(self) -> str | None:
        """The key of the address that a desk gave it, if one did."""
        return moved_to(*self.own) or moved_to(*self.archive)


async def view_article(tables: Tables, newsroom: Newsroom, key: str) -> ArticleView:
    """The article that has this key, or that an article or AMP copy of this key belongs to."""
    layers = await _layers(tables, newsroom, key)
    is_archive = newsroom.guild_id == ARCHIVE or (newsroom.is_trusted and layers.own[1] is None)
    desk_key, state = layers.archive if is_archive else layers.own
    shared = draft_below(layers.shared)
    stated = draft_below(layers.files) if is_archive else shared
    desk_id = ARCHIVE if is_archive else newsroom.guild_id
    draft = effective(stated, state)
    article = None
    if draft is not None:
        shown = replace(draft, key=desk_key)
        article = await _article(tables, newsroom, layers, shown, desk_id)
    return ArticleView(desk_id, desk_key, stated, shared, article)


async def view_at_address(tables: Tables, newsroom: Newsroom, key: str) -> ArticleView:
    """The article of this key, or else one to which a desk gave the address of this key.

    What is to be added, suggested or found by its address is looked for here.
    """
    view = await view_article(tables, newsroom, key)
    desks = {ARCHIVE, newsroom.guild_id}
    keys = [] if view.article else await tables.desk_addresses.keys_at(key, desk_ids=desks)
    for moved in keys:
        found = await view_article(tables, newsroom, moved)
        if found.article is not None:
            return found
    return view


async def view_article_of(
    tables: Tables, newsroom: Newsroom, article_id: int
) -> ArticleView | None:
    """The article of this id, or of the version that stands for it; None if there's none to see."""
    row = await tables.desk_articles.get(article_id)
    if row is None or row.guild_id not in {ARCHIVE, newsroom.guild_id}:
        return None
    view = await view_article(tables, newsroom, row.key)
    return None if view.article is None else view


async def _layers(tables: Tables, newsroom: Newsroom, key: str) -> _Layers:
    stated = await read_stated(tables, [key])
    root = stated.roots[key]
    desks = {ARCHIVE, newsroom.guild_id}
    records = await tables.desk_records.of_articles(stated.roots, desk_ids=desks)
    chosen = records_by_article(stated.roots, records)
    states = {desk_id: (r.key, r.state) for (desk_id, at), r in chosen.items() if at == root}
    archive = states.get(ARCHIVE, (root, None))
    own = (root, None) if newsroom.guild_id == ARCHIVE else states.get(newsroom.guild_id)
    return _Layers(root, stated.merged.get(root), archive, own or (root, None))


async def _article(
    tables: Tables, newsroom: Newsroom, layers: _Layers, draft: ArticleDraft, desk_id: int
) -> DeskArticle | None:
    own_key, own = layers.own
    state = layers.archive[1] if desk_id == ARCHIVE else own
    has_own = own is not None and own.draft is not None
    place = (newsroom.guild_id, own_key) if has_own else (ARCHIVE, layers.root)
    rows = await tables.desk_articles.under([place])
    if not rows:
        return None
    stated = layers.files if desk_id == ARCHIVE else layers.shared
    return DeskArticle(
        id=rows[0].id,
        draft=draft,
        desk_id=desk_id,
        retraction=layers.retraction,
        is_removed=layers.files is not None and layers.files.statement.is_removed,
        is_edited=any(s is not None and s.draft is not None for s in (own, layers.archive[1])),
        conflicts=() if state is None else find_conflicts(state, draft_below(stated)),
        double=await _double(tables, newsroom, layers, rows[0].id),
    )


async def _double(
    tables: Tables, newsroom: Newsroom, layers: _Layers, article_id: int
) -> Double | None:
    """The other article that the server sees at the address that a desk gave this one."""
    if layers.address is None or layers.retraction is not None:
        return None
    guild_id = newsroom.guild_id
    found = await tables.articles.id_of(layers.address, guild_id=guild_id)
    ids = [] if found is None or found == article_id else [found]
    articles = await tables.articles.by_ids(ids, guild_id=guild_id)
    return Double(articles[0].id, articles[0].title) if articles else None
