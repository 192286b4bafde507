"""Plain texts become bodies of the articles whose excerpt or title they hold."""

import pytest

from bot.domain.article import Section

EXCERPT = "a university professor filed a lawsuit against a wildlife park over its cameras"
TEXT = f"Some introduction first.\n\nThen {EXCERPT}, and more.\n\n• One point"


@pytest.fixture
def write_text(corpus):
    def run(text=TEXT, name="text"):
        path = corpus / name
        path.write_text(text)
        return path

    return run


@pytest.fixture
def body(rows, store):
    """The body of the article with this title."""

    async def run(title):
        ((article_id,),) = rows("SELECT id FROM articles WHERE title = ?", title)
        return (await store.articles.by_ids([article_id], guild_id=None))[0].body

    return run


async def test_a_text_is_attached_by_what_it_says_whatever_its_name(load, write, write_text, body):
    write("a", title="Zebra", excerpt=f"{EXCERPT[:-3]} ...")
    write("b", title="Yak", excerpt="another excerpt of eight words that is elsewhere")
    write_text(name="b")
    report = await load()
    assert (report.articles, report.added, report.quarantined) == (2, 2, ())
    assert (await body("Zebra"))[0].bullets == ("One point",)
    assert await body("Yak") == ()


async def test_the_words_of_a_body_are_found(load, write, write_text, titles):
    write("a", title="Zebra", excerpt=EXCERPT)
    write_text()
    await load()
    assert await titles("introduction") == ["Zebra"]


async def test_a_text_waits_for_its_article(load, write, write_text, body):
    path = write_text()
    for _ in range(2):
        report = await load()
        assert report.articles == 0
        ((named, line, reason),) = [(q.path, q.line, q.reason) for q in report.quarantined]
        assert (named, line) == (str(path), 1)
        assert reason.startswith("plain text that belongs to no known article")
        assert "load its article" in reason
    write("a", title="Zebra", excerpt=EXCERPT)
    report = await load()
    assert (report.added, report.updated, report.quarantined) == (1, 0, ())
    assert (await body("Zebra"))[0].bullets == ("One point",)


async def test_an_article_that_was_there_before_is_updated(load, write, write_text):
    write("a", excerpt=EXCERPT)
    await load()
    write_text()
    report = await load()
    assert (report.added, report.updated, report.unchanged) == (0, 1, 0)


async def test_the_body_of_a_pruned_article_is_reported_again(load, write, write_text, rows):
    path = write("a", excerpt=EXCERPT)
    write_text()
    await load()
    path.unlink()
    report = await load(prune=True)
    assert report.articles == 0
    assert ["plain text" in q.reason for q in report.quarantined] == [True]
    assert rows("SELECT article_id FROM bodies") == [(None,)]
    write("a", excerpt=EXCERPT)
    assert (await load()).quarantined == ()


async def test_an_article_loses_the_body_whose_file_is_pruned(load, write, write_text, titles):
    write("a", excerpt=EXCERPT)
    path = write_text()
    await load()
    path.unlink()
    assert await titles("introduction") == ["Title of a"]
    report = await load(prune=True)
    assert (report.articles, report.updated) == (1, 1)
    assert await titles("introduction ") == []


async def test_a_changed_text_changes_the_body(load, write, write_text, body):
    write("a", title="Zebra", excerpt=EXCERPT)
    write_text()
    await load()
    write_text(TEXT.replace("One point", "Another"))
    report = await load()
    assert (report.added, report.updated) == (0, 1)
    assert (await body("Zebra"))[0].bullets == ("Another",)


async def test_a_document_that_becomes_a_text_is_the_body_of_another(load, write, write_text, body):
    write("a", title="Zebra", excerpt=EXCERPT)
    write("b", name="text")
    await load()
    write_text()
    report = await load()
    assert report.articles == 1
    assert (await body("Zebra"))[0].bullets == ("One point",)


async def test_a_documents_own_body_is_kept_and_the_text_is_not_reported(
    load, write, write_text, body
):
    write("a", title="Zebra", excerpt=EXCERPT, body="Own words.")
    write_text()
    assert (await load()).quarantined == ()
    assert await body("Zebra") == (Section("", ("Own words.",)),)


async def test_of_two_articles_the_one_with_the_longer_match_owns_the_text(
    load, write, write_text, body
):
    write("a", title="Zebra", excerpt=EXCERPT[:60])
    write("b", title="Yak", excerpt=EXCERPT)
    write_text()
    await load()
    assert await body("Zebra") == ()
    assert await body("Yak") != ()


async def test_of_two_texts_of_an_article_the_first_by_name_is_its_body(
    load, write, write_text, body
):
    write("a", title="Zebra", excerpt=EXCERPT)
    write_text(TEXT.replace("One", "Second"), name="2")
    write_text(TEXT.replace("One", "First"), name="1")
    assert (await load()).quarantined == ()
    assert (await body("Zebra"))[0].bullets == ("First point",)


async def test_a_text_whose_article_is_hidden_is_reported(load, write, write_text):
    write("a", excerpt=EXCERPT, removed="true")
    write_text()
    assert len((await load()).quarantined) == 1


async def test_the_owner_is_found_among_many_articles_that_share_the_words(
    load, write, write_text, body
):
    common = "the state of the art of the art of the state"
    for number in range(120):
        write(f"s{number}", title=f"Story {number}", excerpt=f"{common} number {number} of many")
    write_text("Intro.\n\n" + f"{common} number 77 of many. " + f"{common} again. " * 300)
    assert (await load()).quarantined == ()
    assert await body("Story 77") != ()
