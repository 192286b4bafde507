"""What looking after a large database costs, and whether killed copies leave a sound one.

    python bench/recovery.py DATABASE [--kills 100]

DATABASE is an archive, such as one that scaled.py makes; it is copied first. Timed are the looks at
a start, a backup, and the three ways of recovery. A backup is made once more beside an event loop
and a reader, whose waits are told. Then backups and restores are killed (SIGKILL) at random
moments; after each the database is made ready as at a start, and must be sound with all its rows.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.search import SearchQuery
from bot.services.ready_database import examine, ready_database
from bot.services.recover_database import recover_database, restore_backup
from bot.services.search_news import search_news
from bot.storage.backups import Backups, is_good
from bot.storage.copies import row_counts
from bot.storage.soundness import find_damage
from bot.storage.store import open_store

NOW = datetime(2026, 1, 1, tzinfo=UTC)
COPIER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.services.recover_database import restore_backup
from bot.storage.backups import Backups
database, backup = map(Path, sys.argv[1:])
now = datetime(2026, 1, 2, tzinfo=UTC)
print("begin", flush=True)
while True:
    asyncio.run(restore_backup(database, backup, now=now))
    Backups(database.parent / "backups", database).make(now=now, kept=3)
"""


def timed(name: str, work: Callable[[], object]) -> None:
    """Do it and print how long it took."""
    began = time.perf_counter()
    work()
    print(f"{name:46} {time.perf_counter() - began:8.3f} s")


async def beside(database: Path, backups: Backups) -> None:
    """Search, and measure the event loop, while a backup is made."""
    lags, searches = [0.0], []

    async def measure() -> None:
        while True:
            due = time.perf_counter() + 0.005
            await asyncio.sleep(0.005)
            lags.append(time.perf_counter() - due)

    async with open_store(database) as store:
        await store.index.vocabulary()
        measuring = asyncio.create_task(measure())
        backup = asyncio.create_task(
            asyncio.to_thread(backups.make, now=NOW + timedelta(hours=1), kept=9)
        )
        while not backup.done():
            began = time.perf_counter()
            query = SearchQuery("facial recognition")
            await search_news(store, query, guild_id=None, limit=5, now=NOW)
            searches.append(time.perf_counter() - began)
            await asyncio.sleep(0.005)
        measuring.cancel()
    print(f"beside a backup: {len(searches)} searches, the longest {1000 * max(searches):.0f} ms;")
    print(f"  the event loop was late by {1000 * max(lags):.0f} ms at most")


def damage(database: Path, start: int, size: int) -> None:
    """Overwrite a part of the file."""
    with database.open("r+b") as file:
        file.seek(start)
        file.write(b"\xff" * size)


def kill_copies(database: Path, backup: Path, kills: int) -> None:
    """Kill a process that copies to and fro, and look at what it left."""
    rows = row_counts(backup)
    backups = Backups(database.parent / "backups", database)
    unsound, finished = 0, 0
    for _ in range(kills):
        command = [sys.executable, "-c", COPIER, str(database), str(backup)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(random.uniform(0, 3))  # noqa: S311  a moment, no secret
            process.kill()
        readiness = asyncio.run(ready_database(database, backups, kept=3, now=NOW))
        finished += readiness.completed is not None
        is_sound = find_damage(database) is None and row_counts(database) == rows
        unsound += not (is_sound and all(is_good(each.path) for each in backups.all()))
        for old in database.parent.glob(f"{database.name}.old-*"):
            old.unlink()
        for part in (*database.parent.glob(".*"), *backups.folder.glob(".*")):
            part.unlink()
    print(f"{kills} kills: {unsound} unsound, {finished} exchanges completed by the next start")


def main() -> None:
    """Measure one database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("database", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "newsdesk.db"
        shutil.copy(arguments.database, database)
        backups = Backups(Path(name) / "backups", database)
        asyncio.run(_open(database))
        print(
            f"{database.stat().st_size / 2**20:.0f} MiB,",
            f"{row_counts(database)['articles']:,} articles",
        )
        timed("a look at the header and schema", lambda: examine(database, backups))
        timed("the whole file checked, beside serving", lambda: find_damage(database))
        timed("a backup, checked", lambda: backups.make(now=NOW, kept=9))
        good = backups.all()[0].path
        asyncio.run(beside(database, backups))
        recover = lambda: asyncio.run(  # noqa: E731  it is timed as a whole
            recover_database(database, backups, "damaged", now=NOW)
        )
        timed("recovery: its own rows", recover)
        damage(database, os.path.getsize(database) // 2, 1 << 20)  # noqa: PTH202
        timed("recovery: the newest backup", recover)
        timed("newsdesk restore", lambda: asyncio.run(restore_backup(database, good, now=NOW)))
        kill_copies(database, good, arguments.kills)


async def _open(database: Path) -> None:
    """Bring it to this version."""
    async with open_store(database):
        pass


if __name__ == "__main__":
    main()
