"""What a search finds."""

from datetime import UTC, datetime

import pytest

from bot.services.find_news import MOST_HITS

NOW = datetime(2019, 12, 5, 12, tzinfo=UTC)


async def test_a_hit_has_what_readers_see_of_the_article(archive, ask):
    result = await ask("face biometric standards")
    article = result.hits[0].article
    assert await archive.articles.by_ids([article.id], guild_id=None) == [article]
    assert article.url.startswith("https://")
    assert article.image is not None
    assert 0 < result.hits[0].score <= 1
    assert result.total == len(result.hits)


@pytest.mark.usefixtures("archive")
async def test_a_limit_cuts_the_hits_and_not_the_total(ask):
    result = await ask("facial recognition", limit=3)
    assert len(result.hits) == 3
    assert result.total == 11


@pytest.mark.usefixtures("archive")
async def test_hits_are_in_the_order_of_their_scores(ask):
    scores = [hit.score for hit in (await ask("facial recognition")).hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("sensetme consortum", "sensetime consortium"),
        ("how china is seting the rules", "how china is setting the rules"),
        ("Facial recogniton!", "Facial recognition"),
        ("facial recognition", None),
        ("FACIAL recogn", None),
        ("consortiums", None),
        ("standard", None),
    ],
)
async def test_a_correction_is_told_only_where_letters_were_changed(ask, typed, corrected):
    result = await ask(typed)
    assert result.hits
    assert result.corrected == corrected


@pytest.mark.usefixtures("archive")
async def test_case_accents_and_typography_do_not_matter(titles):
    expected = await titles("world's most facial")
    for typed in ("WORLD’S MOST FACIAL", "wörld’s most fäcial", "𝘄𝗼𝗿𝗹𝗱 most 𝗳𝗮𝗰𝗶𝗮𝗹"):
        assert await titles(typed) == expected


@pytest.mark.usefixtures("archive")
async def test_the_singular_finds_the_plural(titles):
    singular = await titles("biometric standard ")
    assert any("face biometric" in title for title in singular)
    assert set(singular) == set(await titles("biometric standards "))


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("topic", ["Computer Vision", "computer vision", "compter vison"])
async def test_a_topic_limits_the_hits_however_it_is_written(ask, topic):
    hits = (await ask("facial recognition", topic=topic)).hits
    assert hits
    assert all("Computer Vision" in hit.article.topics for hit in hits)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("source", ["TechNode", "technode", "technde", "technode.com"])
async def test_a_source_limits_the_hits_by_name_or_domain(ask, source):
    hits = (await ask("facial recognition", source=source)).hits
    assert [hit.article.provider for hit in hits] == ["TechNode"]


@pytest.mark.usefixtures("archive")
async def test_the_www_of_a_domain_does_not_matter(titles):
    assert await titles("facial", source="www.technode.com") == await titles(
        "facial", source="technode.com"
    )


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("options", [{"topic": "Gardening"}, {"source": "nowhere.example"}])
async def test_a_name_that_nobody_bears_finds_nothing_and_offers_topics(ask, options):
    result = await ask("facial recognition", **options)
    assert (result.total, result.hits) == (0, ())
    assert "AI" in result.topics


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("blank", ["", "  ", "\x00 "])
async def test_a_blank_option_is_none(ask, blank):
    expected = await ask("facial recognition")
    result = await ask("facial recognition", topic=blank, source=blank)
    assert result.total == expected.total


@pytest.mark.usefixtures("archive")
async def test_where_nothing_is_found_spellings_and_topics_are_offered(ask):
    result = await ask("zxqv recognizzzion")
    assert result.total == 0
    assert "recognition" in result.spellings
    assert len(result.topics) <= 5
    result = await ask("zxqv", topic="vizion")
    assert result.topics[0] == "Computer Vision"
    assert all("Computer Vision" in article.topics for article in result.newest)
    published = [article.published for article in result.newest]
    assert published == sorted(published, reverse=True) != []


@pytest.mark.parametrize("text", ["facial", "", "?"])
async def test_an_empty_archive_finds_nothing(store, ask, text):
    result = await ask(text, topic="AI", source="TechNode")
    assert (result.hits, result.spellings, result.topics) == ((), (), ())
    assert await store.index.vocabulary() is not None


@pytest.mark.parametrize(
    ("title", "queries"),
    [
        ("人工智能改变世界", ["人工智能", "智能", "改变 世界"]),
        ("ปัญญาประดิษฐ์ในไทย", ["ปัญญา", "ไทย"]),
        ("Café Zürich eröffnet", ["cafe", "ZURICH", "eroffnet"]),
        ("Искусственный интеллект", ["интеллект", "ИСКУССТВЕННЫЙ"]),
        ("한국어 인공지능 뉴스", ["인공지능"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("Launch 🚀 day", ["launch 🚀", "🚀 day"]),
        ("C-3PO meets R2-D2 & AT&T", ["r2-d2", "c-3po", "at&t"]),
    ],
)
async def test_words_of_any_script_are_found(load, write, titles, title, queries):
    write("a", title=f'"{title}"')
    write("b", title="Something else entirely")
    await load()
    for query in queries:
        assert await titles(query) == [title], query


async def test_all_matches_are_counted_beyond_the_most_hits(load, write, ask):
    for number in range(MOST_HITS + 20):
        write(f"story-{number}", title=f"Zebra {number}")
    await load()
    result = await ask("zebra", limit=1000)
    assert result.total == MOST_HITS + 20
    assert len(result.hits) == MOST_HITS


async def test_words_that_no_article_holds_together_find_what_holds_most(load, write, titles):
    write("a", title="Zebra crossing")
    write("b", title="Yak farming")
    await load()
    assert await titles("zebra crossing safari") == ["Zebra crossing"]
    assert set(await titles("zebra farming")) == {"Zebra crossing", "Yak farming"}


async def test_the_newest_offered_are_of_the_time_that_was_asked_for(load, write, ask):
    write("old", topics="[Robots]", publishedDateTime="2018-03-01")
    write("new", topics="[Robots]", publishedDateTime="2019-03-01")
    await load()
    result = await ask("zzzzzz", topic="Robots", before=datetime(2019, 1, 1, tzinfo=UTC))
    assert [article.title for article in result.newest] == ["Title of old"]


async def test_a_title_that_is_a_word_of_many_titles_comes_first(load, write, titles):
    write("exact", title="Zebra", publishedDateTime="2001-01-01")
    for number in range(150):
        write(f"other-{number}", title=f"Zebra {number}", topics="[Zebra]")
    await load()
    assert (await titles("zebra"))[0] == "Zebra"
    assert (await titles("ZEBRA "))[0] == "Zebra"


LONG = " ".join(f"word{number} and word{number}" for number in range(40))


@pytest.mark.parametrize("title", [LONG, LONG[:100], "the the the the the", "A a b a"])
async def test_a_title_that_is_long_or_repeats_itself_comes_first(load, write, titles, title):
    write("exact", title=title, publishedDateTime="2001-01-01")
    for number in range(12):
        write(f"longer-{number}", title=f"{title} {number}")
        write(f"other-{number}", title=title.replace("and", f"or{number}").replace("the", "a", 1))
    await load()
    assert (await titles(title))[0] == title


@pytest.mark.parametrize(
    "title",
    [
        "on:2019 everything changed",
        "On: what comes next",
        "-1 degrees in January",
        "-Zebra",
        "topic:AI wins",
        "topic:AI",
        "source:nobody says so",
        "before:2001 and after:2030",
        "https://example.org/is-down again",
        "https://example.org/is-down",
        '"A phrase" -without "its words"',
        "C++ -- a history",
    ],
)
async def test_a_title_that_reads_like_a_query_comes_first(load, write, ask, title):
    write("exact", title=f"'{title}'", topics="[News]")
    write("other", title="Is down again: AI wins, everything changed in January", topics="[AI]")
    write("zebra", title="Zebra degrees without its words")
    await load()
    for collapses in (False, True):
        result = await ask(title, collapses=collapses)
        assert result.hits[0].article.title == title
        assert result.corrected is None
        ids = [story.article_id for story in result.stories]
        assert len(set(ids)) == len(ids) == result.total
        scores = [hit.score for hit in result.hits]
        assert scores == sorted(scores, reverse=True)


async def test_what_is_excluded_is_not_shown_for_being_titled_so(load, write, titles):
    write("zebra", title="Zebra")
    write("lion", title="Lion")
    await load()
    assert await titles("-zebra") == ["Lion"]
    assert await titles("topic:zebra") == []


async def test_a_title_that_reads_like_a_query_is_limited_by_options_all_the_same(
    load, write, titles
):
    write("exact", title="'-Zebra'", topics="[News]")
    write("other", title="Lion", topics="[AI]")
    await load()
    assert await titles("-Zebra", topic="News") == ["-Zebra"]
    assert await titles("-Zebra", topic="AI") == ["Lion"]
    assert await titles("-Zebra", before=datetime(2001, 1, 1, tzinfo=UTC)) == []
