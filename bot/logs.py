"""Logs: one line an event, as text on a terminal and as JSON elsewhere."""

import logging
import sys

import structlog

from bot.config import LogFormat
from bot.telemetry.redaction import Redactor

# They tell of each of their steps at INFO: thirty lines for the first start.
_TALKATIVE = ("apscheduler", "yoyo")


def configure_logs(level: str, form: LogFormat, *, token: str | None = None) -> None:
    """Send every log of the process to standard error; "auto" is text on a terminal.

    Secrets are hidden, `token` and all that look like one, also in traces and of libraries.
    """
    is_text = form == "text" or (form == "auto" and sys.stderr.isatty())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacting(_formatter(is_text=is_text), Redactor(token)))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for library in _TALKATIVE:
        logging.getLogger(library).setLevel(max(logging.WARNING, logging.root.level))


class _Redacting(logging.Formatter):
    """Lets no secret through, whatever formatter wrote it."""

    def __init__(self, inner: logging.Formatter, redactor: Redactor) -> None:
        super().__init__()
        self._inner = inner
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be seen."""
        return self._redactor.redact(self._inner.format(record))


def _formatter(*, is_text: bool) -> logging.Formatter:
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.ExtraAdder(),
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.typing.Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    ]
    if is_text:
        last.append(structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()))
    else:
        last += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last)
