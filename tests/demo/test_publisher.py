"""The made-up publishers' pages, as the bot reads them."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.demo.publisher import Publisher, open_publisher
from bot.domain.page import PageMetadata
from bot.errors import PageAddressError, PageStatusError, PrivateAddressError
from bot.fetch.pages import PageFetcher
from bot.services.read_page import PageSource, read_page

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with open_publisher() as publisher:
        yield publisher


@pytest.fixture
def pages(publisher: Publisher) -> PageSource:
    return PageSource(PageFetcher(publisher.reach))


async def read(publisher: Publisher, pages: PageSource, path: str) -> PageMetadata:
    return await read_page(pages, f"http://127.0.0.1:{publisher.port}/{path}", now=NOW)


@pytest.mark.parametrize(
    ("path", "verdict", "origin"),
    [
        ("robots.html", "page", "JSON-LD"),
        ("standards.html", "page", "OpenGraph"),
        ("lips.html", "paywall", "JSON-LD"),
    ],
)
async def test_each_page_is_read_as_it_is_announced(
    publisher: Publisher, pages: PageSource, path: str, verdict: str, origin: str
) -> None:
    page = await read(publisher, pages, path)
    assert (page.verdict, dict(page.origins)["title"]) == (verdict, origin)
    assert page.excerpt
    assert page.published


async def test_one_is_gone_without_saying_so(publisher: Publisher, pages: PageSource) -> None:
    assert (await read(publisher, pages, "gone.html")).verdict == "missing"


async def test_there_are_no_others(publisher: Publisher, pages: PageSource) -> None:
    with pytest.raises(PageStatusError):
        await read(publisher, pages, "other.html")


async def test_every_address_that_is_offered_has_a_page(
    publisher: Publisher, pages: PageSource
) -> None:
    for address in publisher.addresses.values():
        assert (await read_page(pages, address, now=NOW)).domain == "127.0.0.1"


async def test_no_other_port_or_address_of_this_computer_is_reached(
    publisher: Publisher, pages: PageSource
) -> None:
    with pytest.raises(PageAddressError):
        await read_page(pages, f"http://127.0.0.1:{publisher.port + 1}/", now=NOW)
    with pytest.raises(PrivateAddressError):
        await read_page(pages, f"http://127.0.0.2:{publisher.port}/", now=NOW)
