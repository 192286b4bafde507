"""An article before anything of it is stored, and what the archive has beside it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.article import Article
from bot.domain.article_draft import (
    LONGEST_EXCERPT,
    LONGEST_PROVIDER,
    LONGEST_TITLE,
    ArticleDraft,
    ArticleForm,
    DraftFault,
    clean_line,
    form_of,
)
from bot.domain.desk_outcome import DeskArticle
from bot.domain.page import PageMetadata, Stated
from bot.domain.url import read_address

STATED: tuple[Stated, ...] = ("title", "excerpt", "published", "image", "provider", "language")


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft, the topics that it may be on, and what the archive has of the same.

    `offered` begins with those of the draft. `copies` bear the same title, `coverage` are other
    reports of the event, the likeliest first; a server is shown of both only what it sees.
    """

    draft: ArticleDraft
    offered: tuple[str, ...] = ()
    copies: tuple[Article, ...] = ()
    coverage: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    """An article that a moderator is adding: what is known of it, of which nothing is stored.

    `url` is the address that was named. `preview` is None while there is no draft, as where a page
    can't be read or what was typed has `faults`; `typed` fills the form then. `known` is the
    article that the archive has under this address, or that is to be brought up to date.
    """

    url: str
    preview: Preview | None = None
    page: PageMetadata | None = None
    known: DeskArticle | None = None
    typed: ArticleForm | None = None
    faults: tuple[DraftFault, ...] = ()

    @property
    def form(self) -> ArticleForm:
        """What fills the form: what was typed, else the draft, else the address."""
        if self.typed is not None:
            return self.typed
        draft = self.preview.draft if self.preview else self.known.draft if self.known else None
        return ArticleForm(url=self.url) if draft is None else form_of(draft)


def draft_of_page(page: PageMetadata, *, now: datetime) -> ArticleDraft | None:
    """What a page says of itself as an article, without topics; None where it names no title.

    An article of which the page gives no time is taken for new.
    """
    address = read_address(page.canonical_url)
    # Reading has cut title and excerpt at a word; the rest is for whatever it takes for one line.
    title = clean_line(page.title)[:LONGEST_TITLE]
    if address is None or not title:
        return None
    return ArticleDraft(
        key=address.key,
        url=address.shown,
        title=title,
        published=page.published or now.replace(microsecond=0),
        excerpt=clean_line(page.excerpt)[:LONGEST_EXCERPT],
        provider=clean_line(page.provider)[:LONGEST_PROVIDER] or page.domain,
        domain=page.domain,
        kind=page.kind,
        locale=page.language,
        image=page.image,
        twins=page.twins,
    )


def renewed(known: ArticleDraft, page: PageMetadata, *, now: datetime) -> ArticleDraft:
    """A stored article with what its page says today; what that doesn't say stays."""
    draft = draft_of_page(page, now=now)
    if draft is None:
        return known
    return replace(
        known,
        title=draft.title,
        published=known.published if page.published is None else draft.published,
        excerpt=draft.excerpt or known.excerpt,
        provider=draft.provider if page.provider != page.domain else known.provider,
        kind=draft.kind,
        locale=draft.locale or known.locale,
        image=draft.image or known.image,
    )


def missing_from(page: PageMetadata) -> tuple[Stated, ...]:
    """What the page doesn't say of itself."""
    found = {name for name, _ in page.origins}
    return tuple(name for name in STATED if name not in found)
