"""The one tree of Newsdesk's errors: they carry data, bot.render words them for people."""

from pathlib import Path
from typing import Literal

# What an address may hold instead of a page; "damaged" is a body that can't be unpacked.
Media = Literal["pdf", "image", "video", "audio", "feed", "file", "damaged"]


class NewsdeskError(Exception):
    """Whatever Newsdesk refuses or fails at, with a sentence that names the mend.

    `exit_code` is what a command ends with; 78 (EX_CONFIG of sysexits.h): no other start helps.
    """

    exit_code = 2


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


class OutputError(NewsdeskError):
    """A file or folder that can't be written: `path` and the reason with its mend."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


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


class StorageFullError(StorageError):
    """The storage is full: what was to be written is not, what was there is."""


class StorageDamagedError(StorageError):
    """The database is not what was written: its file was cut short, overwritten or torn."""


class StorageLockedError(StorageError):
    """Another process was writing to the database for longer than could be waited for."""


class StorageBusyError(StorageError):
    """A bot serves from the database: `pid` is its process."""

    def __init__(self, path: Path, pid: int) -> None:
        self.pid = pid
        super().__init__(
            path, f"a bot serves from it (process {pid}); stop that one, or name another archive"
        )


class ShrunkenCorpusError(NewsdeskError):
    """A corpus that lacks more than half of the `known` files that stated articles."""

    def __init__(self, lost: int, known: int) -> None:
        self.lost = lost
        self.known = known
        super().__init__(
            f"{lost:,} of the {known:,} files that the archive knows are gone or are no articles "
            "any more, so it keeps what it has; mend the corpus, or forget them by "
            "`newsdesk load --prune PATH...`"
        )


class GatewayLostError(NewsdeskError):
    """Discord's gateway has not been reached for `minutes`."""

    def __init__(self, minutes: float) -> None:
        self.minutes = minutes
        super().__init__(
            f"Discord's gateway has not been reached for {minutes:g} minutes; "
            "look at the network and at https://discordstatus.com, and start the bot again"
        )


class TokenError(NewsdeskError):
    """The Discord token is missing or was refused."""

    exit_code = 78


class PageError(NewsdeskError):
    """A page that could not be had: `url` is the address that failed, of several the last.

    A moderator can always type what the page would have said, so no subclass is a dead end.
    """

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        super().__init__(f"{url}: {reason}")


class PageAddressError(PageError):
    """An address that is not fetched: `problem` is its form, user name included, or its port."""

    def __init__(self, url: str, problem: Literal["form", "port"]) -> None:
        self.problem = problem
        super().__init__(url, f"not fetched for its {problem}; link an ordinary http(s) page")


class PrivateAddressError(PageError):
    """A name that leads to `address`, which is not on the public internet."""

    def __init__(self, url: str, address: str) -> None:
        self.address = address
        super().__init__(url, f"leads to {address}, not a public address; link the public page")


class UnreachablePageError(PageError):
    """A server that can't be spoken with: `problem` is a name, a connection or a certificate."""

    def __init__(self, url: str, problem: Literal["name", "connection", "certificate"]) -> None:
        self.problem = problem
        super().__init__(url, f"no answer ({problem}); check the address or try again later")


class SlowPageError(PageError):
    """A page that was not there whole after `seconds`."""

    def __init__(self, url: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(url, f"not there after {seconds:g} s; try again later")


class RedirectLoopError(PageError):
    """A page behind more than `limit` redirects."""

    def __init__(self, url: str, limit: int) -> None:
        self.limit = limit
        super().__init__(url, f"behind more than {limit} redirects; link the page itself")


class PageStatusError(PageError):
    """A server that answers with an error: `status` as HTTP counts them."""

    def __init__(self, url: str, status: int) -> None:
        self.status = status
        super().__init__(url, f"the server answers {status}; open it in a browser")


class LargePageError(PageError):
    """A page of more than `limit` bytes, unpacked."""

    def __init__(self, url: str, limit: int) -> None:
        self.limit = limit
        super().__init__(url, f"larger than {limit // 2**20} MiB; type what it says")


class NoPageError(PageError):
    """Something other than a web page, or a damaged one: `media` says what."""

    def __init__(self, url: str, media: Media) -> None:
        self.media = media
        super().__init__(url, f"no web page but: {media}; link the page about it")


class UnreadablePageError(PageError):
    """A page that its reader gave up on, for time, memory or a fault in it."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "its markup can't be read; type what it says")
