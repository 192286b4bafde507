"""What is found wrong with a database file, and what is not damage."""

import os
import sqlite3
from contextlib import closing

import pytest

from bot.errors import StorageDamagedError, StorageError
from bot.storage.schema import latest_version, migrate
from bot.storage.soundness import find_damage, is_empty, is_ours, stored_version


@pytest.fixture
def filled(path):
    """A database of some hundred pages."""
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO facts (name, value) VALUES (?, ?)",
            ((f"fact {number}", "x" * 500) for number in range(1_000)),
        )
    return path


def overwrite(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def test_a_sound_database_is_found_sound_with_its_version(filled):
    assert find_damage(filled) is None
    assert stored_version(filled) == latest_version()


def test_looking_changes_nothing(filled):
    before = filled.read_bytes()
    find_damage(filled)
    stored_version(filled)
    assert filled.read_bytes() == before


def test_a_database_without_tables_has_version_0(path):
    path.touch()
    assert stored_version(path) == 0


def test_an_overwritten_header_is_damage_and_the_file_still_ours(filled):
    overwrite(filled, 0, os.urandom(100))
    assert find_damage(filled) == "file is not a database"
    with pytest.raises(StorageDamagedError):
        stored_version(filled)
    assert is_ours(filled)


def test_an_overwritten_middle_is_damage(filled):
    overwrite(filled, filled.stat().st_size // 2, b"\xff" * 20_000)
    assert find_damage(filled)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_damage(filled, share):
    os.truncate(filled, int(filled.stat().st_size * share))
    assert find_damage(filled)


def test_a_page_of_zeros_is_damage(filled):
    overwrite(filled, 4096 * (filled.stat().st_size // 4096 // 2), bytes(4096))
    assert find_damage(filled)


def test_an_overwritten_schema_is_damage(filled):
    overwrite(filled, 100, b"\xff" * 1000)
    with pytest.raises(StorageDamagedError):
        stored_version(filled)


def test_rows_that_break_a_rule_of_their_table_are_no_damage_of_the_file(filled):
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(
            "INSERT INTO subscriptions (guild_id, channel_id, kind, made_at, changed_at, at, zone,"
            " weekdays, policy, manner, activity, reason)"
            " VALUES (1, 2, 'text', 0, 0, 9999, 'UTC', 1, '', '', '', '')"
        )
        connection.execute("PRAGMA ignore_check_constraints = OFF")
        found = connection.execute("PRAGMA quick_check").fetchall()
    assert found == [("CHECK constraint failed in subscriptions",)]
    assert find_damage(filled) is None


def test_a_database_of_another_program_is_refused_and_not_ours(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE cookies (name)")
    with pytest.raises(StorageError, match="another program"):
        stored_version(path)
    assert not is_ours(path)


def test_a_folder_cannot_be_looked_at(tmp_path):
    with pytest.raises(StorageError, match="can't be opened"):
        find_damage(tmp_path)
    assert not is_empty(tmp_path)
