"""What tests of several parts begin with."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import bot.storage.schema
from bot.services.load_corpus import load_corpus
from bot.storage.store import open_store

SEEDS = Path(__file__).parent.parent / "seeds"
# What the first version stored of files and articles, each table after those it refers to.
TABLES = "files faults articles topics article_topics statements twins mentions bodies"


@pytest.fixture(scope="session")
def old_database(tmp_path_factory):
    """The bytes of a database of the first version with the owner's documents in it."""
    folder = tmp_path_factory.mktemp("old")
    loaded, old = folder / "loaded.db", folder / "old.db"

    async def load():
        async with open_store(loaded) as store:
            await load_corpus(store, [SEEDS])

    asyncio.run(load())
    steps = Path(bot.storage.schema.__file__).with_name("migrations")
    (folder / "steps").mkdir()
    shutil.copy(steps / "0001_archive.sql", folder / "steps")
    bot.storage.schema._apply(old, folder / "steps")
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("ATTACH ? AS loaded", (str(loaded),))
        for table in TABLES.split():
            known = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
            columns = ", ".join(name for (name,) in known)
            connection.execute(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM loaded.{table}"  # noqa: S608 - named above
            )
        connection.execute(
            "INSERT INTO article_words (rowid, title, excerpt, body, topics, source)"
            " SELECT id, lower(title), lower(excerpt), '', '', lower(provider) FROM articles"
        )
    return old.read_bytes()
