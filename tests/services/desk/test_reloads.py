"""The desk lies over the corpus: acts hold through loads, and files that change are told."""

import pytest

from bot.domain.desk_overlay import Conflict
from bot.services.list_retracted import list_conflicts
from bot.services.reindex import reindex

pytestmark = pytest.mark.usefixtures("on_file")


@pytest.fixture(autouse=True)
async def stays_healthy(problems):
    yield
    assert await problems() == []


@pytest.fixture
def reload(load, corpus):
    """Load every file anew, as where all of them changed."""

    async def run(**options):
        for path in corpus.iterdir():
            path.write_text(path.read_text() + "\n")
        return await load(**options)

    return run


@pytest.fixture
def write_and_load(load, write):
    async def run(slug, **fields):
        write(slug, **fields)
        return await load()

    return run


async def test_acts_hold_when_files_are_loaded_again(desk, reload, write, one, trusted, seen_by):
    write("gone")
    await reload()
    await desk.edit(one, "file", title="Corrected here")
    await desk.edit(trusted, "file", title="Corrected")
    await desk.retract(trusted, "gone")
    await desk.publish(trusted, "new")
    await desk.publish(one, "own")
    await reload(prune=True)
    assert await seen_by("file") == ["Corrected here", "Corrected", "Corrected"]
    assert await seen_by("gone") == [None, None, None]
    assert await seen_by("new") == ["Desk's new"] * 3
    assert await seen_by("own") == ["Desk's own", None, None]


async def test_an_unchanged_load_changes_nothing(desk, reload, one, trusted, rows):
    await desk.edit(one, "file", title="Corrected here")
    await desk.edit(trusted, "file", excerpt="Better", topics=())
    before = rows("SELECT * FROM articles"), rows("SELECT value FROM facts")
    report = await reload()
    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    assert (rows("SELECT * FROM articles"), rows("SELECT value FROM facts")) == before


async def test_a_retraction_holds_though_the_file_comes_later(
    desk, load, write, corpus, trusted, seen_by
):
    await desk.retract(trusted, "file")
    (corpus / "file.txt").unlink()
    await load(prune=True)
    write("another", related=["file"])
    await load()
    assert await seen_by("file") == [None, None, None]


async def test_what_a_desk_corrected_stays_when_its_file_goes(
    desk, load, corpus, one, trusted, seen_by
):
    await desk.edit(one, "file", title="Corrected here")
    (corpus / "file.txt").unlink()
    await load(prune=True)
    assert await seen_by("file") == ["Corrected here", None, None]
    await desk.publish(trusted, "file")
    assert await seen_by("file") == ["Corrected here", "Desk's file", "Desk's file"]


async def test_a_file_that_changes_under_a_correction_is_a_conflict(
    desk, load, write, trusted, store, open_
):
    await desk.edit(trusted, "file", title="Corrected")
    write("file", title="From the file anew", excerpt="What the file says", topics="[AI]")
    await load()
    expected = Conflict("title", "Title of file", "Corrected", "From the file anew")
    assert (await open_(trusted, "file")).conflicts == (expected,)
    (article,) = await list_conflicts(store, trusted)
    assert article.conflicts == (expected,)


async def test_correcting_the_field_again_settles_the_conflict(desk, load, write, one, store, rows):
    await desk.edit(one, "file", title="Corrected")
    write("file", title="From the file anew")
    await load()
    assert rows("SELECT guild_id FROM desk_conflicts") == [(1,)]
    await desk.edit(one, "file", title="Corrected twice")
    assert await list_conflicts(store, one) == ()
    assert rows("SELECT guild_id FROM desk_conflicts") == []


async def test_a_file_that_changes_back_settles_the_conflict(desk, load, write, trusted, rows):
    await desk.edit(trusted, "file", title="Corrected")
    for title in ("From the file anew", "Title of file"):
        write("file", title=title, excerpt="What the file says")
        await load()
        conflicts = rows("SELECT key FROM desk_conflicts")
        assert len(conflicts) == (title != "Title of file")


async def test_a_shared_correction_under_a_version_is_a_conflict_of_the_server(
    desk, one, trusted, store
):
    await desk.edit(one, "file", title="Corrected here")
    await desk.edit(trusted, "file", title="Corrected")
    (article,) = await list_conflicts(store, one)
    assert [c.stated for c in article.conflicts] == ["Corrected"]
    assert await list_conflicts(store, trusted) == ()


@pytest.mark.parametrize("is_shared", [False, True])
async def test_a_file_for_a_desk_s_own_article_is_told(
    desk, write_and_load, one, trusted, store, is_shared
):
    newsroom = trusted if is_shared else one
    await desk.publish(newsroom, "new")
    await write_and_load("new")
    (article,) = await list_conflicts(store, newsroom)
    assert article.draft.title == "Desk's new"
    assert {(c.field, c.base) for c in article.conflicts} >= {("title", None)}


async def test_a_file_for_a_server_s_own_article_is_read_by_all_others(
    desk, load, write, one, seen_by
):
    await desk.publish(one, "new")
    write("new")
    await load()
    assert await seen_by("new") == ["Desk's new", "Title of new", "Title of new"]


async def test_versions_follow_files(desk, load, write, one, rows):
    await desk.edit(one, "file", title="Corrected here")
    write("file", excerpt="The file says more", body="And much below")
    await load()
    ((excerpt, body),) = rows("SELECT excerpt, body FROM articles WHERE guild_id = 1")
    assert excerpt == "The file says more"
    assert "And much below" in body


async def test_a_correction_stays_with_its_article_when_files_join_it_to_another(
    desk, write_and_load, one, trusted, seen
):
    await write_and_load("amp-news")
    await desk.edit(trusted, "amp-news", title="Corrected")
    await desk.edit(one, "amp-news", excerpt="Ours")
    await write_and_load("news", ampUrl="https://site.com/amp-news", title="Of the page proper")
    assert await seen(one, "news") == await seen(trusted, "news") == "Corrected"
    assert await desk.edit(trusted, "news", title="Corrected again")
    assert await seen(trusted, "amp-news") == "Corrected again"


async def test_a_new_index_has_what_desks_made(desk, store, one, titles):
    await desk.edit(one, "file", title="Corrected here")
    await reindex(store)
    assert await titles("corrected", guild_id=1) == ["Corrected here"]
    assert await titles("corrected", guild_id=2) == []


async def test_a_desk_s_own_article_gets_and_loses_a_body(desk, corpus, load, trusted, rows):
    excerpt = "The council voted on Tuesday to ban the use of face surveillance by police."
    await desk.publish(trusted, "new", excerpt=excerpt)
    text = corpus / "text.txt"
    text.write_text(f"{excerpt}\n\nIt is the first city of the state to do so.\n")
    await load()
    assert "first city" in rows("SELECT body FROM articles WHERE title = ?", "Desk's new")[0][0]
    text.unlink()
    await load(prune=True)
    assert rows("SELECT body FROM articles WHERE title = ?", "Desk's new") == [("[]",)]
