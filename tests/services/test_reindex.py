"""The index is made anew from the articles."""

import asyncio

import pytest

from bot.errors import StorageError
from bot.services.reindex import reindex
from bot.services.renew_index import renew_index
from bot.storage.store import open_archive, open_store


@pytest.fixture
def spoil(rows):
    """Lose all that is indexed."""

    def run():
        for table in ("postings", "article_words"):
            rows(f"DELETE FROM {table}")  # noqa: S608 - named above
        rows("UPDATE words SET titles = 9, others = 0")

    return run


async def test_a_lost_index_is_made_as_it_was(archive, path, contents_of, spoil):
    before = contents_of(path)
    spoil()
    assert contents_of(path) != before
    assert await reindex(archive) == 11
    assert contents_of(path) == before


async def test_what_search_keeps_in_memory_follows(archive, titles, spoil):
    before = await titles("facial recognition")
    spoil()
    await reindex(archive)
    assert await titles("facial recognition") == before


async def test_removed_articles_stay_out(load, write, store, titles):
    write("kept", title="Zebra kept")
    write("gone", title="Zebra gone", removed="true")
    await load()
    assert await reindex(store) == 1
    assert await titles("zebra") == ["Zebra kept"]


async def test_bodies_are_found_again(load, write, store, titles):
    write("story", title="Zebra", body="The quokka is its friend.")
    await load()
    await reindex(store)
    assert await titles("quokka") == ["Zebra"]


async def test_progress_is_told_until_all_is_done(archive):
    told = []
    await reindex(archive, on_articles=lambda done, total: told.append((done, total)))
    assert told == [(11, 11)]


async def test_an_empty_archive_has_an_empty_index(store, path, contents_of):
    before = contents_of(path)
    assert await reindex(store) == 0
    assert contents_of(path) == before


@pytest.mark.usefixtures("archive")
async def test_until_it_is_done_a_reader_finds_the_index_as_it_was(path, titles):
    before = await titles("facial recognition")
    async with open_store(path) as other:
        begun, going_on = asyncio.Event(), asyncio.Event()

        async def entries():
            begun.set()
            await going_on.wait()
            return
            yield

        async def make():
            async with other.writing() as tables:
                await tables.indexing.rebuild(entries())

        making = asyncio.create_task(make())
        await begun.wait()
        assert await titles("facial recognition") == before
        going_on.set()
        await making
    assert await titles("facial recognition") == []


async def test_one_that_is_cancelled_leaves_the_index_as_it_was(archive, path, contents_of):
    before = contents_of(path)
    task = None

    def cancel(_done, _total):
        task.cancel()

    task = asyncio.create_task(reindex(archive, on_articles=cancel))
    with pytest.raises(asyncio.CancelledError):
        await task
    assert contents_of(path) == before


class TestArchiveOfAnOlderVersion:
    @pytest.fixture
    def content(self, old_database):
        return old_database

    async def test_its_index_is_made_when_it_is_opened_to_be_written(self, store, titles):
        told = []
        await renew_index(store, on_outdated=lambda: told.append("outdated"))
        assert told == ["outdated"]
        assert len(await titles("facial recognition")) == 11

    async def test_it_is_then_like_one_made_now(self, store, path, contents_of, seeded_database):
        await renew_index(store, on_outdated=lambda: None)
        fresh = path.with_name("fresh.db")
        fresh.write_bytes(seeded_database)
        assert contents_of(path) == contents_of(fresh)

    async def test_that_is_done_once(self, store):
        await renew_index(store, on_outdated=lambda: None)
        await renew_index(store, on_outdated=lambda: pytest.fail("made a second time"))

    @pytest.mark.usefixtures("store")
    async def test_until_then_it_is_not_searched(self, path):
        with pytest.raises(StorageError, match="index is of an older version; run `newsdesk rei"):
            async with open_archive(path):
                pass

    async def test_an_index_made_otherwise_is_made_anew(self, store, rows):
        await renew_index(store, on_outdated=lambda: None)
        rows("UPDATE facts SET value = 'another' WHERE name = 'index_format'")
        told = []
        await renew_index(store, on_outdated=lambda: told.append("outdated"))
        assert told == ["outdated"]
