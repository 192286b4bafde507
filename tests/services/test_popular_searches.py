"""What a server's members searched most: offered to others without telling who did."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.search import SearchQuery, Suggestion
from bot.services.ask_news import ask_literally, ask_news
from bot.services.complete import complete_query
from bot.services.forget_lists import forget_lists

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)
SERVER, OTHER = 42, 43

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture
def asked_by(archive):
    """Have members of a server ask."""

    async def run(text, *members, guild_id=SERVER, now=NOW, **options):
        query = SearchQuery(text, **options)
        for member in members:
            await ask_news(archive, query, guild_id=guild_id, member_id=member, now=now)

    return run


@pytest.fixture
def popular(archive):
    """The popular searches offered for what is typed."""

    async def run(typed="", *, guild_id=SERVER, now=NOW):
        found = await complete_query(archive, typed, guild_id=guild_id, now=now)
        return [(s.text, s.count) for s in found if s.kind == "popular"]

    return run


async def test_what_three_members_asked_is_offered(asked_by, popular):
    await asked_by("facial recognition", 1, 2, 3)
    assert await popular() == [("facial recognition", 3)]


async def test_what_two_members_asked_is_not_however_often(asked_by, popular):
    await asked_by("facial recognition", 1, 2, 1, 2, 2, 2)
    assert await popular() == []


async def test_popular_searches_come_first_for_what_begins_so(archive, asked_by, popular):
    await asked_by("china standards", 1, 2, 3)
    for typed in ("c", "chi", "CHINA", "china st", "china standards"):
        found = await complete_query(archive, typed, guild_id=SERVER, now=NOW)
        assert found[0] == Suggestion("china standards", "popular", 3)
    assert await popular("standards") == await popular("x") == []


async def test_the_most_popular_come_first(asked_by, popular):
    await asked_by("sensetime", 1, 2, 3)
    await asked_by("china", 1, 2, 3, 4)
    assert await popular() == [("china", 4), ("sensetime", 3)]


async def test_the_same_words_are_one_search_however_they_are_typed(asked_by, popular):
    for member, text in enumerate(
        ("Facial Recognition", "facial  recognition ", "facial recogniton")
    ):
        await asked_by(text, member)
    assert await popular() == [("facial recognition", 3)]


async def test_a_search_is_offered_as_people_write_it(asked_by, load, write, popular):
    write("cjk", title="人工智能改变世界")
    write("name", title="O’Reilly on the world’s AI")
    await load()
    await asked_by("人工智能", 1, 2, 3)
    await asked_by("world’s AI", 1, 2, 3)
    assert {text for text, _ in await popular()} == {"人工智能", "world’s ai"}
    assert await popular("人工") == [("人工智能", 3)]
    assert await popular("world's") == [("world’s ai", 3)]


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("facial topic:AI", {}),
        ("facial -china", {}),
        ('"facial recognition"', {}),
        ("facial after:2019", {}),
        ("facial", {"topic": "AI"}),
        ("facial", {"source": "technode"}),
        ("facial", {"after": datetime(2019, 1, 1, tzinfo=UTC)}),
        ("facial", {"by_date": True}),
        ("facial", {"is_literal": True}),
        ("https://technode.com/2019/11/27/china-tech-facial-recogntion-standards/", {}),
        ("topic:AI", {}),
        ("facial recognition " * 9, {}),
        ("zzqqxx", {}),
    ],
)
async def test_only_plain_questions_that_found_something_are_offered(
    asked_by, popular, text, options
):
    await asked_by(text, 1, 2, 3, **options)
    assert await popular() == []


async def test_what_is_asked_literally_is_not_offered(archive, asked_by, popular):
    await asked_by("facial recogniton", 1, 2)
    for member in (1, 2, 3):
        page = await ask_news(
            archive, SearchQuery("facial recogniton"), guild_id=SERVER, member_id=1, now=NOW
        )
        await ask_literally(archive, page.results.id, guild_id=SERVER, member_id=member, now=NOW)
    assert await popular() == []


async def test_servers_are_offered_their_own_searches_only(asked_by, popular):
    await asked_by("facial recognition", 1, 2, 3)
    await asked_by("sensetime", 1, 2, guild_id=OTHER)
    await asked_by("sensetime", 3)
    assert await popular(guild_id=OTHER) == []
    assert await popular() == [("facial recognition", 3)]


async def test_outside_of_servers_nothing_is_offered(asked_by, popular):
    await asked_by("facial recognition", 1, 2, 3, guild_id=None)
    assert await popular(guild_id=None) == await popular() == []


async def test_a_question_without_a_member_is_nobodys(asked_by, popular):
    await asked_by("facial recognition", None, None, None, 1, 2)
    assert await popular() == []


async def test_searches_are_forgotten_after_seven_days(archive, asked_by, popular):
    await asked_by("facial recognition", 1, 2, 3)
    await asked_by("facial recognition", 4, now=NOW + timedelta(days=1))
    later = NOW + timedelta(days=7, minutes=1)
    assert await popular(now=later) == [("facial recognition", 4)]
    await forget_lists(archive, now=later)
    assert await popular(now=later + timedelta(minutes=1)) == []


async def test_a_new_popular_search_is_offered_within_a_minute(asked_by, popular):
    assert await popular() == []
    await asked_by("facial recognition", 1, 2, 3)
    assert await popular(now=NOW + timedelta(minutes=1)) == [("facial recognition", 3)]


async def test_no_more_than_six_are_offered_for_nothing_typed_and_three_for_a_beginning(
    asked_by, popular
):
    for word in ("china", "chinese", "cameras", "companies", "comes", "consortium", "face"):
        await asked_by(word, 1, 2, 3)
    assert len(await popular()) == 6
    assert len(await popular("c")) == 3


async def test_who_asked_is_not_stored_in_clear(asked_by, rows):
    await asked_by("facial recognition", 123456789012345678, 2)
    await asked_by("sensetime", 123456789012345678)
    kept = rows("SELECT asked, asker FROM result_lists")
    assert len({asker for _, asker in kept}) == 3
    assert not any(b"123456789012345678" in asker or len(asker) > 8 for _, asker in kept)
