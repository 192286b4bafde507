"""Articles, pages and what stands on a card, for the tests of rendering."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from discord import ui

from bot.domain.article import Article, Image
from bot.domain.search import ResultList, ResultPage, SearchHit, SearchQuery, Story

Payload = dict[str, Any]


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    def make(**given: Any) -> Article:
        usual: dict[str, Any] = {
            "id": 7,
            "url": "https://www.axios.com/story",
            "title": "Lockport schools turn on face recognition",
            "excerpt": "A district in New York is the first to use it.",
            "provider": "Axios",
            "domain": "axios.com",
            "published": datetime(2020, 1, 2, 12, tzinfo=UTC),
            "topics": ("Facial Recognition", "Schools"),
        }
        return Article(**{**usual, **given})

    return make


@pytest.fixture(scope="session")
def extreme_article(make_article: Callable[..., Article]) -> Callable[..., Article]:
    """An article whose every field is as long and as hostile as it can be."""

    def make(article_id: int, *, provider: str = "**P** " * 100) -> Article:
        return make_article(
            id=article_id + 10**17,
            url="https://example.com/" + "x" * 480,
            title="*_`~|[]()<>#@:\\" * 400,
            excerpt="👩‍👩‍👧‍👦@everyone " * 400,
            provider=provider,
            topics=tuple(f"Topic *{number}*" for number in range(200)),
            topics_inferred=True,
            kind="video",
            image=Image("https://example.com/" + "i" * 2000, title="<@1> " * 1000),
        )

    return make


@pytest.fixture(scope="session")
def make_page(make_article: Callable[..., Article]) -> Callable[..., ResultPage]:
    """A page of an answer; its hits are articles alone, or hits."""

    def make(
        shown: tuple[Article | SearchHit, ...] | None = None,
        *,
        number: int = 0,
        pages: int = 1,
        total: int | None = None,
        **given: Any,
    ) -> ResultPage:
        given_hits = (make_article(),) if shown is None else shown
        hits = tuple(
            hit if isinstance(hit, SearchHit) else SearchHit(hit, 1.0) for hit in given_hits
        )
        usual: dict[str, Any] = {
            "id": "aB3_x-9",
            "query": SearchQuery("facial recognition"),
            "corrected": None,
            "total": len(hits) if total is None else total,
            "stories": tuple(map(Story, range(min(total or len(hits), 100)))),
        }
        return ResultPage(ResultList(**{**usual, **given}), number, pages, hits)

    return make


@pytest.fixture(scope="session")
def parts() -> Callable[[ui.LayoutView], list[Payload]]:
    """Every component of a card as Discord is told, nested ones too, in reading order."""
    return lambda view: list(_walk(view.to_components()))


def _walk(components: list[Payload]) -> Iterator[Payload]:
    for component in components:
        yield component
        yield from _walk(component.get("components", []))
        if "accessory" in component:
            yield from _walk([component["accessory"]])


@pytest.fixture(scope="session")
def text_of(parts: Callable[[ui.LayoutView], list[Payload]]) -> Callable[[ui.LayoutView], str]:
    """All the Markdown of a card."""
    return lambda view: "\n".join(p["content"] for p in parts(view) if p["type"] == 10)


@pytest.fixture(scope="session")
def buttons_of(
    parts: Callable[[ui.LayoutView], list[Payload]],
) -> Callable[[ui.LayoutView], list[Payload]]:
    """Every button of a card."""
    return lambda view: [p for p in parts(view) if p["type"] == 2]
