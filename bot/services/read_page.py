"""Read what a page of the web says of itself."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.page import PageMetadata
from bot.fetch.page_reader import PageReader
from bot.fetch.pages import PageFetcher


@dataclass(frozen=True, slots=True)
class PageSource:
    """Who fetches pages and who reads them; holds nothing open in between."""

    fetcher: PageFetcher = field(default_factory=PageFetcher)
    reader: PageReader = field(default_factory=PageReader)


async def read_page(pages: PageSource, url: str, *, now: datetime) -> PageMetadata:
    """What the page at the address says; PageError of the kind that says why it can't be had."""
    return await pages.reader.read(await pages.fetcher.fetch(url), now=now)
