"""What the operator decides, and what is said of what can't be used."""

from pathlib import Path

import pytest

from bot.config import Settings, WatchAddress, default_corpus, keys, read_settings
from bot.errors import SettingsError

TOKEN = "MTA4.Gx1y2z.a-b_c"


@pytest.fixture
def env_file(tmp_path):
    return tmp_path / ".env"


def problems(environment, env_file):
    with pytest.raises(SettingsError) as caught:
        read_settings(environment, env_file=env_file)
    return caught.value.problems


def test_without_anything_there_are_defaults(env_file):
    settings = read_settings({}, env_file=env_file)
    assert settings == Settings()
    assert settings.token is None
    assert settings.database == Path("data/newsdesk.db")
    assert (settings.log_level, settings.log_format) == ("INFO", "auto")


def test_settings_can_be_built_with_keywords():
    settings = Settings(database=Path("a.db"), corpus=(Path("b"),), token=TOKEN)
    assert (settings.database, settings.corpus, settings.token) == (
        Path("a.db"),
        (Path("b"),),
        TOKEN,
    )


def test_backups_lie_beside_the_database_unless_another_folder_is_set():
    settings = Settings(database=Path("a/news.db"))
    assert settings.backups_folder == Path("a/backups")
    assert Settings(backups=Path("b")).backups_folder == Path("b")


def test_the_token_is_shown_nowhere():
    assert TOKEN not in repr(Settings(token=TOKEN))


def test_a_token_can_be_read_from_a_file(env_file, tmp_path):
    secret = tmp_path / "token"
    secret.write_text(f"{TOKEN}\n", encoding="utf-8")
    assert read_settings({"DISCORD_TOKEN_FILE": str(secret)}, env_file=env_file).token == TOKEN


@pytest.mark.parametrize("content", [None, "", "two words", "t\u00f6k\u00e8n"])
def test_a_file_without_a_token_is_named_and_what_it_holds_is_not(env_file, tmp_path, content):
    secret = tmp_path / "token"
    if content is not None:
        secret.write_text(content, encoding="utf-8")
    with pytest.raises(
        SettingsError, match=r"DISCORD_TOKEN_FILE.*must be a readable file"
    ) as caught:
        read_settings({"DISCORD_TOKEN_FILE": str(secret)}, env_file=env_file)
    assert "words" not in str(caught.value)


def test_nothing_is_told_to_who_watches_where_that_is_off(env_file):
    assert read_settings({"NEWSDESK_WATCH": "off"}, env_file=env_file).watch is None


def test_every_key_of_the_environment_is_read(env_file):
    settings = read_settings(
        {
            "DISCORD_TOKEN": TOKEN,
            "NEWSDESK_DATABASE": "~/news.db",
            "NEWSDESK_CORPUS": "one::~/two",
            "NEWSDESK_BACKUPS": "~/backups",
            "NEWSDESK_BACKUPS_KEPT": "30",
            "NEWSDESK_TRUSTED_GUILDS": "80351110224678912, 1199887766554433221",
            "DISCORD_API_BASE": "http://127.0.0.1:8080/api/v10",
            "DISCORD_GATEWAY_URL": "ws://localhost:8081",
            "NEWSDESK_LOG_LEVEL": "DEBUG",
            "NEWSDESK_LOG_FORMAT": "json",
            "NEWSDESK_WATCH": "[::1]:9000",
            "PATH": "/bin",
        },
        env_file=env_file,
    )
    assert settings == Settings(
        token=TOKEN,
        database=Path.home() / "news.db",
        corpus=(Path("one"), Path.home() / "two"),
        backups=Path.home() / "backups",
        backups_kept=30,
        trusted_guilds=frozenset({80351110224678912, 1199887766554433221}),
        api_base="http://127.0.0.1:8080/api/v10",
        gateway_url="ws://localhost:8081",
        log_level="DEBUG",
        log_format="json",
        watch=WatchAddress("::1", 9000),
    )
    assert set(keys()) == {
        "DISCORD_TOKEN",
        "DISCORD_TOKEN_FILE",
        "NEWSDESK_DATABASE",
        "NEWSDESK_CORPUS",
        "NEWSDESK_BACKUPS",
        "NEWSDESK_BACKUPS_KEPT",
        "NEWSDESK_TRUSTED_GUILDS",
        "DISCORD_API_BASE",
        "DISCORD_GATEWAY_URL",
        "NEWSDESK_LOG_LEVEL",
        "NEWSDESK_LOG_FORMAT",
        "NEWSDESK_WATCH",
    }


def test_the_environment_beats_the_file_and_the_command_line_beats_both(env_file):
    env_file.write_text("NEWSDESK_DATABASE=file.db\nNEWSDESK_LOG_LEVEL=ERROR\nOTHER=x\n")
    environment = {"NEWSDESK_DATABASE": "environment.db"}
    settings = read_settings(environment, env_file=env_file)
    assert (settings.database, settings.log_level) == (Path("environment.db"), "ERROR")
    settings = read_settings(environment, env_file=env_file, database=Path("line.db"))
    assert settings.database == Path("line.db")


def test_an_empty_value_counts_as_none(env_file):
    env_file.write_text("DISCORD_TOKEN=\nNEWSDESK_LOG_LEVEL=\nNEWSDESK_DATABASE=file.db\n")
    settings = read_settings({"DISCORD_TOKEN": "", "NEWSDESK_DATABASE": ""}, env_file=env_file)
    assert settings == Settings(database=Path("file.db"))


@pytest.mark.parametrize(
    ("key", "value", "rule"),
    [
        ("DISCORD_TOKEN", "two words", "must be the token alone, without spaces"),
        ("DISCORD_TOKEN", f"{TOKEN}\n", "must be the token alone"),
        ("DISCORD_TOKEN", "tökèn", "must be the token alone"),
        ("NEWSDESK_DATABASE", "~nobody-of-this-name/x", "must be a path"),
        ("NEWSDESK_DATABASE", "a\0b", "must be a path"),
        ("NEWSDESK_CORPUS", ":", "must be paths with `:` between them"),
        ("NEWSDESK_BACKUPS", "a\0b", "must be a path"),
        ("NEWSDESK_BACKUPS_KEPT", "0", "must be a number from 1 to 999"),
        ("NEWSDESK_BACKUPS_KEPT", "1000", "must be a number from 1 to 999"),
        ("NEWSDESK_BACKUPS_KEPT", "٧", "must be a number from 1 to 999"),
        ("NEWSDESK_TRUSTED_GUILDS", "my server", "must be ids of servers, such as 803"),
        ("NEWSDESK_TRUSTED_GUILDS", "80351110224678912 1199887766554433221", "with commas between"),
        ("NEWSDESK_TRUSTED_GUILDS", "42", "must be ids of servers"),
        ("NEWSDESK_TRUSTED_GUILDS", ",", "must be ids of servers"),
        ("NEWSDESK_TRUSTED_GUILDS", "٨٠٣٥١١١٠٢٢٤٦٧٨٩١٢", "must be ids of servers"),
        ("DISCORD_API_BASE", "discord.com/api", "must be an address that begins with https:// or"),
        ("DISCORD_API_BASE", "ws://discord.com", "https:// or http://"),
        ("DISCORD_API_BASE", "https://", "https:// or http://"),
        ("DISCORD_GATEWAY_URL", "https://discord.com", "wss:// or ws://"),
        ("DISCORD_GATEWAY_URL", "wss://a b", "wss:// or ws://"),
        (
            "NEWSDESK_WATCH",
            "9464",
            "must be `off`, or an address and a port such as 127.0.0.1",
        ),
        ("NEWSDESK_WATCH", "127.0.0.1:70000", "must be `off`, or an address and a port"),
        ("NEWSDESK_LOG_LEVEL", "LOUD", "must be one of DEBUG, INFO, WARNING, ERROR"),
        ("NEWSDESK_LOG_FORMAT", "xml", "must be one of auto, text, json"),
    ],
)
def test_a_wrong_value_is_named_with_what_it_must_be(env_file, key, value, rule):
    ((wrong, told, origin),) = problems({key: value}, env_file)
    assert (wrong, origin) == (key, "the environment")
    assert rule in told


def test_every_wrong_key_is_named_at_once_with_where_it_was_read(env_file):
    env_file.write_text("DISCORD_TOKEN='two words'\nNEWSDESK_LOG_FORMAT=xml\n")
    found = problems({"NEWSDESK_LOG_LEVEL": "LOUD", "DISCORD_API_BASE": "x"}, env_file)
    assert {(key, origin) for key, _, origin in found} == {
        ("DISCORD_TOKEN", str(env_file)),
        ("NEWSDESK_LOG_FORMAT", str(env_file)),
        ("NEWSDESK_LOG_LEVEL", "the environment"),
        ("DISCORD_API_BASE", "the environment"),
    }
    message = str(SettingsError(found))
    assert f"DISCORD_TOKEN ({env_file}): must be the token alone" in message
    assert "two words" not in message


def test_a_file_that_is_no_text_is_named(env_file):
    env_file.write_bytes(b"DISCORD_TOKEN=\xff\xfe")
    ((key, rule, origin),) = problems({}, env_file)
    assert (key, origin) == (".env", str(env_file))
    assert "UTF-8" in rule


def test_the_corpus_is_the_seeds_of_the_working_directory_or_those_that_come_along(
    tmp_path, monkeypatch
):
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    assert default_corpus() == (Path("seeds"),)
    (tmp_path / "seeds").rmdir()
    (shipped,) = default_corpus()
    assert len(list(shipped.glob("00*"))) == 5
