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
    source_of_site,
)
from bot.domain.desk_outcome import DeskArticle
from bot.domain.draft_details import DetailsForm
from bot.domain.page import PageMetadata, Stated
from bot.domain.url import read_address
from bot.errors import PageError

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

    `url` is the address that was named. `known` is the article that the archive has of it already;
    with `is_update` the preview is what that would become. Without a preview, `error` or the page's
    verdict says why. What was typed and has `faults` is kept, to fill the form again.
    """

    url: str
    preview: Preview | None = None
    page: PageMetadata | None = None
    known: DeskArticle | None = None
    is_update: bool = False
    error: PageError | None = None
    typed: ArticleForm | None = None
    typed_details: DetailsForm | None = None
    faults: tuple[DraftFault, ...] = ()

    @property
    def related(self) -> Article | None:
        """The likeliest article that tells the same."""
        preview = self.preview
        return next(iter((*preview.coverage, *preview.copies)), None) if preview else None

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
        provider=clean_line(page.provider)[:LONGEST_PROVIDER] or source_of_site(page.domain),
        domain=page.domain,
        kind=page.kind,
        locale=page.language,
        image=page.image,
        twins=page.twins,
    )


def brought_up(
    known: ArticleDraft, draft: ArticleDraft, page: PageMetadata | None = None
) -> ArticleDraft:
    """A stored article with what a draft of it says; what that doesn't say stays, topics too.

    `page` is what the draft was made of, if it was one.
    """
    says_time = page is None or page.published is not None
    says_source = page is None or page.provider != page.domain
    return replace(
        known,
        title=draft.title,
        published=draft.published if says_time else known.published,
        excerpt=draft.excerpt or known.excerpt,
        provider=draft.provider if says_source and draft.provider else known.provider,
        kind=draft.kind,
        locale=draft.locale or known.locale,
        image=draft.image or known.image,
    )


def missing_from(page: PageMetadata) -> tuple[Stated, ...]:
    """What the page doesn't say of itself."""
    found = {name for name, _ in page.origins}
    return tuple(name for name in STATED if name not in found)
