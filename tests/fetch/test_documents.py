"""Which files a path holds, and what of them is read."""

import os
import socket
import time
from pathlib import Path

import pytest

from bot.domain.document import MAX_BYTES
from bot.errors import DocumentError, MissingPathError
from bot.fetch.documents import file_identity, find_files, read_file


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def found(*paths):
    return [file.path for file in find_files(paths)]


def test_files_of_all_folders_are_found_in_order_whatever_their_suffix(tmp_path):
    make(tmp_path, "b.txt", "a.md", "c", "sub/d.json", "sub/deep/e", "another/f.txt")
    names = [str(path.relative_to(tmp_path)) for path in found(tmp_path)]
    assert names == ["a.md", "b.txt", "c", "another/f.txt", "sub/d.json", "sub/deep/e"]


def test_names_that_begin_with_a_dot_are_skipped_below_a_path_but_not_as_the_path(tmp_path):
    make(tmp_path, ".git/config", ".hidden", "sub/.hidden", "shown")
    assert found(tmp_path) == [tmp_path / "shown"]
    assert found(tmp_path / ".hidden") == [tmp_path / ".hidden"]
    assert found(tmp_path / ".git") == [tmp_path / ".git" / "config"]


def test_a_file_reached_in_many_ways_is_found_once(tmp_path):
    make(tmp_path, "real/a")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "real" / "again").symlink_to("a")
    assert len(found(tmp_path, tmp_path / "real", tmp_path / "link" / "a")) == 1
    assert file_identity(tmp_path / "link" / "a") == str(tmp_path / "real" / "a")


def test_folders_behind_links_are_followed_once(tmp_path):
    make(tmp_path, "corpus/a", "outside/b")
    (tmp_path / "corpus" / "out").symlink_to(tmp_path / "outside")
    (tmp_path / "corpus" / "loop").symlink_to(tmp_path / "corpus")
    (tmp_path / "outside" / "back").symlink_to(tmp_path / "corpus")
    identities = [file.identity for file in find_files([tmp_path / "corpus"])]
    assert identities == [str(tmp_path / "corpus" / "a"), str(tmp_path / "outside" / "b")]


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(MissingPathError, match="no such file or folder"):
        find_files([tmp_path / "missing"])


@pytest.mark.parametrize("target", ["nowhere", "link", "x" * 5000])
def test_a_link_that_leads_nowhere_is_found_and_refused_when_read(tmp_path, target):
    make(tmp_path, "a")
    try:
        (tmp_path / "link").symlink_to(target)
    except OSError:
        (tmp_path / "link").symlink_to("y" * 300)
    assert found(tmp_path) == [tmp_path / "a", tmp_path / "link"]
    assert found(tmp_path / "link") == [tmp_path / "link"]
    with pytest.raises(DocumentError, match=r"can't be read: .*; mend the file or its rights"):
        read_file(tmp_path / "link")


def test_a_name_that_is_no_utf8_is_spelt_out(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    (tmp_path / name).write_bytes(b"text")
    (file,) = find_files([tmp_path])
    assert file.identity == f"{tmp_path}/caf\\xe9.txt"
    assert file.shown == f"{tmp_path}/caf\\xe9.txt"
    assert read_file(file.path) == b"text"


def test_the_shown_path_is_the_one_that_was_asked_for(tmp_path, monkeypatch):
    make(tmp_path, "sub/a")
    monkeypatch.chdir(tmp_path)
    (file,) = find_files([Path("sub")])
    assert (file.shown, file.identity) == ("sub/a", str(tmp_path / "sub" / "a"))


def test_the_root_of_the_system_is_no_special_case():
    assert file_identity(Path("/")) == "/"


@pytest.fixture
def deep_folder(tmp_path):
    """2,500 folders in each other, which is more than a path of 4,096 bytes can name."""
    handle = os.open(tmp_path, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    yield tmp_path
    while (tmp_path / "d" / "d").exists():
        (tmp_path / "d" / "d").rename(tmp_path / "e")
        (tmp_path / "d").rmdir()
        (tmp_path / "e").rename(tmp_path / "d")


def test_a_folder_too_deep_to_be_listed_is_found_and_refused_in_short_time(deep_folder):
    make(deep_folder, "a")
    start = time.process_time()
    files = find_files([deep_folder])
    assert time.process_time() - start < 2
    assert [file.is_folder for file in files] == [False, True]
    with pytest.raises(DocumentError, match="can't be read: File name too long"):
        read_file(files[1].path)


def test_a_folder_removed_meanwhile_is_refused_when_read(tmp_path):
    with pytest.raises(DocumentError, match="can't be read: No such file"):
        read_file(tmp_path / "gone")


def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(DocumentError, match="a FIFO, not a regular file; move it out"):
        read_file(tmp_path / "fifo")


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # A socket's address is short; the path of a test may not be.
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with pytest.raises(DocumentError, match="a socket, not a regular file"):
            read_file(tmp_path / "socket")


@pytest.mark.parametrize("device", ["/dev/null", "/dev/zero", "/dev/random"])
def test_a_device_is_refused(tmp_path, device):
    (tmp_path / "device").symlink_to(device)
    assert found(tmp_path) == [tmp_path / "device"]
    with pytest.raises(DocumentError, match="a device, not a regular file"):
        read_file(tmp_path / "device")


def test_a_folder_is_refused_as_a_file(tmp_path):
    with pytest.raises(DocumentError, match="a folder that can't be listed; allow reading it"):
        read_file(tmp_path)


def test_a_large_file_is_refused_unread(tmp_path):
    with (tmp_path / "large").open("wb") as file:
        file.truncate(60 * 2**20)
    with pytest.raises(DocumentError, match="larger than 8 MiB; split the file"):
        read_file(tmp_path / "large")


def test_a_file_of_the_size_that_is_taken_is_read_whole(tmp_path):
    (tmp_path / "full").write_bytes(b"x" * MAX_BYTES)
    assert len(read_file(tmp_path / "full")) == MAX_BYTES


def test_an_empty_file_is_read(tmp_path):
    (tmp_path / "empty").touch()
    assert read_file(tmp_path / "empty") == b""
