"""What the command line says of an export."""

from bot.render.words import count

PROGRESS = "Writing the archive"
PROGRESS_UNIT = "article"
_UNITS = {"markdown": "document", "json": "line", "csv": "row"}


def exported(written: int, kind: str, path: str) -> str:
    """What was written, and where."""
    return f"{count(written, _UNITS[kind])} written to {path}."
