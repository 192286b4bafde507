"""Settings: read once, at the root, from the environment and an `.env` file."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from marshmallow import EXCLUDE, Schema, ValidationError, validate
from marshmallow import fields as kinds

from bot.errors import SettingsError

LogFormat = Literal["auto", "text", "json"]
_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMATS = ("auto", "text", "json")


def default_corpus() -> tuple[Path, ...]:
    """`seeds` in the working directory if there, else the seeds that come with Newsdesk."""
    here = Path("seeds")
    if here.is_dir():
        return (here,)
    package = Path(str(resources.files("bot")))
    shipped = package / "seeds"
    return (shipped if shipped.is_dir() else package.parent / "seeds",)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator decides; `.env.example` describes each value.

    `api_base` and `gateway_url` point the bot at another Discord, as the demo and tests do.
    """

    token: str | None = field(default=None, repr=False)
    database: Path = Path("data/newsdesk.db")
    corpus: tuple[Path, ...] = field(default_factory=default_corpus)
    api_base: str | None = None
    gateway_url: str | None = None
    log_level: str = "INFO"
    log_format: LogFormat = "auto"


class _PathField(kinds.String):
    """A path; `~` is the home folder."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return Path(super()._deserialize(value, attr, data, **kwargs)).expanduser()


class _PathsField(kinds.String):
    """Paths, separated as the system separates those of PATH."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        return tuple(Path(part).expanduser() for part in text.split(os.pathsep) if part)


def _address(*schemes: str) -> validate.URL:
    return validate.URL(
        schemes=set(schemes),
        require_tld=False,
        error=f"must be an address that begins with {' or '.join(s + '://' for s in schemes)}",
    )


def _one_of(choices: tuple[str, ...]) -> validate.OneOf:
    return validate.OneOf(choices, error="must be one of {choices}")


class SettingsSchema(Schema):
    """Every key of the environment that Newsdesk reads, and what it may hold."""

    class Meta:
        """The keys of other programs are left alone."""

        unknown = EXCLUDE

    token = kinds.String(
        data_key="DISCORD_TOKEN",
        validate=validate.Regexp(r"\S+", error="must be the token alone, without spaces"),
    )
    database = _PathField(data_key="NEWSDESK_DATABASE")
    corpus = _PathsField(data_key="NEWSDESK_CORPUS")
    api_base = kinds.String(data_key="DISCORD_API_BASE", validate=_address("https", "http"))
    gateway_url = kinds.String(data_key="DISCORD_GATEWAY_URL", validate=_address("wss", "ws"))
    log_level = kinds.String(data_key="NEWSDESK_LOG_LEVEL", validate=_one_of(_LEVELS))
    log_format = kinds.String(data_key="NEWSDESK_LOG_FORMAT", validate=_one_of(_FORMATS))


def read_settings(
    environment: Mapping[str, str], *, env_file: Path = Path(".env"), database: Path | None = None
) -> Settings:
    """The settings of the environment, then of the file, then the defaults.

    An empty value counts as none. `database` comes from the command line and beats both. Raises
    SettingsError that names every wrong key and where it was read.
    """
    filed = {key: value for key, value in dotenv_values(env_file).items() if value}
    given = {key: value for key, value in environment.items() if value}
    try:
        values = SettingsSchema().load({**filed, **given})
    except ValidationError as error:
        raise SettingsError(_problems(error, given, env_file)) from None
    if database is not None:
        values["database"] = database
    return Settings(**values)


def _problems(
    error: ValidationError, environment: Mapping[str, str], env_file: Path
) -> tuple[tuple[str, str, str], ...]:
    # Of a flat schema the messages are a mapping of key to list of texts.
    messages: dict[str, list[str]] = dict(error.messages_dict)
    return tuple(
        (key, " ".join(rules), "the environment" if key in environment else str(env_file))
        for key, rules in sorted(messages.items())
    )
