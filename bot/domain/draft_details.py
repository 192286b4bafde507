"""What of an article stands in no form of five fields: source, kind, language and picture."""

import re
from dataclasses import dataclass, replace

from bot.domain.article import Image
from bot.domain.article_draft import LONGEST_PROVIDER, ArticleDraft, DraftFault, clean_line
from bot.domain.url import parse_url

LONGEST_LOCALE = 15
_LOCALE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}))?")


@dataclass(frozen=True, slots=True)
class DetailsForm:
    """What was typed, field by field; `image` is an address."""

    provider: str = ""
    kind: str = "article"
    locale: str = ""
    image: str = ""


def details_of(draft: ArticleDraft) -> DetailsForm:
    """The form that reads back as the draft's details."""
    image = draft.image.url if draft.image else ""
    return DetailsForm(draft.provider, draft.kind, draft.locale, image)


def read_details(form: DetailsForm, *, base: ArticleDraft) -> ArticleDraft | tuple[DraftFault, ...]:
    """The draft with these details, or all that is wrong with them, in the form's order."""
    faults: list[DraftFault] = []
    provider = clean_line(form.provider)
    if len(provider) > LONGEST_PROVIDER:
        mend = f"has {len(provider):,} characters and must have at most {LONGEST_PROVIDER}"
        faults.append(DraftFault("provider", mend))
    # As files write it, it may have another case.
    is_kept = form.locale.strip() == base.locale
    locale = base.locale if is_kept else _locale(form.locale, faults)
    image = _image(form.image, base.image, faults)
    if faults:
        return tuple(faults)
    return replace(
        base,
        provider=provider or base.domain,
        kind="video" if form.kind == "video" else "article",
        locale=locale,
        image=image,
    )


def _locale(text: str, faults: list[DraftFault]) -> str:
    found = _LOCALE.fullmatch(text.strip())
    if found is None:
        if text.strip():
            faults.append(DraftFault("language", "must be a tag such as en, en-US or de"))
        return ""
    tag, script, region = found.groups()
    parts = (tag.lower(), (script or "").title(), (region or "").upper())
    return "-".join(part for part in parts if part)


def _image(text: str, known: Image | None, faults: list[DraftFault]) -> Image | None:
    """The picture; one that stays keeps its size and title."""
    if not text.strip():
        return None
    if known is not None and text.strip() == known.url:
        return known
    url = parse_url(text)
    if url is None:
        faults.append(DraftFault("picture", "must be the http(s) address of a picture"))
        return None
    return Image(str(url))
