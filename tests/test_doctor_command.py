"""What `newsdesk doctor` says of the machine, each thing made wrong by itself."""

import asyncio
import json
import os
import shutil
import tempfile
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from click.testing import CliRunner, Result

import bot.services.check_machine
from bot.__main__ import main
from bot.domain.condition import Condition, Finding
from bot.fetch.discord_probe import Answer, probe_discord
from bot.render.condition import condition_sentence
from bot.services.check_discord import check_discord
from bot.storage.backups import Backups
from bot.storage.bot_lock import serving_from

SEEDS = str(Path(__file__).parent.parent / "seeds")
TOKEN = "ODAzNTExMTAyMjQ2Nzg5MTI.Gx1y2z.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
LEVELS = "DEBUG, INFO, WARNING, ERROR"
DATABASE = Path("data/newsdesk.db")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in an empty folder and without settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for key in list(os.environ):
        if key.startswith(("NEWSDESK_", "DISCORD_")):
            monkeypatch.delenv(key)


@pytest.fixture
def _loaded() -> None:
    newsdesk("load", SEEDS)


def newsdesk(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*arguments: str) -> dict[str, str]:
    """What is said of the machine, by the name of the finding."""
    machine = json.loads(newsdesk("doctor", "--json", *arguments).stdout)["machine"]
    return {each["name"]: each["says"] for each in machine}


def test_in_an_empty_folder_only_the_archive_is_missing() -> None:
    result = newsdesk("doctor")
    (wrong,) = (line for line in result.stdout.splitlines() if line.startswith("WRONG"))
    assert wrong == f"WRONG  {DATABASE}: no archive is there; make one with `newsdesk load PATH`"
    assert result.exit_code == 1
    assert list(Path().iterdir()) == []


@pytest.mark.usefixtures("_loaded")
def test_a_loaded_archive_is_all_that_is_needed() -> None:
    result = newsdesk("doctor")
    assert "WRONG" not in result.stdout
    assert result.exit_code == 0


@pytest.mark.usefixtures("_loaded")
def test_a_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for token in (TOKEN, "a-wrong-one"):
        monkeypatch.setenv("DISCORD_TOKEN", token)
        assert token not in newsdesk("doctor").output
        assert token not in newsdesk("doctor", "--json").output


@pytest.mark.parametrize(
    ("token", "finding"),
    [(TOKEN, "token_shaped"), ("abc", "token_misshapen"), ("", "token_missing")],
)
def test_the_shape_of_the_token_is_looked_at(
    token: str, finding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)
    assert finding in told()


def test_settings_that_cannot_be_used_are_each_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_LOG_LEVEL", "LOUD")
    monkeypatch.setenv("NEWSDESK_BACKUPS_KEPT", "0")
    result = newsdesk("doctor")
    assert result.stdout.splitlines() == [
        "WRONG  NEWSDESK_BACKUPS_KEPT (read from the environment) must be a number from 1 to 999",
        f"WRONG  NEWSDESK_LOG_LEVEL (read from the environment) must be one of {LEVELS}",
    ]
    assert result.exit_code == 1


def test_a_file_with_the_token_that_others_may_read_is_named() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.chdir(folder)
        env = folder / ".env"
        env.write_text(f"DISCORD_TOKEN={TOKEN}\n")
        env.chmod(0o644)
        assert told()["secret_readable"].endswith("run `chmod 600 .env`")
        env.chmod(0o600)
        assert "secret_readable" not in told()
        env.chmod(0o644)
        folder.chmod(0o700)
        assert "secret_readable" not in told()


def test_a_file_system_that_is_read_only_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, who may write to any other."""
    closed = os.statvfs_result((4096, 4096, 9**6, 9**6, 9**6, 0, 0, 0, os.ST_RDONLY, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: closed)
    says = told()["folder_closed"]
    assert says.startswith(f"{tmp_path} can't be written to; allow it, or name another place")


def test_a_nearly_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")._replace(free=90 * 2**20)
    monkeypatch.setattr(bot.services.check_machine.shutil, "disk_usage", lambda _: usage)
    assert "has 90 MiB left, and the archive with its backup may need 200" in told()["room_little"]


@pytest.mark.usefixtures("_loaded")
def test_a_bot_that_serves_is_named() -> None:
    with serving_from(DATABASE):
        assert told()["bot_serves"].endswith(f"(process {os.getpid()})")
    assert "bot_none" in told()


@pytest.mark.usefixtures("_loaded")
def test_backups_are_looked_at() -> None:
    assert "backup_none" in told()
    backups = Backups(Path("data/backups"), DATABASE)
    backups.make(now=datetime.now(UTC) - timedelta(days=5), kept=7)
    assert "backup_old" in told()
    newest = backups.make(now=datetime.now(UTC), kept=7).path
    assert "backup_good" in told()
    os.truncate(newest, 30_000)
    assert str(newest) in told()["backup_damaged"]


def test_a_corpus_that_is_not_there_or_empty_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("empty").mkdir()
    monkeypatch.setenv("NEWSDESK_CORPUS", f"nowhere:empty:{SEEDS}")
    found = told()
    assert found["corpus_missing"] == "the corpus nowhere is not there; mend NEWSDESK_CORPUS"
    assert "empty" in found["corpus_empty"]
    assert found["corpus_there"].endswith("has 5 files")


def test_missing_time_zones_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.services.check_machine, "find_zone", lambda _: None)
    assert "pip install tzdata" in told()["zones_missing"]
    assert zoneinfo.ZoneInfo("UTC")


@pytest.mark.usefixtures("_loaded")
def test_a_damaged_archive_is_named_with_its_mend() -> None:
    with DATABASE.open("r+b") as file:
        file.write(b"\xff" * 100)
    result = newsdesk("doctor")
    assert "is no SQLite database" in result.stdout
    assert result.exit_code == 1


@pytest.fixture
async def api():
    """An API that answers with a status; its address."""
    statuses = []

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=statuses[0])

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield statuses, f"http://127.0.0.1:{runner.addresses[0][1]}/api"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "finding"),
    [
        (200, Finding.DISCORD_ANSWERS),
        (401, Finding.DISCORD_REFUSES),
        (503, Finding.DISCORD_FAILS),
        (404, Finding.DISCORD_FAILS),
    ],
)
@pytest.mark.parametrize("token", [TOKEN, None])
async def test_what_discord_answers_is_told(api, status, finding, token):
    statuses, address = api
    statuses.append(status)
    (condition,) = await check_discord(address, token)
    assert condition.finding is finding
    assert TOKEN not in condition_sentence(condition)


async def test_an_answer_says_when_it_was_there(api):
    statuses, address = api
    statuses.append(200)
    answer = await probe_discord(address, None)
    assert isinstance(answer, Answer)
    assert abs(answer.date - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/api", "http://nowhere.invalid/api", "http://user:secret@127.0.0.1:9/api"],
)
def test_an_api_out_of_reach_is_named_without_its_password(address):
    (condition,) = asyncio.run(check_discord(address, TOKEN))
    sentence = condition_sentence(condition)
    assert condition.finding is Finding.DISCORD_AWAY
    assert "can't be reached" in sentence
    assert "secret" not in sentence


def test_every_finding_has_a_sentence() -> None:
    facts: dict[str, str | int] = dict.fromkeys(
        (
            "key",
            "origin",
            "rule",
            "path",
            "made_at",
            "known",
            "now",
            "seconds",
            "address",
            "reason",
        ),
        "x",
    )
    facts |= dict.fromkeys(("free", "need", "pid", "files", "zones", "status", "milliseconds"), 1)
    for finding in Finding:
        assert condition_sentence(Condition(finding, facts))
