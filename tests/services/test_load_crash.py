"""A load that dies or is cancelled half-way leaves an archive that is whole."""

import asyncio
import itertools
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing

import pytest

from bot.errors import StorageError
from bot.services.check_archive import check_archive
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_snapshot, open_store

# Dies by SIGKILL after so many statements that write.
SCRIPT = """
    import asyncio, os, signal, sys
    from pathlib import Path
    from bot.services.load_corpus import load_corpus
    from bot.storage.database import Connection
    from bot.storage.store import open_store

    left = int(sys.argv[3])

    def dying(method):
        async def run(self, *args, **kwargs):
            global left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return await method(self, *args, **kwargs)
        return run

    async def main():
        async with open_store(Path(sys.argv[1])) as store:
            Connection.run_many = dying(Connection.run_many)
            Connection.run = dying(Connection.run)
            await load_corpus(store, [Path(sys.argv[2])])

    asyncio.run(main())
"""


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("PRAGMA integrity_check").fetchall(),
            *connection.execute("PRAGMA foreign_key_check").fetchall(),
        ]


async def problems(path):
    async with open_snapshot(path) as archive:
        return [check for check in await check_archive(archive) if check.problems]


# A load of the seeds makes some 30; bench/crash.py kills at moments between and inside of them.
@pytest.mark.parametrize("writes", [1, *sorted(random.Random(3).sample(range(2, 24), 6)), 24])  # noqa: S311 - no secret
async def test_a_killed_load_leaves_the_archive_as_it_was(
    path, seeds, corpus, write, contents_of, writes
):
    write("before")
    async with open_store(path) as store:
        await load_corpus(store, [corpus])
    before = contents_of(path)
    script = textwrap.dedent(SCRIPT)
    command = [sys.executable, "-c", script, str(path), str(seeds), str(writes)]
    killed = subprocess.run(command, check=False, capture_output=True, timeout=20)  # noqa: S603, ASYNC221 - ours
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert integrity(path) == [("ok",)]
    assert contents_of(path) == before
    assert await problems(path) == []
    async with open_store(path) as store:
        report = await load_corpus(store, [corpus, seeds])
    assert (report.added, report.unchanged, report.articles) == (11, 1, 5)
    assert await problems(path) == []


async def test_a_load_cancelled_at_any_moment_leaves_the_archive_whole_and_writable(
    store, path, seeds, contents_of
):
    before = contents_of(path)
    for steps in itertools.chain(range(1, 120, 7), range(1, 8)):
        task = asyncio.create_task(load_corpus(store, [seeds]))
        for _ in range(steps):
            await asyncio.sleep(0)
            # Each read lets one step of the load's own thread pass.
            await store.facts.get("nothing")
        if not task.done():
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert contents_of(path) in (before, whole(contents_of(path)))
    report = await load_corpus(store, [seeds])
    assert (report.articles, report.related) == (4, 7)
    assert integrity(path) == [("ok",)]


def whole(contents):
    """The contents, if they are those of all seeds."""
    return contents if len(contents[0]) == 11 else None


async def test_a_disk_that_is_full_in_the_middle_of_a_load_loses_nothing(
    store, path, corpus, write, contents_of
):
    write("before")
    await load_corpus(store, [corpus])
    before = contents_of(path)
    async with store.writing() as tables:
        connection = tables.facts._connection
        pages = await connection.value("PRAGMA page_count")
        await connection.all(f"PRAGMA max_page_count = {pages + 5}")
    for number in range(200):
        write(f"story-{number}", excerpt="x" * 1000)
    with pytest.raises(StorageError, match="the storage is full; free space on the disk"):
        await load_corpus(store, [corpus])
    assert contents_of(path) == before
    async with store.writing() as tables:
        await tables.facts._connection.all("PRAGMA max_page_count = 100000")
    assert (await load_corpus(store, [corpus])).articles == 201


async def test_loads_of_two_stores_at_once_wait_for_each_other(path, seeds, corpus, write):
    for number in range(30):
        write(f"story-{number}")
    async with open_store(path) as one, open_store(path) as other:
        await asyncio.gather(load_corpus(one, [seeds]), load_corpus(other, [corpus]))
        assert await one.articles.counts(guild_id=None) == (34, 7)
    assert integrity(path) == [("ok",)]
