"""A bot that serves keeps itself up: its database, its backups and its corpus."""

import asyncio
import logging
import os
import re
import shutil
import signal
import socket
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import bot.app
import bot.upkeep
from bot.app import create_bot, run, running_bot
from bot.demo.loopback import LoopbackDiscord
from bot.domain.vitals import Running
from bot.errors import GatewayLostError, StorageBusyError, StorageError
from bot.fetch.supervisor import Supervisor
from bot.gateway.watchdog import watch_gateway
from bot.services.ask_reload import ask_reload
from bot.services.load_corpus import load_corpus
from bot.storage.backups import Backups, is_good
from bot.storage.soundness import find_damage
from bot.storage.store import open_archive, open_store
from bot.upkeep import Upkeep

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def corpus(tmp_path):
    """A copy of the owner's documents that tests change."""
    return (Path(shutil.copytree(SEEDS, tmp_path / "corpus")),)


class Lines(logging.Handler):
    """The log's lines so far, and those to come."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.told = []
        self._more = asyncio.Event()

    def emit(self, record):
        self.told.append((record.levelname, record.getMessage()))
        self._more.set()

    async def until(self, text):
        """The first line not yet seen that has the text; lines before it count as seen."""
        async with asyncio.timeout(15):
            while True:
                while self.told:
                    level, line = self.told.pop(0)
                    if text in line:
                        return level, line
                self._more.clear()
                await self._more.wait()


@pytest.fixture
async def lines():
    handler = Lines()
    logger = logging.getLogger("bot")
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(level)


@pytest.fixture
async def serve(served, server):
    """Serve until the test ends; once it returns, the bot is connected or has ended."""
    tasks = []

    async def serve(**changes):
        task = asyncio.create_task(run(replace(served, **changes)))
        tasks.append(task)
        await server.traffic.until(lambda: server.is_ready or task.done(), seconds=10)
        return task

    yield serve
    for task in tasks:
        task.cancel()
        await asyncio.wait({task})


@pytest.fixture
async def loaded(settings):
    """The database, filled before any bot serves."""
    async with open_store(settings.database) as store:
        await load_corpus(store, settings.corpus)
    return settings.database


def overwrite(path, start, data):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def old_files(path):
    """The databases that were set aside, without what SQLite keeps beside each."""
    return [entry for entry in path.parent.iterdir() if re.fullmatch(r".*\.old-\w+Z", entry.name)]


async def articles(path):
    async with open_archive(path) as archive:
        return await archive.articles.counts(guild_id=None)


async def test_a_damaged_database_gives_way_to_its_backup_and_the_log_names_both(
    loaded, serve, lines, settings
):
    now = datetime.now(UTC) - timedelta(hours=2)
    backup = Backups(settings.backups_folder, loaded).make(now=now, kept=7)
    overwrite(loaded, 0, b"\xff" * 5000)
    await serve()
    level, line = await lines.until("was damaged")
    (old,) = old_files(loaded)
    assert level == "ERROR"
    assert f"The backup {backup.path} is in its place" in line
    assert "what people set, ruled and were sent since" in line
    assert f"The damaged file is kept as {old}." in line
    assert await articles(loaded) == (4, 7)


async def test_without_a_backup_the_corpus_fills_a_new_archive(loaded, serve, lines):
    overwrite(loaded, 0, b"\xff" * 5000)
    await serve()
    level, line = await lines.until("has no sound backup of it")
    assert level == "ERROR"
    assert str(old_files(loaded)[0]) in line
    assert await articles(loaded) == (4, 7)


def spoil(path, table):
    """Overwrite the page that a table begins at."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = connection.execute(query, (table,)).fetchone()
    overwrite(path, 4096 * (page - 1), b"\xff" * 4096)


async def test_damage_that_the_check_finds_in_time_is_recovered_before_serving(
    loaded, serve, lines, settings, monkeypatch
):
    Backups(settings.backups_folder, loaded).make(now=datetime.now(UTC), kept=7)
    spoil(loaded, "editions")
    monkeypatch.setattr(bot.upkeep, "_CHECK_SECONDS", 10)
    task = await serve()
    await lines.until("was damaged")
    await lines.until("serving 0 servers")
    assert (len(old_files(loaded)), task.done()) == (1, False)


async def test_damage_that_is_found_while_serving_is_recovered_in_the_same_process(
    loaded, serve, lines, settings, monkeypatch
):
    """The check takes longer than a start waits for it."""
    Backups(settings.backups_folder, loaded).make(now=datetime.now(UTC), kept=7)
    spoil(loaded, "editions")
    monkeypatch.setattr(bot.upkeep, "_CHECK_SECONDS", 0)
    task = await serve()
    assert (await lines.until("serving ends, and begins again"))[0] == "ERROR"
    assert "The backup " in (await lines.until("was damaged"))[1]
    await lines.until("serving 0 servers")
    assert not task.done()
    assert find_damage(loaded) is None


async def test_damage_that_a_statement_meets_is_recovered_at_once(loaded, serve, lines, settings):
    """The file was sound when the bot started."""
    Backups(settings.backups_folder, loaded).make(now=datetime.now(UTC), kept=7)
    task = await serve()
    await lines.until("corpus loaded")
    spoil(loaded, "statements")
    for path in settings.corpus[0].rglob("*.txt"):
        path.write_text(path.read_text() + "\nmore")
    ask_reload(loaded)
    assert (await lines.until("serving ends, and begins again"))[0] == "ERROR"
    assert "The backup " in (await lines.until("was damaged"))[1]
    await lines.until("serving 0 servers")
    assert not task.done()
    assert find_damage(loaded) is None


@pytest.mark.usefixtures("loaded")
async def test_a_second_bot_is_refused_with_the_process_of_the_first(serve, served):
    await serve()
    with pytest.raises(StorageBusyError, match=rf"\(process {os.getpid()}\); stop that one"):
        await run(served)


async def test_a_changed_folder_is_loaded_without_being_asked(loaded, serve, lines, settings):
    await serve()
    await lines.until("corpus loaded")
    (folder,) = settings.corpus
    text = "---\ntitle: A zebra\nsourceUrl: https://site.com/zebra\npublishedDateTime: 2024-05-05\n"
    writing = asyncio.create_task(_write_until_heard(folder / "zebra.txt", f"{text}---\n"))
    level, line = await lines.until("corpus loaded")
    writing.cancel()
    assert (level, "added=1" in line) == ("INFO", True)
    assert await articles(loaded) == (5, 7)


async def _write_until_heard(path, text):
    """The watch begins at some moment after the start."""
    while True:
        path.write_text(text)
        await asyncio.sleep(3)


async def test_a_service_reloads_at_sighup(loaded, serve, lines, monkeypatch):
    monkeypatch.setattr(os, "isatty", lambda _: False)
    await serve()
    await lines.until("corpus loaded")
    os.kill(os.getpid(), signal.SIGHUP)
    assert "unchanged=11" in (await lines.until("corpus loaded"))[1]
    assert await articles(loaded) == (4, 7)


async def test_a_corpus_that_is_swapped_for_garbage_is_not_taken_and_the_log_says_so(
    loaded, serve, lines, settings
):
    await serve()
    await lines.until("corpus loaded")
    for path in settings.corpus[0].rglob("*"):
        if path.is_file():
            path.write_bytes(os.urandom(2_000))
    assert ask_reload(loaded) == os.getpid()
    level, line = await lines.until("the corpus was not loaded again")
    assert level == "ERROR"
    assert "keeps what it has" in line
    assert await articles(loaded) == (4, 7)


async def test_a_folder_that_vanished_while_the_bot_was_down_keeps_the_archive(
    loaded, serve, lines, settings
):
    shutil.rmtree(settings.corpus[0])
    settings.corpus[0].mkdir()
    await serve()
    assert (await lines.until("the corpus could not be loaded"))[0] == "ERROR"
    assert await articles(loaded) == (4, 7)


async def test_a_day_without_a_backup_ends_in_one(loaded, serve, lines, settings, monkeypatch):
    monkeypatch.setattr(bot.upkeep, "_FIRST_BACKUP_SECONDS", 0)
    await serve()
    await lines.until("backup made")
    (backup,) = Backups(settings.backups_folder, loaded).all()
    assert is_good(backup.path)


@pytest.mark.usefixtures("loaded")
async def test_backups_that_cannot_be_made_are_told_and_serving_goes_on(
    serve, lines, tmp_path, monkeypatch
):
    monkeypatch.setattr(bot.upkeep, "_FIRST_BACKUP_SECONDS", 0)
    (tmp_path / "file").touch()
    task = await serve(backups=tmp_path / "file" / "backups")
    level, line = await lines.until("no backup could be made")
    assert (level, "choose another path" in line) == ("ERROR", True)
    assert not task.done()


async def test_a_missing_database_with_backups_is_told(loaded, serve, lines, settings):
    backup = Backups(settings.backups_folder, loaded).make(now=datetime.now(UTC), kept=7)
    loaded.unlink()
    await serve()
    assert f"newsdesk restore {backup.path}" in (await lines.until("there are backups"))[1]


@pytest.mark.usefixtures("loaded")
async def test_a_nearly_full_disk_is_told(serve, lines, monkeypatch):
    usage = shutil.disk_usage("/")._replace(free=20 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    await serve()
    assert (await lines.until("20 MiB left; free space"))[0] == "WARNING"


async def test_a_file_of_something_else_is_refused_and_stays(settings, served):
    settings.database.write_text("category: news\n" * 100)
    with pytest.raises(StorageError, match="is no SQLite database; move it away"):
        await run(served)
    assert settings.database.read_text() == "category: news\n" * 100


class Away:
    """The health of a bot whose gateway is away, or that is there again at times."""

    def __init__(self, *is_there):
        self._is_there = iter(is_there)

    @property
    def running(self):
        now = datetime.now(UTC)
        return Running(now, None if next(self._is_there, False) else now)


async def test_a_gateway_that_stays_away_ends_the_bot():
    with pytest.raises(GatewayLostError, match="not been reached for 0 minutes; look at"):
        await watch_gateway(Away(), patience=timedelta(0), every=0.001)


async def test_a_gateway_that_comes_back_in_time_ends_nothing():
    health = Away(*(number % 3 == 0 for number in range(10_000)))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3):
            await watch_gateway(health, patience=timedelta(seconds=0.2), every=0.001)


async def test_a_gateway_that_is_reached_at_the_third_try_only_is_served_from(served, caplog):
    async with LoopbackDiscord(token=served.token) as later:
        address = later.gateway_url
    (port,) = re.findall(r":(\d+)/", address)
    starting = asyncio.create_task(run(replace(served, gateway_url=address)))
    async with asyncio.timeout(20):
        while caplog.text.count("Attempting a reconnect") < 2:
            await asyncio.wait({starting}, timeout=0.05)
        async with LoopbackDiscord(token=served.token, port=int(port)) as later:
            while not later.gateway.is_in_use:
                await asyncio.wait({starting}, timeout=0.05)
            starting.cancel()
            await asyncio.wait({starting})


async def test_a_gateway_that_is_never_reached_ends_the_start(served, monkeypatch, server):
    created = create_bot

    def impatient(*arguments):
        newsdesk = created(*arguments)
        newsdesk.patience = timedelta(seconds=0.5)
        return newsdesk

    monkeypatch.setattr(bot.app, "create_bot", impatient)
    nowhere = replace(served, gateway_url=server.gateway_url.replace("127.0.0.1", "127.0.0.2"))
    with pytest.raises(GatewayLostError):
        async with running_bot(nowhere):
            pass


async def test_a_service_manager_hears_of_the_bots_life(serve, tmp_path, monkeypatch):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        monkeypatch.setenv("WATCHDOG_USEC", "300000")
        task = await serve()
        loop = asyncio.get_running_loop()
        heard = []
        async with asyncio.timeout(10):
            while not (heard and heard[-1].startswith(b"READY")):
                heard.append(await loop.sock_recv(manager, 100))
            assert await loop.sock_recv(manager, 100) == b"WATCHDOG=1"
            task.cancel()
            while heard[-1] != b"STOPPING=1":
                heard.append(await loop.sock_recv(manager, 100))
    assert b"READY=1\nSTATUS=serving 0 servers" in heard
    assert set(heard) == {b"WATCHDOG=1", b"READY=1\nSTATUS=serving 0 servers", b"STOPPING=1"}


async def test_an_exchange_that_was_cut_short_is_completed_and_told(loaded, serve, lines):
    shutil.copy(loaded, f"{loaded}.next")
    await serve()
    level, line = await lines.until("during which a process was killed, was completed")
    assert (level, str(old_files(loaded)[0]) in line) == ("ERROR", True)


async def test_an_older_database_is_backed_up_before_serving_and_that_is_told(
    settings, serve, lines, old_database
):
    settings.database.write_bytes(old_database)
    await serve()
    level, line = await lines.until("has an older schema (1); before it is changed")
    (backup,) = Backups(settings.backups_folder, settings.database).all()
    assert (level, str(backup.path) in line) == ("WARNING", True)


async def test_a_statement_that_fails_on_a_sound_file_is_told_and_ends_nothing(
    loaded, settings, lines
):
    async with open_store(loaded) as store:
        store.met_damage.set()
        upkeep = Upkeep(settings, Supervisor({}))
        watching = asyncio.create_task(upkeep._watch_database(SimpleNamespace(store=store)))
        level, _ = await lines.until("does not agree with itself, though its file is whole")
        assert (level, store.met_damage.is_set(), watching.done()) == ("ERROR", False, False)
        watching.cancel()
    assert not await upkeep.confirms_damage()


async def test_a_disk_that_damages_every_file_ends_the_bot(loaded, settings):
    upkeep = Upkeep(settings, Supervisor({}))
    overwrite(loaded, 20_000, b"\xff" * 9_000)
    for _ in range(3):
        assert await upkeep.confirms_damage()
        upkeep._damage = None
    with pytest.raises(StorageError, match=r"is damaged again and again .*; check the disk"):
        await upkeep.confirms_damage()
