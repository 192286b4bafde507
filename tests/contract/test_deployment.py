"""What operators install the bot with keeps it small, and does what the code expects."""

import re
from configparser import RawConfigParser
from pathlib import Path

import pytest
import yaml

from bot.__main__ import main
from bot.app import SIGNALS
from bot.config import Settings, keys
from bot.errors import TokenError
from bot.gateway.poster import STOP_SECONDS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "docs" / "deploy"
LOCKS = ROOT / ".ci" / "requirements"


@pytest.fixture(scope="module")
def stages():
    """The instructions of each stage of the Dockerfile, continued lines joined."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    parted = re.split(r"(?m)^FROM ", "\n".join(line for line in lines if line.strip()))[1:]
    return [[tuple(line.split(maxsplit=1)) for line in stage.splitlines()[1:]] for stage in parted]


@pytest.fixture(scope="module")
def last(stages):
    return dict(stages[-1])


def test_the_image_has_two_stages_and_takes_only_the_environment_from_the_first(stages):
    assert len(stages) == 2
    assert [told for name, told in stages[1] if name == "COPY"] == ["--from=build /venv /venv"]


def test_all_that_the_image_installs_is_locked_by_hash(stages):
    installs = re.findall(r"pip install ([^&]*)", " ".join(text for _, text in stages[0]))
    assert len(installs) == 3
    assert all("--no-deps" in each for each in installs)
    assert all("--require-hashes" in each or "--no-index" in each for each in installs)


def test_the_image_copies_all_that_its_wheel_is_made_of(stages):
    copied = " ".join(text for name, text in stages[0] if name == "COPY")
    for part in ("pyproject.toml", "README.md", "LICENSE", "bot", "cogs", "seeds"):
        assert re.search(rf"\b{part}\b", copied)
        assert (ROOT / part).exists()


def test_docker_is_handed_what_is_copied_and_neither_token_nor_archive(stages):
    kept = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    copied = [text.split()[:-1] for name, text in stages[0] if name == "COPY"]
    assert sorted(kept) == sorted(part.removeprefix("./") for parts in copied for part in parts)
    assert "docs/deploy/token.txt" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_container_runs_as_nobody_that_may_do_anything(last):
    user = last["USER"].partition(":")[0]
    assert int(user) > 0
    assert last["VOLUME"] == last["WORKDIR"] == "/data"


def test_the_container_is_run_stopped_and_asked_without_a_shell(stages, last):
    assert last["ENTRYPOINT"] == '["newsdesk"]'
    assert last["CMD"] == '["run"]'
    check = dict(stages[-1])["HEALTHCHECK"]
    command = re.search(r'CMD \["newsdesk", "([a-z]+)"\]', check)[1]
    assert command in main.commands
    assert last["STOPSIGNAL"] in {signal.name for signal in SIGNALS}


@pytest.fixture(scope="module")
def service():
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["services"]["newsdesk"]


def test_the_composed_container_can_write_to_its_volume_only(service):
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [each for each in service["volumes"] if not each.endswith(":ro")] == ["data:/data"]


def test_the_composed_container_is_given_time_to_stop(service):
    assert int(service["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


def test_compose_sets_what_newsdesk_reads_and_no_secret(service):
    assert set(service["environment"]) <= set(keys())
    assert "DISCORD_TOKEN" not in service["environment"]


@pytest.fixture(scope="module")
def unit():
    parser = RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str
    parser.read(DEPLOY / "newsdesk.service", encoding="utf-8")
    return parser["Service"]


def test_the_unit_waits_until_the_bot_serves_and_watches_it(unit):
    assert unit["Type"] == "notify"
    assert int(unit["WatchdogSec"]) > 0
    assert unit["Restart"] == "on-failure"
    assert int(unit["TimeoutStopSec"]) > STOP_SECONDS
    assert unit["ExecStart"].endswith("/newsdesk run")


def test_the_unit_does_not_start_again_what_another_start_would_not_mend(unit):
    assert int(unit["RestartPreventExitStatus"]) == TokenError.exit_code


def test_the_unit_confines_the_bot(unit):
    for key in (
        "NoNewPrivileges",
        "PrivateTmp",
        "PrivateDevices",
        "ProtectHome",
        "LockPersonality",
    ):
        assert unit[key] == "true"
    assert unit["ProtectSystem"] == "strict"
    assert unit["User"] == "newsdesk"
    assert unit["CapabilityBoundingSet"] == ""


def test_the_unit_sets_what_newsdesk_reads():
    text = (DEPLOY / "newsdesk.service").read_text(encoding="utf-8")
    assert set(re.findall(r"^Environment=([A-Z_]+)=", text, re.MULTILINE)) <= set(keys())


def test_the_locks_of_the_image_agree_with_the_one_that_is_tested():
    def pins(name):
        return set(re.findall(r"(?m)^(\S+==\S+)", (LOCKS / name).read_text(encoding="utf-8")))

    assert pins("run.txt") | pins("build.txt") <= pins("test.txt")


def test_the_default_database_is_no_path_that_the_image_could_not_write():
    assert not Settings().database.is_absolute()
