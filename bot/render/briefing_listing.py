"""A briefing as the command line lists it, and as JSON for machines."""

import json
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.domain.article import Article
from bot.domain.briefing import BriefedStory, BriefingPage, NoBriefing
from bot.domain.period import Period
from bot.render.briefing_words import ended, headline, when
from bot.render.chart_words import chart_alt, days
from bot.render.cli import printable
from bot.render.words import SEPARATOR, count, listed

_SOURCES = 5
_WIDTH = 96
_INDENT = " " * 5


def briefing_text(answer: BriefingPage | NoBriefing) -> str:
    """The first page in lines; without news, what comes near."""
    lines = _briefed(answer) if isinstance(answer, BriefingPage) else _missing(answer)
    return "\n".join(map(printable, lines))


def briefing_json(answer: BriefingPage | NoBriefing) -> str:
    """The same as one JSON object."""
    shape = _page(answer) if isinstance(answer, BriefingPage) else _nothing(answer)
    return json.dumps(shape, ensure_ascii=False)


def _briefed(page: BriefingPage) -> Iterator[str]:
    briefing = page.briefing
    name = briefing.subject.name
    yield f"Briefing: {name}" if name else "Briefing"
    if briefing.subject.is_corrected:
        yield f'You typed "{briefing.query.about}".'
    yield headline(briefing)
    if briefing.newest is not None:
        yield ended(briefing.newest, briefing.subject)
    yield ""
    for number, story in enumerate(page.stories, start=1):
        yield from _story(number, story)
    if page.follow_ups:
        yield "Following up:"
    for follow_up in page.follow_ups:
        yield f"  - {follow_up.article.title}"
        earlier = follow_up.earlier
        yield f"    after: {earlier.title} ({days(earlier.published, earlier.published)})"
    yield chart_alt(briefing.chart)


def _story(number: int, story: BriefedStory) -> Iterator[str]:
    article = story.article
    yield f"{number:>3}. {article.title}"
    day = days(article.published, article.published)
    yield _INDENT + SEPARATOR.join(filter(None, (_source(article), day, _others(story))))
    for line in story.lines:
        said = f"{line.label}: {line.text}" if line.label else line.text
        yield from textwrap.wrap(said, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
    yield _INDENT + article.url
    yield ""


def _source(article: Article) -> str:
    return article.provider or article.domain


def _others(story: BriefedStory) -> str:
    """Who else has it: "+2 sources: Reuters, The Verge"."""
    names = _sources(story)[1:]
    return f"+{count(len(names), 'source')}: {listed(names, most=_SOURCES)}" if names else ""


def _sources(story: BriefedStory) -> list[str]:
    """Everyone who tells the story, the one that is shown first."""
    return list(dict.fromkeys(map(_source, (story.article, *story.also))))


def _missing(nothing: NoBriefing) -> Iterator[str]:
    about, period = nothing.query.about, nothing.query.period
    span = f" {when(period)}" if period and nothing.subject else ""
    yield f'Nothing on "{about}"{span}.' if about else f"Nothing{span}."
    if nothing.topics:
        yield "Topics: " + ", ".join(f"{t.name} ({t.count:,})" for t in nothing.topics)
    if nothing.newest:
        yield "The newest:"
    for article in nothing.newest:
        yield f"  {SEPARATOR.join((article.title, _source(article), article.url))}"


def _page(page: BriefingPage) -> dict[str, Any]:
    briefing = page.briefing
    usual = briefing.usual
    return {
        "about": briefing.query.about,
        "subject": {"kind": briefing.subject.kind, "name": briefing.subject.name},
        "period": _period_json(briefing.period),
        "headline": headline(briefing),
        "stories_total": briefing.totals.stories,
        "articles_total": briefing.totals.articles,
        "sources_total": briefing.totals.sources,
        "usual": usual and {"stories": round(usual.stories, 4), "spans": usual.spans},
        "archive_ended": briefing.newest and _iso(briefing.newest),
        "stories": [_story_json(story) for story in page.stories],
        "follow_ups": [
            {"url": f.article.url, "after": f.earlier.url, "after_title": f.earlier.title}
            for f in page.follow_ups
        ],
        "volume": {
            "unit": briefing.chart.unit,
            "bars": [
                {"start": _iso(bar.start), "articles": bar.articles, "in_period": bar.is_within}
                for bar in briefing.chart.bars
            ],
        },
    }


def _story_json(story: BriefedStory) -> dict[str, Any]:
    article, heat = story.article, story.heat
    names = ("quality", "sources", "prior", "match", "age", "likeness")
    return {
        "url": article.url,
        "title": article.title,
        "provider": article.provider,
        "published": _iso(article.published),
        "topics": list(article.topics),
        "sources": _sources(story),
        "also": [other.url for other in story.also],
        "lines": [{"label": line.label, "text": line.text} for line in story.lines],
        "heat": {"total": round(heat.total, 4)}
        | {name: round(getattr(heat, name), 4) + 0.0 for name in names},
    }


def _nothing(nothing: NoBriefing) -> dict[str, Any]:
    period = nothing.query.period
    return {
        "about": nothing.query.about,
        "subject": nothing.subject and {"kind": nothing.subject.kind, "name": nothing.subject.name},
        "period": period and _period_json(period),
        "stories": [],
        "topics": [{"name": tally.name, "articles": tally.count} for tally in nothing.topics],
        "newest": [{"url": a.url, "title": a.title} for a in nothing.newest],
    }


def _period_json(period: Period) -> dict[str, str]:
    return {"start": _iso(period.start), "end": _iso(period.end)}


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
