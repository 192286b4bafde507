"""The one tree of Newsdesk's errors: they carry data, bot.render words them for people."""

from pathlib import Path


class NewsdeskError(Exception):
    """Whatever Newsdesk refuses or fails at, with a sentence that names the mend."""


class SettingsError(NewsdeskError):
    """Settings that can't be used.

    `problems` holds one (key, what it must be, where it was read) for each wrong key.
    """

    def __init__(self, problems: tuple[tuple[str, str, str], ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{key} ({origin}): {rule}" for key, rule, origin in problems))


class MissingPathError(NewsdeskError):
    """A path that was named on the command line or in the settings and is not there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: no such file or folder")


class DocumentError(NewsdeskError):
    """A document that can't be taken: `line` (from 1, or None) and `reason`, mend included."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        super().__init__(reason if line is None else f"line {line}: {reason}")


class FieldError(DocumentError):
    """A field of front matter that can't be taken; whoever holds the text knows its line."""

    def __init__(self, field: str, reason: str) -> None:
        self.field = field
        super().__init__(reason)


class QueryError(NewsdeskError):
    """An option of a search that can't be understood: which one, what it said, what it takes."""

    def __init__(self, option: str, value: str, expected: str) -> None:
        self.option = option
        self.value = value
        self.expected = expected
        super().__init__(f"{option} {value!r} is not {expected}")


class StorageError(NewsdeskError):
    """The database can't be opened, read or written: `path` and the reason with its mend."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class TokenError(NewsdeskError):
    """The Discord token is missing or was refused."""
