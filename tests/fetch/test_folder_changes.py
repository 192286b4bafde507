"""A change in the folders of the corpus is told once it is over."""

import asyncio
import shutil
from contextlib import aclosing

import pytest

from bot.fetch.folder_changes import folder_changes


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.txt").write_text("a")
    return folder


@pytest.fixture
async def changes(corpus):
    """What is told of the folder, watched from now on."""
    async with aclosing(folder_changes([corpus], quiet_ms=300)) as told:
        yield told


async def told_after(changes, act):
    """Wait until a change is told; what is done is repeated until the folder is watched."""
    waiting = asyncio.ensure_future(anext(changes))
    async with asyncio.timeout(10):
        while not waiting.done():
            act()
            await asyncio.wait({waiting}, timeout=1)
    return waiting.result()


async def is_told(changes):
    waiting = asyncio.ensure_future(anext(changes))
    await asyncio.wait({waiting}, timeout=2)
    waiting.cancel()
    return waiting.done() and not waiting.cancelled()


@pytest.mark.parametrize("name", ["b.txt", "inner/a.txt", "inner/deeper/c.txt"])
async def test_a_written_file_is_told(corpus, changes, name):
    def write():
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_text("b")

    await told_after(changes, write)


async def test_a_folder_that_came_back_is_told_and_watched(corpus, changes, tmp_path):
    await told_after(changes, lambda: (corpus / "b.txt").write_text("b"))
    shutil.move(corpus, tmp_path / "away")
    shutil.copytree(tmp_path / "away", corpus)
    await told_after(changes, lambda: None)
    await told_after(changes, lambda: (corpus / "inner" / "a.txt").write_text("changed"))


async def test_a_folder_that_was_not_there_is_told_when_it_comes(corpus, tmp_path):
    shutil.move(corpus, tmp_path / "away")
    async with aclosing(folder_changes([corpus], quiet_ms=300)) as changes:
        waiting = asyncio.ensure_future(anext(changes))
        await asyncio.wait({waiting}, timeout=0.2)
        assert not waiting.done()
        shutil.move(tmp_path / "away", corpus)
        async with asyncio.timeout(10):
            await waiting


async def test_a_name_with_a_leading_dot_is_not_told(corpus, changes):
    await told_after(changes, lambda: (corpus / "b.txt").write_text("b"))
    (corpus / ".b.txt.swp").write_text("unsaved")
    assert not await is_told(changes)
