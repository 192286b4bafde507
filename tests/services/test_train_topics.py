"""A model of topics is trained, judged and stored."""

from datetime import UTC, datetime

import pytest

from bot.domain.topic_training import FEWEST_ARTICLES
from bot.services.suggest_topics import suggest_topics
from bot.services.train_topics import train_topics

NOW = datetime(2020, 1, 1, tzinfo=UTC)
WORDS = {
    "Autos": ("engine", "wheel", "driver", "garage"),
    "Cinema": ("actor", "screen", "director", "premiere"),
    "Food": ("recipe", "kitchen", "flavour", "cook"),
}


@pytest.fixture
def fill(corpus, load):
    """Load articles of three topics in turn, whose words tell which."""

    async def fill(number):
        documents = []
        for at in range(number):
            topic = list(WORDS)[at % 3]
            first, second = WORDS[topic][at % 4], WORDS[topic][(at // 3) % 4]
            path = corpus / f"{at}.txt"
            path.write_text(
                f"---\ntitle: {first} and {second} {at}\nsourceUrl: https://site.com/{at}\n"
                f"publishedDateTime: 2019-11-{1 + at * 28 // number:02}\n"
                f"topics: [{topic}, News]\n---\n"
            )
            documents.append(path)
        await load()

    return fill


async def test_a_model_is_stored_that_tells_topics_by_their_words(fill, store, rows):
    await fill(FEWEST_ARTICLES + 40)
    report = await train_topics(store, now=NOW)
    assert {score.name for score in report.topics} == {"Autos", "Cinema", "Food", "News"}
    assert report.micro_f1 > 0.95
    ((size, articles),) = rows("SELECT length(data), articles FROM topic_models")
    assert (size, articles) == (report.size, report.articles)
    found = await suggest_topics(store, "a director meets an actor", "", guild_id=None)
    assert {s.name for s in found if s.is_likely} == {"Cinema", "News"}


async def test_a_small_archive_trains_none_and_keeps_the_neighbours(fill, store, rows):
    await fill(30)
    report = await train_topics(store, now=NOW)
    assert (report.articles, report.size, report.topics) == (30, 0, ())
    assert rows("SELECT count(*) FROM topic_models") == [(0,)]
    found = await suggest_topics(store, "an actor on screen", "", guild_id=None)
    assert "Cinema" in {s.name for s in found}


async def test_only_what_came_before_is_learnt_from(fill, store):
    await fill(60)
    report = await train_topics(store, now=NOW, until=datetime(2019, 11, 15, tzinfo=UTC))
    assert report.articles == 30
