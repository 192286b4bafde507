"""A member's question said back to them, escaped: it is text from outside like any other."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.query_text import QueryText, read_query
from bot.domain.search import SearchQuery
from bot.domain.words import fold_words
from bot.render.text import escape
from bot.render.words import moment

_MAX_TEXT = 80
_MAX_OPTION = 40
# Names and words are read the same at any time; only periods such as "7 days" need the real one.
_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
_NOON = timedelta(hours=12)


def quoted(text: str) -> str:
    """Return a searched text in quotes, in Markdown; empty where there is nothing to show."""
    shown = escape(text, _MAX_TEXT)
    return f"“{shown}”" if shown else ""


def has_words(question: SearchQuery) -> bool:
    """Whether there is anything to look for, beside what limits the answer."""
    return bool(fold_words(read_question(question).words))


def asked_for(question: SearchQuery, *, corrected: str | None = None) -> str:
    """Say what an answer is about, for a heading: "News about “x”", "Newest on AI from Axios"."""
    if has_words(question):
        return f"News about {quoted(corrected or question.text)}"
    text = read_question(question)
    topic, source = question.topic or text.topic, question.source or text.source
    on = f" on {escape(topic, _MAX_OPTION)}" if topic else ""
    by = f" from {escape(source, _MAX_OPTION)}" if source else ""
    return f"Newest{on}{by}" if on or by else "Newest articles"


def read_question(question: SearchQuery) -> QueryText:
    """The question's text, taken apart; its periods are not to be relied on."""
    return read_query(question.text, now=_ANY_TIME)


def spelt_out(question: SearchQuery, *, now: datetime) -> SearchQuery:
    """The question with what its text says of topic, source and time as options.

    Of the text only the words stay. `now` is when it was asked.
    """
    text = read_query(question.text, now=now)
    return replace(
        question,
        text=text.words.strip(),
        topic=question.topic or text.topic,
        source=question.source or text.source,
        after=max(filter(None, (question.after, text.after)), default=None),
        before=min(filter(None, (question.before, text.before)), default=None),
    )


def option_phrases(question: SearchQuery) -> list[str]:
    """Say what limits and orders a search, and how it is read, where the heading doesn't."""
    phrases = limit_phrases(question)
    if not has_words(question):
        phrases = limit_phrases(replace(question, topic=None, source=None))
        if _says_more_than_names(read_question(question)):
            phrases.append(quoted(question.text))
    phrases += ["newest first"] if question.by_date else []
    return phrases + (["as typed, without corrections"] if question.is_literal else [])


def _says_more_than_names(text: QueryText) -> bool:
    return text != QueryText(text.words, topic=text.topic, source=text.source)


def limit_phrases(question: SearchQuery) -> list[str]:
    """Say what limits a search: "topic Robots", "source Axios", "since 1 December 2019"."""
    named = (("topic", question.topic), ("source", question.source))
    timed = (("since", question.after), ("before", question.before))
    phrases = [f"{label} {escape(name, _MAX_OPTION)}" for label, name in named if name]
    return phrases + [f"{label} {_day(time)}" for label, time in timed if time]


def _day(time: datetime) -> str:
    """A day of UTC as the same day nearly everywhere; another time as it is."""
    is_midnight = time == time.replace(hour=0, minute=0, second=0, microsecond=0)
    return moment(time + _NOON, "D") if is_midnight else moment(time, "f")
