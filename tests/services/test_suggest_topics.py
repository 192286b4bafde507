"""Topics are suggested for a text."""

from datetime import UTC, datetime

import pytest

from bot.services.suggest_topics import suggest_topics

CARS = (
    "Tesla recalls car",
    "Car crash in Ohio",
    "New electric car",
    "Car sales fall",
    "A car race",
)
FILMS = ("Film wins prize", "New film out", "A film on love", "Film star dies", "The longest film")


@pytest.fixture
async def filled(write, load, store):
    for at, title in enumerate(CARS):
        write(f"car{at}", title=title, topics=["Autos", "News"])
    for at, title in enumerate(FILMS):
        write(f"film{at}", title=title, topics=["Cinema", "News"], publishedDateTime="2019-12-24")
    write("quantum", title="Odd one", topics=["Quantum Leaps"])
    await load()
    return store


async def suggested(store, title, excerpt="", **options):
    return await suggest_topics(store, title, excerpt, guild_id=None, **options)


async def test_similar_articles_say_what_a_text_is_on(filled):
    best = [s.name for s in await suggested(filled, "Another film is out", limit=2)]
    assert best == ["Cinema", "News"]


async def test_three_are_suggested_with_their_probability_the_likeliest_first(filled):
    found = await suggested(filled, "A film of a car and a quantum leap")
    assert len(found) == 3
    probabilities = [s.probability for s in found]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0 < p <= 1 for p in probabilities)


async def test_a_rare_topic_is_suggested_by_its_name(filled):
    found = await suggested(filled, "What is a quantum leap?")
    assert "Quantum Leaps" in {s.name for s in found if s.is_likely}


async def test_only_older_articles_are_asked_where_that_is_wanted(filled):
    before = datetime(2019, 12, 1, tzinfo=UTC)
    names = [s.name for s in await suggested(filled, "film", before=before)]
    assert "Cinema" not in names


@pytest.mark.parametrize("text", ["", "   ", "zzzz qqqq", "*" * 4000, "😀" * 2000, "car " * 20_000])
async def test_any_text_gets_an_answer(filled, text):
    assert len(await suggested(filled, text, text)) <= 3


async def test_an_empty_archive_suggests_nothing(store):
    assert await suggested(store, "A film") == ()


async def test_topics_that_are_only_inferred_do_not_vote(write, load, store):
    write("parent", title="Plain", topics=["Cinema"], related=[("child", {"title": "Zebra runs"})])
    await load()
    assert await suggested(store, "Zebra runs") == ()
