"""A corpus that is emptied, or only half there, while the bot serves."""

import os
import shutil
from pathlib import Path

import pytest

from bot.services.ask_reload import ask_reload

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path):
    """A copy of the owner's documents that tests change."""
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


@pytest.fixture
def files(corpus):
    return sorted(path for path in corpus.rglob("*") if path.is_file())


@pytest.fixture
def articles(rows):
    return lambda: rows("SELECT url, title FROM articles ORDER BY url")


@pytest.fixture
async def serving(serve, member, lines):
    """The bot serves, and has loaded its corpus."""
    await serve()
    await lines.until("corpus loaded")
    return member


async def test_a_folder_that_is_emptied_is_not_taken_and_members_are_answered(
    loaded, serving, lines, files, articles
):
    before = articles()
    for path in files:
        path.unlink()
    ask_reload(loaded)
    level, line = await lines.until("the corpus was not loaded again")
    assert (level, "keeps what it has" in line) == ("ERROR", True)
    assert articles() == before
    assert "### " in await serving.ask()


async def test_a_folder_that_is_not_mounted_is_not_taken_and_taken_once_it_is(
    loaded, serving, lines, corpus, articles
):
    before = articles()
    corpus.rename(corpus.with_name("away"))
    ask_reload(loaded)
    level, line = await lines.until("the corpus was not loaded again")
    assert (level, "no such file or folder" in line) == ("ERROR", True)
    corpus.with_name("away").rename(corpus)
    ask_reload(loaded)
    await lines.until("corpus loaded")
    assert articles() == before
    assert "### " in await serving.ask()


async def test_a_file_that_is_half_there_keeps_what_it_said_until_it_is_whole(
    loaded, serving, lines, files, articles
):
    """As rsync without a temporary name leaves it for a while."""
    before = articles()
    whole = files[0].read_bytes()
    os.truncate(files[0], whole.index(b"\n---") // 2)
    ask_reload(loaded)
    assert "quarantined=(Quarantined" in (await lines.until("corpus loaded"))[1]
    assert articles() == before
    files[0].write_bytes(whole)
    ask_reload(loaded)
    assert "quarantined=()" in (await lines.until("corpus loaded"))[1]
    assert articles() == before
    assert "### " in await serving.ask()
