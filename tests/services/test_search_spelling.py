"""What a search understands of words that are not typed as the archive spells them."""

import pytest

from bot.domain.spelling import find_exact
from bot.domain.vocabulary import Vocabulary

KNOWN = Vocabulary({"facial": 1, "robots": 1}, 1)


@pytest.fixture
def stock(load, write):
    """Load articles with these titles; a pair is a title and an excerpt."""

    async def run(*titles):
        for number, title in enumerate(titles):
            said, excerpt = title if isinstance(title, tuple) else (title, "")
            write(f"story-{number}", title=f'"{said}"', excerpt=f'"{excerpt}"')
        await load()

    return run


@pytest.fixture
async def _robots(stock):
    await stock(
        "Robots learn facial recognition", "Surveillance cameras watch the database of China",
        "Machine learning beats a doctor", "Autonomous vehicles crash", "The end of privacy",
    )  # fmt: skip


@pytest.mark.usefixtures("_robots")
@pytest.mark.parametrize(
    ("typed", "corrected", "title"),
    [
        ("facial recogniton", "facial recognition", "Robots learn facial recognition"),
        ("faical recognition", "facial recognition", "Robots learn facial recognition"),
        ("facial recoggnition", "facial recognition", "Robots learn facial recognition"),
        ("facial rexognition", "facial recognition", "Robots learn facial recognition"),
        ("Facial RECOGNITON", "Facial recognition", "Robots learn facial recognition"),
        ("facialrecognition", "facial recognition", "Robots learn facial recognition"),
        ("data base cameras", "database cameras",
         "Surveillance cameras watch the database of China"),
        ("surveilance camreas", "surveillance cameras",
         "Surveillance cameras watch the database of China"),
        ("autonomus vehicels crsh", "autonomous vehicles crash", "Autonomous vehicles crash"),
        ("crash autonomous vehic", None, "Autonomous vehicles crash"),
        ("machine learn", None, "Machine learning beats a doctor"),
        ("machin lerning", "machine learning", "Machine learning beats a doctor"),
        ("privacy zzqqzz", "privacy", "The end of privacy"),
        ("robots: facial-recogniton?", "robots: facial recognition",
         "Robots learn facial recognition"),
        ("robot", None, "Robots learn facial recognition"),
        ("doctors", None, "Machine learning beats a doctor"),
        ("camera", None, "Surveillance cameras watch the database of China"),
    ],
)  # fmt: skip
async def test_a_word_that_is_wrong_joined_split_or_unfinished_is_understood(
    ask, typed, corrected, title
):
    result = await ask(typed)
    assert result.hits[0].article.title == title
    assert result.corrected == corrected


@pytest.mark.usefixtures("_robots")
@pytest.mark.parametrize(
    "typed", ["facial recogniton", "facialrecognition", "recogn facial", "robots zzqqzz"]
)
async def test_literally_asked_words_mean_what_they_say(ask, typed):
    result = await ask(typed, is_literal=True)
    terms = [word for hit in result.hits for word in hit.terms.words]
    assert all(term.alternative in (None, *find_exact(term.typed, KNOWN)) for term in terms)
    assert set(result.words) <= set(typed.split())
    assert set((result.corrected or "").split()) <= set(typed.split())


@pytest.mark.usefixtures("_robots")
async def test_literally_asked_a_known_word_finds_no_form_of_it(ask):
    assert (await ask("robots", is_literal=True)).total == 1
    assert (await ask("robot", is_literal=True)).total == 0
    assert (await ask("robo", is_literal=True)).total == 0


@pytest.mark.usefixtures("_robots")
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("facial recogniton", {"facial", "recognition"}),
        ("data base", {"database"}),
        ("robot", {"robots"}),
        ("autonomous vehic", {"autonomous", "vehicles"}),
        ("facialrecognition", {"facial", "recognition"}),
    ],
)
async def test_the_words_by_which_hits_matched_are_told(ask, typed, words):
    assert set((await ask(typed)).words) == words


async def test_a_rare_word_that_is_a_frequent_one_misspelt_is_doubted_where_nothing_holds_all(
    stock, titles, ask
):
    """The archive knows "recogniton": an author mistyped it."""
    await stock(
        *(f"Facial recognition number {number}" for number in range(12)),
        "Recogniton of plants",
        "Facial recognition in airports",
    )
    assert (await titles("recogniton"))[0] == "Recogniton of plants"
    assert (await titles("recogniton airports"))[0] == "Facial recognition in airports"
    assert (await ask("recogniton airports")).corrected == "recognition airports"
    assert (await ask("recogniton plants")).corrected is None


async def test_names_and_numbers_are_exact_before_near(stock, titles):
    await stock(
        "GPT 2 writes", "GPT 3 writes", "GPT 4 writes", "Covid19 spreads", "Covid18 spreads",
        "Jon Smith sings", "John Smith sings", "Boeing 737 lands", "Boeing 787 lands",
    )  # fmt: skip
    for typed, title in (
        ("gpt 3", "GPT 3 writes"),
        ("gpt 2 ", "GPT 2 writes"),
        ("covid18", "Covid18 spreads"),
        ("jon smith", "Jon Smith sings"),
        ("john smith ", "John Smith sings"),
        ("boeing 787", "Boeing 787 lands"),
    ):
        assert (await titles(typed))[0] == title
    assert await titles("boeing 767 ") == await titles("boeing ")
    assert await titles("covid17 ") == []


async def test_a_word_as_it_stands_comes_before_its_plural_and_both_are_found(stock, titles):
    await stock("Robots win", "Robot wins", "The policies win", "Policy wins", "Robotics wins")
    assert await titles("robot ") == ["Robot wins", "Robots win"]
    assert await titles("robots ") == ["Robots win", "Robot wins"]
    assert await titles("policy ") == ["Policy wins", "The policies win"]
    assert await titles("policies ") == ["The policies win", "Policy wins"]
    assert (await titles("robot"))[:2] == ["Robot wins", "Robots win"]


async def test_a_title_comes_before_an_excerpt_and_that_before_topics_and_source(
    load, write, titles
):
    write("source", title="One", provider="Zebra Times")
    write("topic", title="Two", topics="[Zebra]")
    write("excerpt", title="Three", excerpt="All about the zebra.", topics="[Zebra]")
    write("title", title="Four and the zebra at last in a long title", quality="1")
    await load()
    found = await titles("zebra")
    assert found[:2] == ["Four and the zebra at last in a long title", "Three"]
    assert set(found[2:]) == {"One", "Two"}


async def test_an_excerpt_does_not_push_a_title_down(stock, titles):
    await stock(
        ("Zebra crossing", ""),
        *((f"Story {number}", "zebra crossing zebra crossing zebra") for number in range(40)),
    )
    assert (await titles("zebra crossing"))[0] == "Zebra crossing"
    assert (await titles("crossing zebr"))[0] == "Zebra crossing"


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("人工智能改变世界", ["人工", "工智", "智能改变", "世界", "改变人工智能"]),
        ("東京オリンピックの開会式", ["東京", "オリン", "開会式"]),
        ("ปัญญาประดิษฐ์ในไทย", ["ปัญญา", "ไทย", "ดิษ"]),
        ("서울에서 열린 회의", ["서울에서", "회의"]),
        ("Über café naïveté", ["uber cafe", "naivete", "ÜBER CAFÉ", "cafe\u0301"]),
        ("Rocket 🚀 launch 🎉", ["rocket launch", "🚀 rocket", "launch 🎉🎉", "rocket🚀launch"]),
        ("Ｆｕｌｌ ｗｉｄｔｈ", ["full width"]),
        ("The world’s O'Reilly", ["worlds", "world's", "oreilly", "o’reilly"]),
    ],
)
async def test_any_script_is_found_by_what_is_typed_of_it(stock, titles, title, queries):
    await stock(title, "Something else entirely", "完全不同的标题")
    for query in queries:
        assert (await titles(query))[:1] == [title], query


async def test_an_emoji_alone_finds_nothing_and_fails_nowhere(stock, ask):
    await stock("Rocket 🚀 launch")
    assert (await ask("🚀")).total == 0


async def test_spellings_are_offered_where_nothing_is_found(stock, ask):
    await stock("Facial recognition")
    result = await ask("rexognixxon")
    assert result.total == 0
    assert result.spellings == ("recognition",)
