"""A retracted article, and one whose file is gone, appear nowhere."""

from datetime import UTC, datetime
from itertools import repeat

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.search import ResultPage, SearchHit, SearchQuery
from bot.services.ask_news import ask_news
from bot.services.complete import complete_query
from bot.services.explain_page import explain_page
from bot.services.find_related import find_related
from bot.services.load_corpus import load_corpus
from bot.services.read_story import read_story
from bot.services.search_news import search_news
from bot.services.turn_page import turn_page
from bot.storage.store import open_store

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
WORDS = (
    "zebra",
    "zebras",
    "crossing",
    "lion",
    "the",
    "2",
    "-zebra",
    "topic:AI",
    '"the lion"',
    "智能",
)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(
    lambda words: " ".join(("News:", *words))
)
FATES = st.lists(st.sampled_from(("kept", "removed", "deleted")), min_size=1, max_size=7)


@given(fates=FATES, titles=st.lists(TITLES, min_size=7, max_size=7))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_what_is_retracted_or_deleted_appears_nowhere(
    tmp_path_factory, empty_database, entry, fates, titles
):
    folder = tmp_path_factory.mktemp("fates")
    (folder / "news.db").write_bytes(empty_database)
    listed = [number for number, fate in enumerate(fates) if fate != "deleted"]

    def write_one(number, title, listed, *, is_removed=False):
        lines = ["---", *entry(number, title), *(["removed: true"] if is_removed else [])]
        related = [other for other in listed if other != number]
        lines += ["related:"] if related else []
        for other in related:
            first, *rest = entry(other, "Another title")
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
        (folder / f"{number}.txt").write_text("\n".join([*lines, "---", ""]))

    for number in range(len(fates)):
        write_one(number, titles[number], listed)
    async with open_store(folder / "news.db") as store:
        await load_corpus(store, [folder])
        pages = [
            await ask_news(store, SearchQuery(text), guild_id=None, member_id=1, now=NOW)
            for text in (*titles, "after:2001")
        ]
        ids = [story.article_id for story in pages[-1].results.stories]
        for number, fate in enumerate(fates):
            if fate == "removed":
                write_one(number, titles[number], listed, is_removed=True)
            elif fate == "deleted":
                (folder / f"{number}.txt").unlink()
        await load_corpus(store, [folder], prune=True)
        gone = {f"https://site.com/{n}" for n, fate in enumerate(fates) if fate != "kept"}
        kept_titles = {titles[n] for n, fate in enumerate(fates) if fate == "kept"}
        assert not gone & await _shown(store, pages, titles, ids)
        assert await _offered(store, titles) <= kept_titles


async def _shown(store, pages, titles, ids):
    """The addresses of all articles that are shown anywhere."""
    hits = [*await _searched(store, titles), *await _turned(store, pages)]
    related = [await find_related(store, article_id, guild_id=None) for article_id in ids]
    shown = [article for hit in hits for article in (hit.article, *hit.also)]
    stories = [await read_story(store, article_id, guild_id=None) for article_id in ids]
    for page in (*filter(None, related), *filter(None, stories)):
        shown += [page.article, *(source for hit in page.related for source in hit.sources)]
    shown += [source for page in filter(None, stories) for source in page.sources]
    return {article.url for article in shown}


async def _searched(store, titles):
    hits = []
    for text in (*titles, *(f"https://site.com/{number}" for number in range(7)), "before:2020"):
        for collapses in (False, True):
            result = await search_news(
                store, SearchQuery(text), guild_id=None, limit=100, now=NOW, collapses=collapses
            )
            hits += [*result.hits, *map(SearchHit, result.newest, repeat(0.0))]
    return hits


async def _turned(store, pages):
    hits = []
    for page in pages:
        if isinstance(page, ResultPage):
            list_id = page.results.id
            for turned in (
                await turn_page(store, list_id, 0, guild_id=None),
                await explain_page(store, list_id, 0, guild_id=None, now=NOW),
            ):
                hits += turned.hits
    return hits


async def _offered(store, titles):
    """The titles that are offered for whatever of them is typed."""
    typed = {text for t in titles for text in ("", t[:1], t[:3], t[: len(t) // 2], t)}
    offered = [await complete_query(store, text, guild_id=None, now=NOW) for text in typed]
    return {s.text for suggestions in offered for s in suggestions if s.kind == "title"}
