"""One bot for each database, whichever way its process ends."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import StorageBusyError, StorageError
from bot.storage.bot_lock import is_held_by, serving_from, serving_process
from bot.storage.store import open_archive, open_store

SERVE = (
    "import sys, pathlib; from bot.storage.bot_lock import serving_from\n"
    "with serving_from(pathlib.Path(sys.argv[1])):\n"
    "    print('serving', flush=True); sys.stdin.read()"
)


@pytest.fixture
def other(path):
    """Another process that serves from the database."""
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", SERVE, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        assert process.stdout.readline() == b"serving\n"
        yield process
        process.kill()


def test_a_second_bot_is_refused_with_the_process_of_the_first(path, other):
    with (
        pytest.raises(StorageBusyError, match=rf"\(process {other.pid}\); stop that one") as caught,
        serving_from(path),
    ):
        pass
    assert caught.value.pid == other.pid


def test_a_link_to_the_database_leads_to_the_same_lock(path, other, tmp_path):
    path.touch()
    (tmp_path / "link.db").symlink_to(path)
    with pytest.raises(StorageBusyError), serving_from(tmp_path / "link.db"):
        pass
    assert serving_process(tmp_path / "link.db") == other.pid


def test_the_lock_of_a_killed_bot_is_free(path, other):
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert serving_process(path) is None
    with serving_from(path):
        assert serving_process(path) == os.getpid()


def test_a_bot_that_has_stopped_leaves_the_lock_free(path):
    with serving_from(path):
        pass
    assert serving_process(path) is None
    with serving_from(path):
        pass


def test_without_a_bot_no_process_serves(path):
    assert serving_process(path) is None


@pytest.mark.usefixtures("other")
async def test_others_still_read_and_write_beside_a_bot(path):
    async with open_store(path) as store, store.writing() as tables:
        await tables.facts.put("a", "1")
    async with open_archive(path) as archive:
        assert await archive.facts.get("a") == "1"


def test_a_process_that_does_not_hold_the_lock_is_told_apart(path, other):
    assert is_held_by(path, other.pid)
    assert not is_held_by(path, os.getppid())
    assert not is_held_by(path, 2**30)


def test_on_a_full_disk_a_bot_serves_all_the_same(path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", refuse)
    with serving_from(path):
        assert serving_process(path) == 0
    assert serving_process(path) is None


def test_a_folder_above_the_database_is_made(tmp_path):
    with serving_from(tmp_path / "a" / "newsdesk.db"):
        assert (tmp_path / "a").is_dir()


def test_a_lock_that_cannot_be_made_is_named_with_its_mend(path):
    Path(f"{path}.bot").mkdir()
    with pytest.raises(StorageError, match="allow writing to its folder"), serving_from(path):
        pass
