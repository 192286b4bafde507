"""What completes the text that a member is typing."""

from datetime import UTC, datetime

import pytest

from bot.domain.search import Suggestion
from bot.services.complete import complete_query, complete_source, complete_topic

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)


@pytest.fixture
def complete(store):
    """The texts offered for what is typed."""

    async def run(text, **options):
        found = await complete_query(store, text, **{"guild_id": None, "now": NOW, **options})
        return [suggestion.text for suggestion in found]

    return run


@pytest.fixture
async def zoo(load, write):
    """Titles about animals, the newest first."""
    titles = (
        "Zebra crossing closed",
        "The zebra and the lion",
        "Lion sleeps tonight",
        "Quokka: a selfie with zebra",
        "Ångström the bear",
        "人工智能改变世界",
    )
    for number, title in enumerate(titles):
        write(
            f"animal-{number}",
            title=f'"{title}"',
            publishedDateTime=f"2019-11-{20 - number}",
            topics="[Zoo]" if number < 2 else "[Wild]",
        )
    await load()
    return titles


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("text", ["", "  ", "?", "🎉", "\x00", "\ud800"])
async def test_without_words_the_newest_articles_are_offered(complete, text):
    choices = await complete(text)
    assert len(choices) == 4
    assert choices[0].startswith("China pushes standards")


async def test_a_query_is_completed_by_topics_then_titles(archive, complete):
    found = await complete_query(archive, "comp", guild_id=None, now=NOW)
    assert found[0] == Suggestion("Computer Vision", "topic", 9)
    assert {suggestion.kind for suggestion in found[1:]} == {"title"}
    assert any(choice.startswith("Sensetime-led") for choice in await complete("comp"))


@pytest.mark.usefixtures("zoo")
@pytest.mark.parametrize("typed", ["z", "Z", "ze", "zeb", "zebra"])
async def test_from_the_first_letter_titles_that_begin_so_come_before_others(complete, typed):
    choices = [choice for choice in await complete(typed) if choice != "Zoo"]
    assert choices[0] == "Zebra crossing closed"
    assert set(choices[1:]) == {"The zebra and the lion", "Quokka: a selfie with zebra"}


@pytest.mark.usefixtures("zoo")
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("a", "Ångström the bear"),
        ("angstr", "Ångström the bear"),
        ("ÅNGSTRÖM T", "Ångström the bear"),
        ("人", "人工智能改变世界"),
        ("人工智", "人工智能改变世界"),
        ("改变世界", "人工智能改变世界"),
        ("q", "Quokka: a selfie with zebra"),
        ("quokka: a s", "Quokka: a selfie with zebra"),
        ('"quokka', "Quokka: a selfie with zebra"),
        ("zebra crossing ", "Zebra crossing closed"),
    ],
)
async def test_a_title_is_offered_while_it_is_typed(complete, typed, title):
    assert (await complete(typed))[0] == title


@pytest.mark.usefixtures("zoo")
@pytest.mark.parametrize(
    "typed",
    [
        *("zebra crosing", "zbra cross", "zerba crossing clo", "crossing zeb", "closed", "closd"),
        *("zebrac rossing", "zebra rossing", "zebra xrossing", "zebra crossing c"),
    ],
)
async def test_a_title_is_offered_for_typing_errors_and_words_from_its_middle(complete, typed):
    assert (await complete(typed))[0] == "Zebra crossing closed"


async def test_a_letter_that_no_new_title_begins_with_is_completed_by_old_ones(
    load, write, complete
):
    for number in range(500):
        write(f"new-{number}", title=f"Lion {number}", publishedDateTime="2019-11-27")
    write("old", title="Zebra", publishedDateTime="2001-01-01")
    await load()
    assert await complete("z") == await complete("ze") == ["Zebra"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("text", ["sensetme con", "consortum sense"])
async def test_a_misspelt_query_is_completed_too(complete, text):
    assert any(c.startswith("Sensetime-led consortium") for c in await complete(text))


async def test_no_text_is_offered_twice(load, write, complete):
    for number in range(3):
        write(f"copy-{number}", title="Zebra crossing")
    write("shout", title="ZEBRA CROSSING", topics="[Zebra crossing]")
    await load()
    assert await complete("zebra") == ["Zebra crossing"]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "text",
    [
        *("\x00", "\ud800", '"', "x" * 6000, "🎉", "zzzz", "topic:", "-x", "before:2019", "%", "_"),
        *("\U0010ffff", "a" + "\u0301" * 99, "word " * 500, "https://site.com/x", "ไ", "' OR 1"),
    ],
)
async def test_any_text_may_be_typed(archive, complete, text):
    assert len(await complete(text)) <= 25
    assert len(await complete_topic(archive, text, guild_id=None)) <= 25
    assert len(await complete_source(archive, text, guild_id=None)) <= 25


async def test_no_more_choices_than_discord_shows(load, write, store, complete):
    for number in range(40):
        write(f"zebra-{number}", topics=f"[Topic {number}]", provider=f"Paper {number}")
    await load()
    assert len(await complete("")) == 25
    assert len(await complete("t")) == 25
    assert len(await complete("zebra")) == 25
    assert len(await complete_topic(store, "", guild_id=None)) == 25
    assert len(await complete_source(store, "paper", guild_id=None)) == 25


async def test_a_removed_article_completes_nothing(load, write, complete):
    write("story", title="Zebra crossing", topics="[Zebras]")
    write("other", title="Lion")
    await load()
    write("story", title="Zebra crossing", topics="[Zebras]", removed="true")
    await load()
    for typed in ("", "z", "ze", "zebra", "zebra crossing", "crosing"):
        assert set(await complete(typed)) <= {"Lion"}, typed


@pytest.mark.usefixtures("archive")
async def test_topics_are_shown_with_their_size_the_largest_first(archive):
    tallies = await complete_topic(archive, "", guild_id=None)
    assert (tallies[0].name, tallies[0].count) == ("AI", 11)
    assert [tally.count for tally in tallies] == sorted((t.count for t in tallies), reverse=True)
    assert [t.name for t in await complete_topic(archive, "vis", guild_id=None)] == [
        "Computer Vision"
    ]


async def test_sources_are_completed_from_what_is_typed(archive):
    assert [t.name for t in await complete_source(archive, "technd", guild_id=None)] == ["TechNode"]
    assert len(await complete_source(archive, "", guild_id=None)) > 5


async def test_an_empty_archive_completes_nothing(store, complete):
    for typed in ("", "z", "zebra"):
        assert await complete(typed) == []
        assert await complete_topic(store, typed, guild_id=None) == ()
        assert await complete_source(store, typed, guild_id=None) == ()
