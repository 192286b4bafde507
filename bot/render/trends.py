"""The card of what is louder than its own usual, with the figures behind it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from discord import ui

from bot.domain.mark import Mark
from bot.domain.period import Period
from bot.domain.trend import StoryTrend, TopicTrend, Trends
from bot.render.card import card, note
from bot.render.custom_ids import story_id
from bot.render.links import button_url
from bot.render.pin_words import pinned
from bot.render.story import Item, headline
from bot.render.text import escape
from bot.render.topics import topic_buttons
from bot.render.words import SEPARATOR, count, moment

_MAX_NAME = 80
_DAY = timedelta(days=1)
_MOMENT = timedelta(seconds=1)
# What equal spans of so many days are called.
_SPANS = {1: "a day", 7: "a week", 365: "a year", 366: "a year"}
_EMPTY = "## Nothing to compare yet\nThe archive has no articles. Load some with `newsdesk load`."


def trends_card(trends: Trends | None) -> ui.LayoutView:
    """Return what is loud: with five topics and three stories 37 components at most."""
    if trends is None or not (trends.topics or trends.stories):
        return note(_EMPTY if trends is None else f"{_header(trends)}\nNo article has a topic.")
    return card([*_topics(trends), *_stories(trends)])


def _header(trends: Trends) -> str:
    lines = [f"## {_title(trends)}", f"-# {_when(trends.period)}"]
    if trends.ended is not None:
        lines[1] += (
            f"{SEPARATOR}the last days of the archive, which ends {moment(trends.ended, 'D')}"
        )
    if not trends.spans:
        lines.append("The archive is too young to tell what is usual.")
    elif trends.measure == "share":
        lines.append("Nothing is much louder than usual, but these are a larger part of the news.")
    elif trends.measure == "size":
        lines.append("Nothing is much louder than usual; these have most articles.")
    return "\n".join(lines)


def _title(trends: Trends) -> str:
    return "Busiest topics" if trends.measure == "size" else "Louder than usual"


def _when(period: Period) -> str:
    last = period.end - _MOMENT
    if period.end - period.start <= _DAY:
        return moment(period.start, "D")
    return f"{moment(period.start, 'D')} to {moment(last, 'D')}"


def _topics(trends: Trends) -> Iterator[Item]:
    yield ui.TextDisplay(_header(trends))
    yield ui.Separator()
    for topic in trends.topics:
        name = escape(topic.name, _MAX_NAME) or "Untitled"
        yield ui.TextDisplay(f"### {name}\n{_figures(topic, trends)}{_pinned(topic.pin)}")
        if buttons := [*topic_buttons(topic.name)]:
            yield ui.ActionRow(*buttons)


def _figures(topic: TopicTrend, trends: Trends) -> str:
    """Say "41 articles, usually 12 a week", and how that is known."""
    articles = count(topic.articles, "article")
    if topic.usual is None:
        return articles
    days = round((trends.period.end - trends.period.start) / _DAY)
    every = _SPANS.get(days, f"in {days:,} days")
    before = _before(trends.spans, days)
    if not topic.usual:
        return f"{articles}, none in the {before} before"
    known = f"-# on average over the {before} before"
    if trends.measure == "share":
        part = f"{topic.articles:,} of {count(trends.total, 'article')} ({topic.share:.0%})"
        return f"{part}, usually {topic.usual_share:.0%}, {_number(topic.usual)} {every}\n{known}"
    times = f" ({_number(topic.times)} times that)" if topic.is_loud else ""
    return f"{articles}, usually {_number(topic.usual)} {every}{times}\n{known}"


def _before(spans: int, days: int) -> str:
    if days == 1:
        return f"{spans:,} days"
    if days == 7:
        return f"{spans:,} weeks"
    return f"{spans:,} spans of {days:,} days"


def _number(value: float) -> str:
    """A mean as it is said: "12", "1.5", "0.3"."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}".removesuffix(".0")


def _stories(trends: Trends) -> Iterator[Item]:
    if not trends.stories:
        return
    usually = _number(trends.usual_sources)
    yield ui.Separator()
    yield ui.TextDisplay(
        f"## Most reported\n-# A story of these days has {usually} sources on average"
    )
    for story in trends.stories:
        yield ui.TextDisplay(f"{headline(story.article)}\n{_reported(story)}")
        yield ui.ActionRow(*_story_buttons(story))


def _reported(story: StoryTrend) -> str:
    sources = count(story.sources, "source")
    more = f", {count(story.articles, 'article')}" if story.articles > story.sources else ""
    return f"{sources}{more}{_pinned(story.pin)}"


def _pinned(pin: Mark | None) -> str:
    return f"{SEPARATOR}{pinned(pin)}" if pin else ""


def _story_buttons(story: StoryTrend) -> Iterator[ui.Button[Any]]:
    yield ui.Button(label="Story", custom_id=story_id(story.article.id))
    url = button_url(story.article.url)
    if url is not None:
        yield ui.Button(label="Open", url=url)
