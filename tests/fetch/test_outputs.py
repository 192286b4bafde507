"""Files and folders stand under their name once they are whole, or not at all."""

import signal
import subprocess
import sys

import pytest

from bot.errors import OutputError
from bot.fetch.outputs import new_file, new_folder

KILLED = """
import os, pathlib, signal, sys
from bot.fetch.outputs import new_file, new_folder
path = pathlib.Path(sys.argv[1])
if sys.argv[2] == "file":
    with new_file(path, replaces=True) as file:
        file.write("half")
        file.flush()
        os.kill(os.getpid(), signal.SIGKILL)
else:
    with new_folder(path, replaces=True, is_own=lambda name: True) as folder:
        (folder / "a").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)
"""


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write_file(path, *, fails=False, meanwhile=None):
    with new_file(path, replaces=meanwhile is None) as file:
        file.write("new")
        if meanwhile is not None:
            path.write_text(meanwhile)
        if fails:
            raise RuntimeError


def write_folder(path, *, fails=False):
    with new_folder(path, replaces=True, is_own=lambda _: True) as folder:
        (folder / "b").write_text("new")
        if fails:
            raise RuntimeError


def test_a_file_stands_there_when_the_block_ends(tmp_path):
    path = tmp_path / "out"
    with new_file(path) as file:
        file.write("é\n")
        assert not path.exists()
    assert path.read_bytes() == "é\n".encode()
    assert names(tmp_path) == ["out"]


def test_what_fails_leaves_what_was_there_and_nothing_else(tmp_path):
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write_file(path, fails=True)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_a_folder_that_fails_leaves_the_old_one(tmp_path):
    path = tmp_path / "out"
    path.mkdir()
    (path / "a").write_text("old")
    with pytest.raises(RuntimeError):
        write_folder(path, fails=True)
    assert (path / "a").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_a_folder_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "out"
    path.mkdir()
    (path / "a").write_text("old")
    write_folder(path)
    assert names(path) == ["b"]
    assert names(tmp_path) == ["out"]


def test_what_comes_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "out"
    with pytest.raises(OutputError, match="already"):
        write_file(path, meanwhile="another's")
    assert path.read_text() == "another's"


def test_a_folder_is_no_file_that_could_be_replaced(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        write_file(tmp_path)


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be written"):
        write_file(tmp_path / "file" / "out")


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.parametrize("is_there", [False, True])
def test_kill_9_leaves_nothing_half_under_the_name(tmp_path, kind, is_there):
    path = tmp_path / "out"
    if is_there and kind == "file":
        path.write_text("old")
    elif is_there:
        path.mkdir()
        (path / "a").write_text("old")
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), kind], check=False)  # noqa: S603 - our own words
    assert done.returncode == -signal.SIGKILL
    shown = [name for name in names(tmp_path) if not name.startswith(".")]
    assert shown == (["out"] if is_there else [])
    if is_there:
        assert (path if kind == "file" else path / "a").read_text() == "old"
