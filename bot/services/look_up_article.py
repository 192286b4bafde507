"""Look up what is to be added: what the archive has of it, what its page says, what is typed."""

from dataclasses import replace
from datetime import datetime

from bot.domain.article_draft import ArticleDraft, ArticleForm, read_form
from bot.domain.article_preview import Addition, Preview, brought_up, draft_of_page
from bot.domain.desk_outcome import DeskArticle
from bot.domain.newsroom import Newsroom
from bot.domain.page import PageMetadata
from bot.services.open_article import find_desk_article, open_article
from bot.services.preview_article import preview_article
from bot.storage.store import Store


async def know_article(store: Store, newsroom: Newsroom, key: str, url: str) -> Addition | None:
    """The article of this key if the archive has it, retracted or not; nothing is read then."""
    known = await find_desk_article(store, newsroom, key)
    return None if known is None else Addition(url, known=known)


async def add_page(
    store: Store, newsroom: Newsroom, url: str, page: PageMetadata, *, now: datetime
) -> Addition:
    """The article that a page is of, or the one that the archive has under its own address."""
    draft = draft_of_page(page, now=now)
    if draft is None:
        return Addition(url, page=page)
    preview = await preview_article(store, newsroom, draft, keywords=page.keywords)
    known = await _known(store, newsroom, draft)
    return Addition(url, preview, page, known)


async def add_typed(
    store: Store, newsroom: Newsroom, form: ArticleForm, before: Addition | None, *, now: datetime
) -> Addition:
    """The article as it was typed, or all that is wrong with that.

    `before` is what filled the form: what a form doesn't hold is as there.
    """
    before = before or Addition(form.url)
    base = _base(before)
    draft = read_form(form, now=now, base=base)
    if not isinstance(draft, ArticleDraft):
        return replace(before, typed=form, typed_details=None, faults=draft)
    is_other = base is not None and draft.key != base.key
    if is_other:
        # Another page's copies are not this one's.
        draft = replace(draft, twins=())
    if is_other or before.preview is None:
        # Nor is what another page says of itself, or one in the page's place.
        before = replace(before, page=None)
    added = replace(before, url=draft.url, error=None, typed=None, typed_details=None, faults=())
    if before.is_update:
        return replace(added, preview=Preview(draft, _offered(before)))
    preview = await preview_article(store, newsroom, draft)
    # Topics that a moderator took out are not put in again.
    preview = replace(preview, draft=draft) if base is not None else preview
    offered = tuple(dict.fromkeys((*preview.offered, *_offered(before))))
    known = await _known(store, newsroom, draft)
    return replace(added, preview=replace(preview, offered=offered), known=known)


async def update_known(
    store: Store, newsroom: Newsroom, addition: Addition, article_id: int
) -> Addition | None:
    """What the article would become by what is known of it; None where it is gone."""
    known = await open_article(store, newsroom, article_id)
    if known is None or addition.preview is None:
        return None
    return as_update(addition, known, addition.preview.draft)


def as_update(addition: Addition, known: DeskArticle, draft: ArticleDraft) -> Addition:
    """What a stored article would become by a draft of it."""
    renewed = brought_up(known.draft, draft, addition.page)
    offered = (*known.draft.topics, *_offered(addition))
    return replace(
        addition,
        url=known.draft.url,
        known=known,
        is_update=True,
        preview=Preview(renewed, tuple(dict.fromkeys(offered))),
    )


def _base(addition: Addition) -> ArticleDraft | None:
    if addition.preview is not None:
        return addition.preview.draft
    return addition.known.draft if addition.known is not None else None


def _offered(addition: Addition) -> tuple[str, ...]:
    return addition.preview.offered if addition.preview is not None else ()


async def _known(store: Store, newsroom: Newsroom, draft: ArticleDraft) -> DeskArticle | None:
    """The article under any of the draft's addresses."""
    for key in (draft.key, *draft.twins):
        known = await find_desk_article(store, newsroom, key)
        if known is not None:
            return known
    return None
