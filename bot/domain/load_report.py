"""What a load did, for people and machines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A file, or a part of one, that was not taken: where it stands, why, and the mend."""

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class LoadReport:
    """Counts after a load.

    `files` were read in this run. `articles` (with a file of their own) and `related` (known only
    from related lists) are visible in the database now. `added`, `updated` and `unchanged` are
    articles of both kinds that this run's files state. `repaired` counts fields of files that
    were new or changed.
    """

    files: int
    articles: int
    related: int
    added: int
    updated: int
    unchanged: int
    repaired: int
    quarantined: tuple[Quarantined, ...] = ()
