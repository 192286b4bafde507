"""However much a server has of its own, others are shown no less."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import MergedArticle, Statement
from bot.services.complete import complete_query
from bot.services.find_related import find_related
from bot.services.index_entry import index_entry
from bot.services.list_topics import list_topics
from bot.services.suggest_topics import suggest_topics
from bot.storage.article_rows import NumberedArticle, article_digest

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
TITLES = ("Zebra merger shakes harbour", "Zebra merger calms harbour", "Harbour zebra rests")
OTHERS = 300


def own(number, article_id, guild_id):
    url = f"https://crowd.com/{number}"
    statement = Statement(
        key=url,
        url=url,
        title=f"Zebra merger shakes harbour zebre{number}",
        published=datetime(2019, 11, 27, tzinfo=UTC) + timedelta(minutes=number),
        is_own=True,
        provider="Crowd",
        domain="crowd.com",
        topics=("Crowd",),
    )
    merged = MergedArticle(statement, False)
    return NumberedArticle(article_id, merged, article_digest(merged), guild_id)


@pytest.fixture
async def quiet(load, write):
    """An archive that all share, most of which is on other things."""
    for number, title in enumerate(TITLES):
        write(f"{number}", title=title, topics="[Zebras]")
    others = [f"Lantern{number} velvet{number} orchard{number}" for number in range(OTHERS)]
    write("others", related=[(f"other-{n}", {"title": title}) for n, title in enumerate(others)])
    await load()


@pytest.fixture
def crowd(store, other):
    """Have another server add hundreds of articles that are like the shared ones."""

    async def run(size):
        async def work(tables):
            first = await tables.articles.next_id()
            put = [own(number, first + number, other.guild_id) for number in range(size)]
            await tables.articles.put(put)
            await tables.indexing.put(index_entry(a.id, a.merged.statement) for a in put)

        await store.write(work)

    return run


@pytest.fixture
def titled(store, ask):
    """The titles that are related to the first article."""

    async def run(guild_id):
        (hit, *_) = (await ask(TITLES[0], guild_id=guild_id)).hits
        news = await find_related(store, hit.article.id, guild_id=guild_id)
        return [related.article.title for related in news.related]

    return run


async def shown(store, guild_id):
    """What a server is shown, without how sure each thing is."""
    page = await list_topics(store, 0, guild_id=guild_id, now=NOW)
    return {
        "completed": [
            [s.text for s in await complete_query(store, text, guild_id=guild_id, now=NOW)]
            for text in ("", "z", "ze", "zebr", "zebre", "harb")
        ],
        "topics": [(row.name, row.articles, row.newest) for row in page.rows],
        "suggested": [
            one.name for one in await suggest_topics(store, TITLES[0], "", guild_id=guild_id)
        ],
        "beginning": await store.volumes.beginning(guild_id=guild_id),
    }


@pytest.mark.usefixtures("quiet")
async def test_what_is_shown_stays_the_same(store, crowd, one):
    before = await shown(store, one.guild_id)
    await crowd(400)
    assert await shown(store, one.guild_id) == before


@pytest.mark.usefixtures("quiet")
async def test_what_is_related_stays_so(crowd, titled, one):
    """As many articles are like it as are compared with it; more would make its words common."""
    before = await titled(one.guild_id)
    assert set(before) == set(TITLES[1:])
    await crowd(60)
    assert await titled(one.guild_id) == before


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "text", ["zebra merger", "zebra shakes lion", "zebre merger", "merger zebr", "zebra -shakes"]
)
async def test_searches_find_the_same(ask, crowd, one, text):
    before = await ask(text, guild_id=one.guild_id)
    await crowd(400)
    after = await ask(text, guild_id=one.guild_id)
    found = [{hit.article.id for hit in result.hits} for result in (before, after)]
    assert found[0] == found[1]
    assert (before.total, before.corrected, before.spellings) == (
        after.total,
        after.corrected,
        after.spellings,
    )
