"""What operators are told of damaged databases, backups, restoring and reloading."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.render.words import count

# Tables whose rows are told of a backup, by what one row is.
_COUNTED = ("article", "subscription", "edition")


def reload_asked(pid: int) -> str:
    """The bot was asked to load its corpus again."""
    return f"Asked the bot (process {pid}) to load its corpus again; its log tells what came of it."


def no_bot(database: Path) -> str:
    """There is no bot that could be asked."""
    return (
        f"newsdesk: no bot serves from {database}; `newsdesk load PATH...` loads files into it,"
        " and a bot loads its corpus when it starts"
    )


def serving(servers: int) -> str:
    """A bot has connected."""
    return f"serving {count(servers, 'server')}"


def mended(database: Path, damage: str, old: Path | None) -> str:
    """A database made anew from its own rows."""
    return (
        f"{database} was damaged ({damage}). All its rows could be read and are in a new file in"
        f" its place; nothing is lost. {_kept(old)}"
    )


def restored(
    database: Path, damage: str, old: Path | None, *, backup: Path, made_at: datetime, missed: int
) -> str:
    """A backup in the place of a damaged database."""
    return (
        f"{database} was damaged ({damage}). The backup {backup} is in its place: what people"
        f" set, ruled and were sent since {_moment(made_at)} is lost; the corpus is loaded again."
        f"{_missed(missed)} {_kept(old)}"
    )


def made_anew(database: Path, damage: str, old: Path | None, *, folder: Path) -> str:
    """An empty database in the place of a damaged one."""
    return (
        f"{database} was damaged ({damage}), and {folder} has no sound backup of it. A new archive"
        " is in its place: the corpus is loaded again, but subscriptions, rulings and what was"
        f" sent are lost. {_kept(old)}"
    )


def exchanged(database: Path, old: Path) -> str:
    """An exchange that a killed process left half done."""
    return (
        f"the exchange of {database}, during which a process was killed, was completed;"
        f" the old database is {old}"
    )


def unsound(database: Path) -> str:
    """A statement failed as on a damaged file, in which nothing is found damaged."""
    return (
        f"what {database} holds does not agree with itself, though its file is whole;"
        " run `newsdesk doctor`, which says what mends that"
    )


def backed_up(path: Path, *, size: int, rows: Mapping[str, int]) -> str:
    """A backup that was asked for, with its bytes and the rows of its tables."""
    counts = ", ".join(count(rows.get(f"{noun}s", 0), noun) for noun in _COUNTED)
    return f"{path}: {counts}; {size / 2**20:.1f} MiB, checked."


def restored_by_hand(database: Path, backup: Path, old: Path | None, *, missed: int) -> str:
    """A backup that was put in place as asked."""
    before = f"The database that was there is {old}." if old else "There was no database before."
    return f"{backup} is in the place of {database}.{_missed(missed)} {before}"


def migrated(database: Path, *, before: int, after: int, backup: Path | None) -> str:
    """A database brought to this version's schema, or that already had it."""
    if before == after:
        return f"{database} has the schema of this version already ({after})."
    return f"{database} was brought from schema {before} to {after}; {backup} is as it was before."


def safeguarded(database: Path, *, version: int, backup: Path) -> str:
    """A backup before a database is changed."""
    return f"{database} has an older schema ({version}); before it is changed, {backup} was made"


def unused_backups(database: Path, *, newest: Path) -> str:
    """A database is missing that has backups."""
    return (
        f"{database} is not there, so a new archive is made, although there are backups of it;"
        f" to have the newest in its place, stop the bot and run `newsdesk restore {newest}`"
    )


def little_room(folder: Path, *, free: int) -> str:
    """A disk that is nearly full."""
    return (
        f"the disk of {folder} has only {free // 2**20:,} MiB left; free space:"
        " on a full disk nothing is stored, posted or backed up"
    )


def _missed(missed: int) -> str:
    if not missed:
        return ""
    were = "was" if missed == 1 else "were"
    return (
        f" {count(missed, 'edition')} that {were} due since then may have been posted,"
        " and will not be posted again."
    )


def _kept(old: Path | None) -> str:
    return f"The damaged file is kept as {old}." if old else ""


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
