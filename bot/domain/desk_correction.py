"""What was entered to correct an article: which fields were meant, and what is wrong with them.

A file may state what no form would take, such as a very long excerpt; whoever leaves a field as it
was is not asked to mend it.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from bot.domain.article import Image
from bot.domain.article_draft import ArticleDraft, ArticleForm, DraftFault, form_of, read_form
from bot.domain.draft_details import DetailsForm, read_details

# What takes the place of fields that were left as they are.
_PLAIN = ArticleForm(url="https://example.com/", title="-", date="2000-01-01")
_MAIN = ("url", "title", "excerpt", "topics", "date")
# What no field ever is.
_NEVER: Mapping[str, Any] = {
    "published": datetime.min.replace(tzinfo=UTC),
    "topics": ("\0",),
    "image": Image("\0"),
}


def main_form(draft: ArticleDraft) -> ArticleForm:
    """The first form as the draft fills it; the source stands in the second."""
    return replace(form_of(draft), provider="")


def main_fields(form: ArticleForm) -> dict[str, str]:
    """The texts of the first form by field, in its order."""
    return {name: text for name, text in asdict(form).items() if name in _MAIN}


def detail_fields(form: DetailsForm) -> dict[str, str]:
    """The texts of the second form likewise."""
    return asdict(form)


def corrected(
    draft: ArticleDraft, form: ArticleForm, touched: Collection[str], *, now: datetime
) -> ArticleDraft | tuple[DraftFault, ...]:
    """The draft with the fields that were touched, or all that is wrong with these.

    Its key is that of the new address, where that was touched.
    """
    texts = {name: text for name, text in main_fields(form).items() if name in touched}
    read = read_form(replace(_PLAIN, **texts), now=now, base=draft)
    if not isinstance(read, ArticleDraft):
        return read
    names = [drafted(name) for name in touched]
    if "url" in touched:
        names += ["key", "domain", "provider"]
    return replace(draft, **{name: getattr(read, name) for name in names})


def detailed(
    draft: ArticleDraft, form: DetailsForm, touched: Collection[str]
) -> ArticleDraft | tuple[DraftFault, ...]:
    """The same for the second form."""
    texts = {name: text for name, text in asdict(form).items() if name in touched}
    read = read_details(DetailsForm(**texts), base=draft)
    if not isinstance(read, ArticleDraft):
        return read
    return replace(draft, **{name: getattr(read, name) for name in touched})


def seen_before(draft: ArticleDraft, stale: Collection[str]) -> ArticleDraft:
    """What filled a form, told from what is there now: of `stale` fields, that it was different."""
    return replace(draft, **{name: _NEVER.get(name, "\0") for name in map(drafted, stale)})


def drafted(field: str) -> str:
    """What a draft calls the field of a form."""
    return "published" if field == "date" else field
