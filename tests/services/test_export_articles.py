"""An archive that is written out and loaded again is the same in every field."""

import csv
import json

import pytest

from bot.domain.article_export import CSV_COLUMNS
from bot.errors import OutputError
from bot.services.export_articles import export_articles
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store


@pytest.fixture
def exported(store, tmp_path):
    async def run(kind="markdown", **options):
        path = tmp_path / "out"
        await export_articles(store, path, kind, **options)
        return path

    return run


@pytest.fixture
def reloaded(exported, tmp_path, empty_database, contents_of):
    """What an archive holds that is loaded from the export alone."""

    async def run():
        copy = tmp_path / "copy.db"
        copy.write_bytes(empty_database)
        async with open_store(copy) as opened:
            report = await load_corpus(opened, [await exported()])
        assert report.quarantined == ()
        return contents_of(copy)

    return run


@pytest.mark.usefixtures("archive")
async def test_the_owners_documents_come_back_the_same(reloaded, path, contents_of):
    assert await reloaded() == contents_of(path)


async def test_copies_twins_bodies_and_retractions_come_back_the_same(
    load, write, corpus, reloaded, path, contents_of
):
    write("one", title="'Ann & Bob: \"news\"'", excerpt="a b &amp; c", topics="[AI, 'C, D']",
          related=["two", ("three", {"excerpt": "told", "topics": "[X]"})], quality=7, heat=-1,
          body="First.\n• a point\nWhy it matters: it does.\n")  # fmt: skip
    write("copy", sourceUrl="https://amp.site.com/one", ampUrl="https://amp.site.com/one-amp")
    write("two", title="Retracted", removed="true")
    write("four", ampUrl="https://cdn.other.com/amp/four?id=1", provider="Axios", type="video",
          related=["one"], published="true", tags="[t]", updatedDateTime="2020-01-01T00:00:00Z",
          images="[{url: 'https://i.com/1.jpg', width: 5, title: 'a \"b\"'}]")  # fmt: skip
    write("five", excerpt="eight or more words that stand in the body of it")
    (corpus / "body.txt").write_text("---x\nEight or more words that stand in the body of it. Yes.")
    await load()
    assert await reloaded() == contents_of(path)


@pytest.mark.usefixtures("archive")
async def test_an_export_of_the_copy_is_the_same_letter_by_letter(exported, tmp_path, store):
    first = await exported()
    again = tmp_path / "again"
    await export_articles(store, again, "markdown")
    assert _files(first) == _files(again)


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.usefixtures("archive")
async def test_json_has_a_line_for_each_visible_article(exported, store):
    lines = (await exported("json")).read_text(encoding="utf-8").splitlines()
    titles = {json.loads(line)["title"] for line in lines}
    assert sum(await store.articles.counts(guild_id=None)) == len(lines) == len(titles)


@pytest.mark.usefixtures("archive")
async def test_csv_has_a_row_for_each_visible_article(exported, store):
    with (await exported("csv")).open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == CSV_COLUMNS
    assert len(rows) == await store.articles.total()


async def test_what_is_retracted_stands_in_no_line(load, write, exported):
    write("kept")
    write("gone", removed="true")
    await load()
    assert (await exported("json")).read_text().count("\n") == 1


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("kind", ["markdown", "json"])
async def test_an_export_is_replaced_only_where_that_is_wanted(exported, kind):
    path = await exported(kind)
    with pytest.raises(OutputError, match="--force"):
        await exported(kind)
    assert await exported(kind, replaces=True) == path


@pytest.mark.usefixtures("archive")
async def test_a_folder_with_other_files_is_never_replaced(exported):
    path = await exported()
    (path / "diary.txt").write_text("mine")
    with pytest.raises(OutputError, match="no export wrote"):
        await exported(replaces=True)
    assert (path / "diary.txt").read_text() == "mine"
