"""The answer when nothing was found: what was looked for, and what comes near."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from discord import ui

from bot.domain.names import find_name
from bot.domain.query_text import QueryText
from bot.domain.search import SearchQuery, SearchResult
from bot.render.card import card
from bot.render.custom_ids import retry_id
from bot.render.question import limit_phrases, quoted, read_question, spelt_out
from bot.render.story import Item, headline, headline_item
from bot.render.text import clip, escape, plain
from bot.render.words import SEPARATOR

# https://discord.com/developers/docs/components/reference: five buttons a row, labels of 80.
_MAX_BUTTONS = 5
_MAX_LABEL = 80
_MAX_LIST = 300
_MAX_TOPIC = 60
_MAX_PHRASE = 40
_MOST_NEWEST = 3

Offers = Mapping[str, SearchQuery]


def nothing_card(result: SearchResult, *, now: datetime) -> ui.LayoutView:
    """Say that nothing was found and offer what comes near: 31 components at most.

    `now` is when it was asked. What is offered is asked with the limits of the question.
    """
    lines = [f"## Nothing found for {quoted(result.query.text)}".removesuffix(" for ")]
    question = replace(spelt_out(result.query, now=now), is_literal=False)
    text = read_question(result.query)
    if limits := [*limit_phrases(question), *_wording(text)]:
        lines.append(f"-# Limited to {SEPARATOR.join(limits)}")
    if result.query.is_literal:
        lines.append("-# Looked for as typed, without corrections")
    items = [ui.TextDisplay("\n".join(lines)), *_offered(result, question, text), *_newest(result)]
    if len(items) == 1:
        hint = "Try fewer or other words, or one of the topics that /news offers."
        items.append(ui.TextDisplay(hint))
    return card(items)


def _wording(text: QueryText) -> list[str]:
    """Say which phrases were wanted, and which not."""
    with_, without = (
        [f"“{escape(' '.join(words), _MAX_PHRASE)}”" for words in phrases[:2]]
        for phrases in (text.phrases, text.without)
    )
    phrases = [f"with {' and '.join(with_)}"] if with_ else []
    return phrases + ([f"without {' and '.join(without)}"] if without else [])


def _offered(result: SearchResult, question: SearchQuery, text: QueryText) -> Iterator[Item]:
    """Rows of buttons, no question twice: custom ids must differ within a message."""
    taken: set[SearchQuery] = set()
    rows = (
        ("Did you mean:", _spelt(result, question, text)),
        ("Nearest topics:" if result.newest else "Topics:", _on_topics(result, question, text)),
        ("Or search:", _otherwise(result.query, question, text)),
    )
    for lead, offers in rows:
        fresh = {name: asked for name, asked in offers.items() if asked not in taken}
        taken.update(fresh.values())
        yield from _row(lead, fresh)


def _spelt(result: SearchResult, question: SearchQuery, text: QueryText) -> Offers:
    """Near words, within the limits of the question."""
    near = _clean(result.spellings)
    return {name: replace(question, text=f"{name}{_excluded(text)}") for name in near}


def _on_topics(result: SearchResult, question: SearchQuery, text: QueryText) -> Offers:
    """Near topics: in the place of one that is unknown, else of words that were not found."""
    names = _clean(result.topics)
    is_unknown = question.topic is not None and not find_name(question.topic, names)
    words = (question.text if is_unknown else "") + _excluded(text)
    return {name: replace(question, text=words.strip(), topic=name) for name in names}


def _otherwise(typed: SearchQuery, question: SearchQuery, text: QueryText) -> Offers:
    """The question with corrections, and without what limits it, where a button can hold it."""
    offers = {"With corrections": replace(typed, is_literal=False)} if typed.is_literal else {}
    unlimited = SearchQuery(question.text, by_date=question.by_date)
    if question.text and (text.phrases or text.without or question != unlimited):
        offers["Without these limits"] = unlimited
    return {name: asked for name, asked in offers.items() if retry_id(asked)}


def _excluded(text: QueryText) -> str:
    return "".join(f' -"{" ".join(words)}"' for words in text.without)


def _clean(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(map(plain, names)) if name][:_MAX_BUTTONS]


def _row(lead: str, offers: Offers) -> Iterator[Item]:
    buttons = [button for name, asked in offers.items() if (button := _button(name, asked))]
    rest = [name for name, asked in offers.items() if retry_id(asked) is None]
    if offers:
        yield ui.TextDisplay(f"{lead} {escape(', '.join(rest), _MAX_LIST)}".rstrip())
    if buttons:
        yield ui.ActionRow(*buttons)


def _button(name: str, asked: SearchQuery) -> ui.Button[Any] | None:
    custom_id = retry_id(asked)
    return ui.Button(label=clip(name, _MAX_LABEL), custom_id=custom_id) if custom_id else None


def _newest(result: SearchResult) -> Iterator[Item]:
    if not result.newest:
        return
    topic = escape(next(iter(result.topics), ""), _MAX_TOPIC)
    yield ui.Separator()
    yield ui.TextDisplay(f"## Newest on {topic}" if topic else "## Newest articles")
    for article in result.newest[:_MOST_NEWEST]:
        yield headline_item(headline(article), article)
