"""What one server added is seen by that server alone."""

from datetime import UTC, datetime

import msgspec
import pytest

from bot.domain.search import ResultPage, SearchQuery, Story
from bot.services.ask_news import ask_news
from bot.services.complete import complete_query, complete_source, complete_topic
from bot.services.explain_page import explain_page
from bot.services.find_related import find_related
from bot.services.turn_page import turn_page

OWNER, OTHER = 42, 43
SECRET = "Quokka merger"
NOW = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
async def private(load, write, rows, store):
    """The id of an article that server 42 alone sees; it stands in a list, and lists one."""
    write("public", title="Zebra merger", topics="[Animals]", related=["secret"])
    write("secret", title=SECRET, topics="[Hush]", provider="Secret Paper", related=["public"])
    await load()
    ((article_id,),) = rows("SELECT id FROM articles WHERE title = ?", SECRET)
    rows("UPDATE articles SET guild_id = ? WHERE id = ?", OWNER, article_id)
    async with store.writing() as tables:
        await tables.tallies.recount()
    return article_id


@pytest.fixture(params=[None, OTHER], ids=["direct message", "other server"])
def outsider(request):
    return request.param


async def test_its_own_server_sees_it_everywhere(private, store, ask):
    assert {hit.article.id for hit in (await ask("merger", guild_id=OWNER)).hits} >= {private}
    assert await store.articles.counts(guild_id=OWNER) == (2, 0)
    assert "Hush" in [t.name for t in await complete_topic(store, "", guild_id=OWNER)]
    assert (await find_related(store, private, guild_id=OWNER)).article.title == SECRET
    assert SECRET in [s.text for s in await complete_query(store, "", guild_id=OWNER, now=NOW)]
    spelt = await ask("quokkazzz", guild_id=OWNER)
    assert spelt.hits or "quokka" in spelt.spellings


@pytest.mark.parametrize("words", ["merger", "quokka", "quokka merger", "quoka", "hush", "secret"])
async def test_no_search_of_another_finds_or_counts_it(private, ask, outsider, words):
    result = await ask(words, guild_id=outsider)
    assert private not in [hit.article.id for hit in result.hits]
    assert result.total == len(result.hits)
    assert "quokka" not in result.spellings
    assert "Hush" not in result.topics
    assert "quokka" not in (result.corrected or "")


@pytest.mark.usefixtures("private")
@pytest.mark.parametrize(
    "options", [{"topic": "Hush"}, {"source": "Secret Paper"}, {"topic": "hsh"}]
)
async def test_its_topic_and_source_are_unknown_to_others(ask, outsider, options):
    assert (await ask("merger", guild_id=outsider, **options)).total == 0
    assert (await ask("merger", guild_id=OWNER, topic="Hush")).total == 1


@pytest.mark.usefixtures("private")
async def test_nothing_that_completes_for_others_tells_of_it(store, outsider):
    for text in ("", "h", "hush", "quokka", "secret", "merger"):
        choices = [
            *(s.text for s in await complete_query(store, text, guild_id=outsider, now=NOW)),
            *(t.name for t in await complete_topic(store, text, guild_id=outsider)),
            *(t.name for t in await complete_source(store, text, guild_id=outsider)),
        ]
        assert not {"Hush", SECRET, "Secret Paper"} & set(choices)


async def test_no_count_of_others_includes_it(private, store, outsider):
    assert await store.articles.counts(guild_id=outsider) == (1, 0)
    assert await store.articles.by_ids([private], guild_id=outsider) == []
    assert await store.topics.providers_of_domain("site.com", guild_id=outsider) == ("site.com",)
    tallies = await store.topics.sources(guild_id=outsider)
    assert sum(tally.count for tally in tallies) == 1


async def test_it_is_related_to_nothing_for_others(private, store, ask, outsider):
    public = (await ask("zebra", guild_id=outsider)).hits[0].article
    assert (await find_related(store, public.id, guild_id=outsider)).related == ()
    assert await find_related(store, private, guild_id=outsider) is None
    own = await find_related(store, public.id, guild_id=OWNER)
    assert [hit.article.id for hit in own.related] == [private]


async def test_no_page_of_others_shows_it(private, store, outsider, rows):
    page = await ask_news(store, SearchQuery("merger"), guild_id=outsider, now=NOW)
    assert isinstance(page, ResultPage)
    (shown,) = (hit.article.id for hit in page.hits)
    assert shown != private
    # Lists that name it, as from before it was made private.
    for stories in ((Story(private), Story(shown)), (Story(private, (shown,)),)):
        listed = msgspec.json.encode(stories).decode()
        rows("UPDATE result_lists SET data = json_set(data, '$.stories', json(?))", listed)
        again = await turn_page(store, page.results.id, 0, guild_id=outsider)
        assert again.results.stories == stories
        assert [(hit.article.id, hit.also) for hit in again.hits] == [(shown, ())]
        explained = await explain_page(store, page.results.id, 0, guild_id=outsider, now=NOW)
        assert [hit.article.id for hit in explained.hits] == [shown]


async def test_loading_leaves_articles_of_servers_alone(private, load, rows, write):
    write("secret", title="Public after all")
    report = await load()
    assert rows("SELECT title, guild_id FROM articles WHERE id = ?", private) == [(SECRET, OWNER)]
    assert report.articles == 2
