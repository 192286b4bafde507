"""The forms in which an article is written: five fields each, as Discord allows.

Whatever fills them is cleaned and cut to the field: Discord refuses a form with a value too long.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.article_draft import (
    LONGEST_EXCERPT,
    LONGEST_PROVIDER,
    LONGEST_TITLE,
    LONGEST_TOPIC,
    MOST_TOPICS,
    ArticleForm,
    DraftFault,
)
from bot.domain.draft_details import LONGEST_LOCALE, DetailsForm
from bot.render.links import MAX_MEDIA_URL
from bot.render.text import clip, escape

# https://discord.com/developers/docs/components/reference#label and #text-input
MAX_FORM_TITLE = 45
MAX_FIELD = 4000
# The longest address that is taken at all.
_MAX_URL = 2048
_MAX_TOPICS = MOST_TOPICS * (LONGEST_TOPIC + 2)
_MAX_DATE = 60
_MAX_MEND = 250
_SHOWN = {"url": "address", "provider": "source"}


def article_form(custom_id: str, title: str, form: ArticleForm) -> ui.Modal:
    """Return the form of an article, filled in with what is known."""
    return _modal(custom_id, title, _article_fields(form))


def details_form(custom_id: str, title: str, form: DetailsForm) -> ui.Modal:
    """Return the form of what the first has no room for."""
    return _modal(custom_id, title, _detail_fields(form))


def entered_article(entries: Mapping[str, Sequence[str]]) -> ArticleForm:
    """What was entered in the form of an article, as it was typed."""
    return ArticleForm(**{name: _first(entries, name) for name in _ARTICLE})


def entered_details(entries: Mapping[str, Sequence[str]]) -> DetailsForm:
    """What was entered in the second form, as it was typed."""
    return DetailsForm(**{name: _first(entries, name) for name in _DETAILS})


def fault_line(fault: DraftFault) -> str:
    """What is wrong with a field, which is named as in its form, in one line of Markdown."""
    return f"- **{_SHOWN.get(fault.field, fault.field)}** {escape(fault.mend, _MAX_MEND)}"


_ARTICLE = ("url", "title", "excerpt", "topics", "date")
_DETAILS = ("provider", "kind", "locale", "image")


def _first(entries: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(entries.get(name, ())), "")[:MAX_FIELD]


def _modal(custom_id: str, title: str, labels: Iterator[ui.Label[Any]]) -> ui.Modal:
    modal = ui.Modal(title=clip(title, MAX_FORM_TITLE), custom_id=custom_id, timeout=None)
    for label in labels:
        modal.add_item(label)
    return modal


def _article_fields(form: ArticleForm) -> Iterator[ui.Label[Any]]:
    yield _field("url", "Address", form.url, _MAX_URL, hint="http:// or https://", is_needed=True)
    yield _field("title", "Title", form.title, LONGEST_TITLE, is_needed=True)
    yield _field("excerpt", "Excerpt", form.excerpt, LONGEST_EXCERPT, is_long=True)
    topics = f"At most {MOST_TOPICS}, with commas between"
    yield _field("topics", "Topics", form.topics, _MAX_TOPICS, hint=topics)
    day = "2019-11-27, 2019-11-27 09:41, yesterday; UTC; empty: as it is, or now"
    yield _field("date", "Date", form.date, _MAX_DATE, hint=day)


def _detail_fields(form: DetailsForm) -> Iterator[ui.Label[Any]]:
    yield _field("provider", "Source", form.provider, LONGEST_PROVIDER, hint="Empty: its site")
    yield ui.Label(text="Kind", component=_kinds(form.kind))
    language = "A tag such as en, en-US or de"
    yield _field("locale", "Language", form.locale, LONGEST_LOCALE, hint=language)
    picture = "Address of a picture; empty: none"
    yield _field("image", "Picture", form.image, MAX_MEDIA_URL, hint=picture)


def _kinds(kind: str) -> ui.RadioGroup[Any]:
    return ui.RadioGroup(
        custom_id="kind",
        options=[
            discord.RadioGroupOption(label="Article", value="article", default=kind != "video"),
            discord.RadioGroupOption(label="Video", value="video", default=kind == "video"),
        ],
        required=True,
    )


def _field(  # noqa: PLR0913 - what a text field has
    name: str,
    label: str,
    known: str,
    most: int,
    *,
    hint: str | None = None,
    is_needed: bool = False,
    is_long: bool = False,
) -> ui.Label[Any]:
    style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
    text: ui.TextInput[Any] = ui.TextInput(
        custom_id=name,
        style=style,
        default=clip(known, most) or None,
        required=is_needed,
        max_length=most,
    )
    return ui.Label(text=label, description=hint, component=text)
