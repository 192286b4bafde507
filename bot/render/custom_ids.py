"""The one codec of button ids: what a press asks for, written into at most 100 characters.

Ids outlive the process that sent them, so a form once used may be added to but never reread.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from bot.domain.search import SearchQuery

StoryView: TypeAlias = Literal["all", "sources", "related", "timeline"]

# https://discord.com/developers/docs/components/reference#anatomy-of-a-component
MAX_CUSTOM_ID = 100

_LIST_ID = r"(?P<list_id>[A-Za-z0-9_-]{1,48})"
_PAGE = rf"{_LIST_ID}:(?P<number>[0-9]{{1,4}})"

PAGE = re.compile(rf"news:page:{_PAGE}")
SHARE = re.compile(rf"news:share:{_PAGE}")
WHY = re.compile(rf"news:why:{_PAGE}")
LITERAL = re.compile(rf"news:literal:{_LIST_ID}")
RELATED = re.compile(r"news:related:(?P<article_id>[0-9]{1,18})")
# A text alone, or behind what limits it: seconds since 1970 in hexadecimal, "n" for the newest
# first, topic and source. The query language would take twice the room, and know neither hours
# nor the order.
_SECONDS = r"(?:-?[0-9a-f]{1,10})?"
RETRY = re.compile(
    rf"news:(?:try:|again:(?P<after>{_SECONDS}):(?P<before>{_SECONDS}):(?P<order>n?):"
    r"(?P<topic>[^|]*)\|(?P<source>[^|]*)\|)(?P<text>.{0,91})"
)
TOPICS_PAGE = re.compile(r"topic:page:(?P<number>[0-9]{1,9})")
STORY = re.compile(r"story:page:(?P<article_id>[0-9]{1,18})")
_STORY_VIEW = (
    r"(?P<view>all|sources|related|timeline):(?P<article_id>[0-9]{1,18}):(?P<number>[0-9]{1,4})"
)
STORY_VIEW = re.compile(rf"story:view:{_STORY_VIEW}")
STORY_SHARE = re.compile(rf"story:share:{_STORY_VIEW}")
BRIEF_PAGE = re.compile(rf"brief:page:{_PAGE}")
BRIEF_SHARE = re.compile(rf"brief:share:{_PAGE}")
BRIEF_STEP = re.compile(rf"brief:(?P<step>shorter|longer):{_LIST_ID}")
BRIEF_ABOUT = re.compile(r"brief:about:(?P<about>.{0,88})")


def page_id(list_id: str, number: int) -> str:
    """Turn to page `number` (from 0) of a remembered answer."""
    return f"news:page:{list_id}:{number}"


def share_id(list_id: str, number: int) -> str:
    """Post page `number` (from 0) of a remembered answer for everyone."""
    return f"news:share:{list_id}:{number}"


def why_id(list_id: str, number: int) -> str:
    """Explain the order of page `number` (from 0) of a remembered answer."""
    return f"news:why:{list_id}:{number}"


def literal_id(list_id: str) -> str:
    """Ask a remembered answer's question again as it was typed."""
    return f"news:literal:{list_id}"


def related_id(article_id: int) -> str:
    """Show what is related to an article."""
    return f"news:related:{article_id}"


def topics_page_id(number: int) -> str:
    """Turn to page `number` (from 0) of all topics."""
    return f"topic:page:{number}"


def story_id(article_id: int) -> str:
    """Show the page of the story that an article tells."""
    return f"story:page:{article_id}"


def story_view_id(article_id: int, view: StoryView, number: int) -> str:
    """Turn to page `number` (from 0) of a view of the story that an article tells."""
    return f"story:view:{view}:{article_id}:{number}"


def story_share_id(article_id: int, view: StoryView, number: int) -> str:
    """Post the same page for everyone."""
    return f"story:share:{view}:{article_id}:{number}"


def brief_page_id(briefing_id: str, number: int) -> str:
    """Turn to page `number` (from 0) of a remembered briefing."""
    return f"brief:page:{briefing_id}:{number}"


def brief_share_id(briefing_id: str, number: int) -> str:
    """Post page `number` (from 0) of a remembered briefing for everyone."""
    return f"brief:share:{briefing_id}:{number}"


def brief_step_id(briefing_id: str, step: Literal["shorter", "longer"]) -> str:
    """Brief on the same again over a shorter or longer period."""
    return f"brief:{step}:{briefing_id}"


def brief_about_id(about: str) -> str | None:
    """Brief on a topic or words, over a period that the data choose; None where it doesn't fit."""
    return _fitting(f"brief:about:{about}")


def retry_id(question: SearchQuery) -> str | None:
    """Ask `question` instead; None where it does not fit. That it is literal is not kept."""
    limits = (question.topic, question.source, question.after, question.before)
    if not any(limits) and not question.by_date:
        return _fitting(f"news:try:{question.text}")
    topic, source = question.topic or "", question.source or ""
    if "|" in topic + source:
        return None
    period = f"{_seconds(question.after)}:{_seconds(question.before)}"
    order = "n" if question.by_date else ""
    return _fitting(f"news:again:{period}:{order}:{topic}|{source}|{question.text}")


def retried(asked: Mapping[str, str]) -> SearchQuery:
    """The question in the parts of an id; what is not in it is an empty text."""
    return SearchQuery(
        asked["text"],
        topic=asked["topic"] or None,
        source=asked["source"] or None,
        after=_time(asked["after"]),
        before=_time(asked["before"]),
        by_date=bool(asked["order"]),
    )


def _fitting(custom_id: str) -> str | None:
    return custom_id if len(custom_id.encode("utf-16-le")) // 2 <= MAX_CUSTOM_ID else None


def _seconds(time: datetime | None) -> str:
    return "" if time is None else f"{int(time.timestamp()):x}"


def _time(seconds: str) -> datetime | None:
    """The time, None also for one before the year 1, which no id of ours holds."""
    try:
        return datetime.fromtimestamp(int(seconds, 16), UTC) if seconds else None
    except (ValueError, OverflowError):
        return None
