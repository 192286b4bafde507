"""Simulated editions, as the command line lists them, and as a line of JSON each for machines."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.edition import MOST_LEFT_OUT, Edition, EditionStory, Source
from bot.domain.simulation import SimulatedDay
from bot.render.cli import printable
from bot.render.edition_reasons import exclusion_phrase, left_out_reason, story_reasons
from bot.render.words import SEPARATOR, count

DATABASE_OR_CORPUS = "give either --database FILE or --corpus PATH"
_NOTHING = "Nothing new: no edition."
_MOST_SOURCES = 4


def edition_text(day: SimulatedDay, zone: str) -> str:
    """An edition with the reasons for what is in and for what isn't; times are those of a zone."""
    edition, clock = day.edition, ZoneInfo(zone)
    due = edition.due.astimezone(clock)
    stories = count(len(edition.stories), "story", "stories")
    named = ", ".join(day.topics) or "everything"
    lines = [f"{due:%A}, {_moment(due)}{SEPARATOR}{named}{SEPARATOR}{stories}"]
    lines += [] if edition.stories else [_NOTHING]
    for number, story in enumerate(edition.stories, start=1):
        said = _story(story, edition.source, clock)
        lines.append(f"{number:>3}. " + "\n     ".join(map(printable, said)))
    if edition.left_out_total:
        lines.append(_left_out(edition))
    return "\n".join((*lines, ""))


def edition_json(day: SimulatedDay) -> str:
    """An edition as one line of JSON, in ASCII: what reads it splits lines."""
    edition = day.edition
    answer: dict[str, Any] = {
        "slot": day.slot.local_date.isoformat(),
        "topics": list(day.topics),
        "stories": [_found(story, edition.source) for story in edition.stories],
        "left_out": [
            {"url": one.url, "reason": left_out_reason(one)}
            for one in edition.left_out[:MOST_LEFT_OUT]
        ],
        "left_out_total": edition.left_out_total,
    }
    return json.dumps(answer)


def _story(story: EditionStory, source: Source, clock: ZoneInfo) -> Iterator[str]:
    article = story.article
    yield article.title
    published = _moment(article.published.astimezone(clock))
    providers = dict.fromkeys(a.provider for a in story.also if a.provider != article.provider)
    also = [f"+{count(len(providers), 'source')}: {_named([*providers])}"] if providers else []
    yield SEPARATOR.join((article.provider, published, *also))
    yield article.url
    yield f"why: {', '.join(story_reasons(story, source))}"
    for related in story.related:
        came = _moment(related.published.astimezone(clock))
        yield f"then: {SEPARATOR.join((related.title, related.provider, came))}"


def _named(providers: list[str]) -> str:
    more = len(providers) - _MOST_SOURCES
    named = ", ".join(providers[:_MOST_SOURCES])
    return f"{named} and {more} more" if more > 0 else named


def _left_out(edition: Edition) -> str:
    """How many were left out for which reason; what was too much to look at is over budget too."""
    reasons = Counter(exclusion_phrase(one.exclusion) for one in edition.left_out)
    unread = edition.left_out_total - len(edition.left_out)
    said = [f"{number:,} {phrase}" for phrase, number in reasons.most_common()]
    said += [f"{unread:,} not looked at"] if unread else []
    return f"Left out: {count(edition.left_out_total, 'article')} ({', '.join(said)})"


def _found(story: EditionStory, source: Source) -> dict[str, Any]:
    article = story.article
    return {
        "url": article.url,
        "title": article.title,
        "provider": article.provider,
        "published": article.published.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "sources": [other.url for other in story.also],
        "related": [other.url for other in story.related],
        "reasons": list(story_reasons(story, source)),
    }


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M}"
