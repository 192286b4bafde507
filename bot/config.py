"""Settings: read once, at the root, from the environment and an `.env` file."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec
from dotenv import dotenv_values
from msgspec import Meta

from bot.errors import SettingsError

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["auto", "text", "json"]
# Discord's ids have 15 to 20 digits: https://discord.com/developers/docs/reference#snowflakes
_GUILD_IDS = r"^\s*[1-9][0-9]{14,19}(\s*,\s*[1-9][0-9]{14,19})*\s*,?\s*\Z"
_SHAPE = r"^[!-~]+\Z"
_LAST_PORT = 65535


def default_corpus() -> tuple[Path, ...]:
    """`seeds` in the working directory if there, else the seeds that come with Newsdesk."""
    here = Path("seeds")
    if here.is_dir():
        return (here,)
    package = Path(__file__).parent
    shipped = package / "seeds"
    return (shipped if shipped.is_dir() else package.parent / "seeds",)


@dataclass(frozen=True, slots=True)
class WatchAddress:
    """Where metrics and health are told; port 0 is a free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator decides; `.env.example` describes each value.

    `api_base` and `gateway_url` point the bot at another Discord, as the demo and tests do.
    `backups` is a folder; without one, `backups_folder` says which.
    """

    token: str | None = field(default=None, repr=False)
    database: Path = Path("data/newsdesk.db")
    corpus: tuple[Path, ...] = field(default_factory=default_corpus)
    backups: Path | None = None
    backups_kept: int = 7
    trusted_guilds: frozenset[int] = frozenset()
    api_base: str | None = None
    gateway_url: str | None = None
    log_level: LogLevel = "INFO"
    log_format: LogFormat = "auto"
    watch: WatchAddress | None = WatchAddress("127.0.0.1", 9464)

    @property
    def backups_folder(self) -> Path:
        """Where backups are kept: `backups` beside the database unless another place is set."""
        return self.backups or self.database.parent / "backups"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the environment: the setting it gives, what it may hold, in words and as a type."""

    setting: str
    rule: str
    kind: Any = str
    convert: Callable[[str], object] = str


def keys() -> Mapping[str, Key]:
    """Every key of the environment that Newsdesk reads."""
    return {
        "DISCORD_TOKEN": Key(
            "token", "must be the token alone, without spaces", Annotated[str, Meta(pattern=_SHAPE)]
        ),
        "DISCORD_TOKEN_FILE": Key(
            "token", "must be a readable file that holds the token alone", convert=_token_in
        ),
        "NEWSDESK_DATABASE": Key("database", "must be a path", convert=_path),
        "NEWSDESK_CORPUS": Key(
            "corpus", f"must be paths with `{os.pathsep}` between them", convert=_paths
        ),
        "NEWSDESK_BACKUPS": Key("backups", "must be a path", convert=_path),
        "NEWSDESK_BACKUPS_KEPT": Key(
            "backups_kept",
            "must be a number from 1 to 999",
            Annotated[str, Meta(pattern=r"^[1-9][0-9]{0,2}\Z")],
            convert=int,
        ),
        "NEWSDESK_TRUSTED_GUILDS": Key(
            "trusted_guilds",
            "must be ids of servers, such as 80351110224678912, with commas between them",
            Annotated[str, Meta(pattern=_GUILD_IDS)],
            convert=_guild_ids,
        ),
        "DISCORD_API_BASE": _address("api_base", "https", "http"),
        "DISCORD_GATEWAY_URL": _address("gateway_url", "wss", "ws"),
        "NEWSDESK_LOG_LEVEL": _choice("log_level", LogLevel),
        "NEWSDESK_LOG_FORMAT": _choice("log_format", LogFormat),
        "NEWSDESK_WATCH": Key(
            "watch",
            "must be `off`, or an address and a port such as 127.0.0.1:9464",
            Annotated[str, Meta(pattern=r"^(?:off|[A-Za-z0-9.:\[\]-]+:[0-9]{1,5})\Z")],
            _watch,
        ),
    }


def read_settings(
    environment: Mapping[str, str], *, env_file: Path = Path(".env"), database: Path | None = None
) -> Settings:
    """The settings of the environment, then of the file, then the defaults.

    An empty value counts as none. `database` comes from the command line and beats both. Raises
    SettingsError that names every wrong key and where it was read.
    """
    filed = _read_file(env_file)
    given = {key: value for key, value in environment.items() if value}
    texts = {**filed, **given}
    values: dict[str, Any] = {}
    problems = []
    for name, key in keys().items():
        try:
            if name in texts:
                values[key.setting] = key.convert(msgspec.convert(texts[name], key.kind))
        except (msgspec.ValidationError, ValueError):
            origin = "the environment" if name in given else str(env_file)
            problems.append((name, key.rule, origin))
    if problems:
        raise SettingsError(tuple(problems))
    if database is not None:
        values["database"] = database
    return Settings(**values)


def secret_files(
    environment: Mapping[str, str], *, env_file: Path = Path(".env")
) -> tuple[Path, ...]:
    """The files that hold the token, as far as it stands in files."""
    filed = _read_file(env_file)
    named = environment.get("DISCORD_TOKEN_FILE") or filed.get("DISCORD_TOKEN_FILE")
    files = [env_file] if filed.get("DISCORD_TOKEN") else []
    return (*files, *([Path(named)] if named else []))


def _read_file(path: Path) -> dict[str, str]:
    try:
        return {key: value for key, value in dotenv_values(path).items() if value}
    except (OSError, ValueError):
        rule = "must be a readable file of UTF-8 text, with `KEY=value` lines"
        raise SettingsError(((path.name, rule, str(path)),)) from None


def _address(setting: str, *schemes: str) -> Key:
    rule = f"must be an address that begins with {' or '.join(s + '://' for s in schemes)}"
    pattern = rf"^(?:{'|'.join(schemes)})://[^\s/?#]+\S*\Z"
    return Key(setting, rule, Annotated[str, Meta(pattern=pattern)])


def _choice(setting: str, choices: Any) -> Key:
    return Key(setting, f"must be one of {', '.join(get_args(choices))}", choices)


def _token_in(text: str) -> str:
    """What the file says; ValueError where that is no token, or it can't be read."""
    try:
        token = _path(text).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ValueError from error
    checked: str = msgspec.convert(token, Annotated[str, Meta(pattern=_SHAPE)])
    return checked


def _watch(text: str) -> WatchAddress | None:
    if text == "off":
        return None
    host, _, port = text.rpartition(":")
    if int(port) > _LAST_PORT:
        raise ValueError
    return WatchAddress(host.strip("[]"), int(port))


def _path(text: str) -> Path:
    """The path, `~` being a home folder; ValueError for one that no system takes."""
    if "\0" in text:
        raise ValueError
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        # It names a person whom the system doesn't know.
        raise ValueError from error


def _paths(text: str) -> tuple[Path, ...]:
    paths = tuple(_path(part) for part in text.split(os.pathsep) if part)
    if not paths:
        raise ValueError
    return paths


def _guild_ids(text: str) -> frozenset[int]:
    return frozenset(int(part) for part in text.split(",") if part.strip())
