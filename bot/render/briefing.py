"""The card of a briefing: what there is in all, its chart, the top stories, what they follow."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.briefing import Briefing, BriefingPage, NoBriefing, Subject
from bot.domain.lead import PER_PROVIDER
from bot.render.briefed_story import story_texts
from bot.render.briefing_words import ended, headline, when
from bot.render.card import card
from bot.render.chart_words import chart_alt
from bot.render.custom_ids import (
    brief_about_id,
    brief_page_id,
    brief_share_id,
    brief_step_id,
    story_id,
)
from bot.render.digest_ids import subscribe_here_id
from bot.render.story import Item, headline_item
from bot.render.story import headline as article_headline
from bot.render.text import clip, escape
from bot.render.words import SEPARATOR, moment

CHART_FILE = "volume.png"
# With so many stories four buttons are the 40th component.
_FULL = 10
_MAX_NAME = 80
_MAX_LABEL = 80
_MAX_FOLLOWING = 100
_MAX_EARLIER = 80
# What is left of 4,000 characters for the stories of a page: see test_briefing_limits.py.
_ROOM = 2700
_UNREMEMBERED = (
    "-# The archive is busy, so there are no further pages now. Ask again in a moment for all."
)
_GONE = "What was on this page is no longer in the archive."


def briefing_card(page: BriefingPage, *, may_subscribe: bool = False) -> ui.LayoutView:
    """Return a page with the buttons of its reader; with ten stories exactly 40 components.

    The chart is shown from the attachment CHART_FILE, which goes with the message. Who may
    subscribe the channel is offered that, where there is room for a fifth button.
    """
    briefing = page.briefing
    last: Item = ui.TextDisplay(_UNREMEMBERED)
    if briefing.id:
        offers = [_subscribe(briefing.id)] if may_subscribe and len(page.stories) < _FULL else []
        last = ui.ActionRow(*_buttons(page, briefing.id), *offers)
    return card([*_parts(page, f"{_heading(briefing)}{_position(page)}"), last])


def _subscribe(briefing_id: str) -> ui.Button[Any]:
    return ui.Button(label="Subscribe this channel", custom_id=subscribe_here_id(briefing_id))


def shared_briefing_card(page: BriefingPage, *, sharer_id: int) -> ui.LayoutView:
    """Return a page as everyone sees it, headed by who shared it; nothing in it turns the page."""
    return card(_parts(page, f"{_heading(page.briefing)}\n-# {_sharer(sharer_id)}"))


def _sharer(sharer_id: int) -> str:
    return f"Shared by <@{sharer_id}> with /briefing"


def _parts(page: BriefingPage, heading: str) -> Iterator[Item]:
    yield ui.TextDisplay(heading)
    alt = chart_alt(page.briefing.chart)
    picture = discord.MediaGalleryItem(f"attachment://{CHART_FILE}", description=alt)
    yield ui.MediaGallery(picture)
    for story, text in zip(page.stories, story_texts(page.stories, room=_ROOM), strict=True):
        button: ui.Button[Any] = ui.Button(label="Story", custom_id=story_id(story.article.id))
        yield ui.Section(ui.TextDisplay(text), accessory=button)
    if not page.stories:
        yield ui.TextDisplay(_GONE)
    if page.follow_ups:
        yield ui.TextDisplay("\n".join(("### Following up", *_followed(page))))


def _heading(briefing: Briefing) -> str:
    lines = [f"## Briefing{_on(briefing.subject)}", headline(briefing)]
    if briefing.newest is not None:
        lines.append(ended(briefing.newest, briefing.subject))
    if briefing.subject.is_corrected:
        lines.append(f"-# You typed “{escape(briefing.query.about, _MAX_NAME)}”.")
    return "\n".join(lines)


def _on(subject: Subject) -> str:
    name = escape(subject.name, _MAX_NAME)
    if subject.kind == "words" and name:
        return f": “{name}”"
    return f": {name}" if name else ""


def _position(page: BriefingPage) -> str:
    pages = len(page.briefing.pages)
    if pages == 1:
        return ""
    is_short = page.number < pages - 1 and len(page.stories) < page.briefing.query.stories
    why = f"{SEPARATOR}{PER_PROVIDER} stories of one source at most" if is_short else ""
    return f"\n-# Page {page.number + 1} of {pages}{why}"


def _followed(page: BriefingPage) -> Iterator[str]:
    for follow_up in page.follow_ups:
        now = escape(follow_up.article.title, _MAX_FOLLOWING) or "Untitled"
        before = escape(follow_up.earlier.title, _MAX_EARLIER) or "Untitled"
        yield f"- {now}\n-# after: {before}{SEPARATOR}{moment(follow_up.earlier.published, 'D')}"


def _buttons(page: BriefingPage, briefing_id: str) -> Iterator[ui.Button[Any]]:
    """Four of them, so that a page of ten stories has no component too many."""
    number, pages = page.number, len(page.briefing.pages)
    if pages > 1:
        # From the last page it goes on with the first.
        label = "Next stories" if number < pages - 1 else "First stories"
        target = brief_page_id(briefing_id, (number + 1) % pages)
        style = discord.ButtonStyle.primary
        yield ui.Button(label=label, custom_id=target, style=style)
    if page.briefing.is_shorter:
        yield ui.Button(label="Shorter period", custom_id=brief_step_id(briefing_id, "shorter"))
    if page.briefing.is_longer:
        yield ui.Button(label="Longer period", custom_id=brief_step_id(briefing_id, "longer"))
    yield ui.Button(label="Share to channel", custom_id=brief_share_id(briefing_id, number))


def no_briefing_card(nothing: NoBriefing) -> ui.LayoutView:
    """Say that there is nothing to brief on, and offer what comes near."""
    return card(_instead(nothing))


def _instead(nothing: NoBriefing) -> Iterator[Item]:
    yield ui.TextDisplay(_missing(nothing))
    topics = {clip(t.name, _MAX_LABEL - 20): t for t in nothing.topics}
    buttons = {
        custom_id: f"{name} ({tally.count:,})"
        for name, tally in topics.items()
        if name and (custom_id := brief_about_id(tally.name))
    }
    if buttons:
        yield ui.TextDisplay("Topics to be briefed on:")
        yield ui.ActionRow(*(ui.Button(label=n, custom_id=i) for i, n in buttons.items()))
    if nothing.newest:
        yield ui.Separator()
        yield ui.TextDisplay(f"## Newest{_on(nothing.subject) if nothing.subject else ''}")
    for article in nothing.newest:
        yield headline_item(article_headline(article), article)


def _missing(nothing: NoBriefing) -> str:
    """What there is nothing of."""
    if nothing.subject is None:
        return f"## Nothing on “{escape(nothing.query.about, _MAX_NAME)}”"
    name = escape(nothing.subject.name, _MAX_NAME)
    if not nothing.newest:
        return "## There is no news in the archive yet"
    span = f"\n{when(nothing.query.period)}" if nothing.query.period else ""
    return f"## Nothing{f' on {name}' if name else ''}{span}"
