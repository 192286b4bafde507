"""What is related to a message."""

import pytest

from bot.services.find_for_message import find_for_message
from bot.services.group_stories import group_stories

OWNER, OTHER = 5, 6


@pytest.fixture
async def news(load, write, store):
    write("asked", title="Clearview sued over police face search", related=["listed"])
    write("next", title="Clearview settles over face search", publishedDateTime="2019-12-01")
    write("old", title="Clearview sells face search to police", publishedDateTime="2017-01-01")
    write("bread", title="Robots bake bread in Tokyo", related=["rice"])
    await load()
    await group_stories(store)


@pytest.fixture
def look_up(store):
    async def look_up(text, *, guild_id=None):
        return await find_for_message(store, text, guild_id=guild_id)

    return look_up


def slugs(articles):
    return {article.url.rpartition("/")[2] for article in articles}


def found(news):
    return slugs(hit.article for hit in news.related)


@pytest.mark.usefixtures("news")
async def test_a_linked_article_is_what_counts(look_up):
    news = await look_up("All about bread! http://site.com/asked/?utm_medium=x")
    assert slugs(news.linked) == {"asked"}
    assert {"listed", "next"} <= found(news)
    assert "bread" not in found(news)
    assert news.unknown_links == 0


@pytest.mark.usefixtures("news")
async def test_several_links_take_turns_and_none_is_related_to_itself(look_up):
    news = await look_up("https://site.com/asked https://site.com/bread https://site.com/next")
    assert slugs(news.linked) == {"asked", "bread", "next"}
    assert not found(news) & slugs(news.linked)
    assert {"listed", "rice"} <= found(news)
    assert len(news.related) <= 5


@pytest.mark.usefixtures("news")
async def test_without_a_known_link_the_words_count_whenever_it_was(look_up):
    news = await look_up("Have the police used Clearview for face search? https://nowhere.com/x")
    assert {"asked", "old"} <= found(news)
    assert news.unknown_links == 1
    assert "clearview" in news.words
    assert all(hit.reason.relation == "shares" and hit.reason.words for hit in news.related)


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    "text", ["", "the of and", "zzyzx qqqx", "🙂", "https://nowhere.com", "x" * 9000]
)
async def test_nothing_is_found_for_what_says_nothing(look_up, text):
    news = await look_up(text)
    assert (news.linked, news.related) == ((), ())


@pytest.mark.usefixtures("news")
@pytest.mark.parametrize(
    "text", ["https://site.com/asked", "Clearview sued over police face search"]
)
async def test_another_servers_article_is_neither_known_nor_found(look_up, rows, text):
    rows("UPDATE articles SET guild_id = ? WHERE url LIKE '%/asked'", OWNER)
    assert "asked" in slugs([*(await look_up(text, guild_id=OWNER)).linked]) | found(
        await look_up(text, guild_id=OWNER)
    )
    for outsider in (OTHER, None):
        news = await look_up(text, guild_id=outsider)
        assert not news.linked
        assert "asked" not in found(news)


@pytest.mark.usefixtures("news")
async def test_words_that_only_another_server_has_are_not_told(look_up, rows):
    rows("UPDATE articles SET guild_id = ? WHERE url LIKE '%/bread'", OWNER)
    for text in ("Tokyo zzyzx", "zzyzx Tokyo"):
        assert set((await look_up(text, guild_id=OTHER)).words) == {"tokyo", "zzyzx"}
