"""The process that reads one page and ends: `python -m bot.fetch.page_worker`.

It gets an errand as a line of JSON and then the page's bytes, and answers with metadata as JSON.
Whatever a page does to its parser, it does to a process without token, files or a future. The
answer is JSON and no pickle, so that a parser taken over can't take over the bot.
"""

import os
import resource
import sys
from dataclasses import dataclass
from datetime import datetime

import msgspec

from bot.domain.page_reading import read_page

# 2 MiB of the worst markup take some 350 MiB as a tree.
_MEMORY = 768 * 2**20
# The one who started us gives up sooner; this ends us if that process is gone.
_CPU_SECONDS = 20
_RANK = 15
_MAX_LINE = 64 * 1024
# Enough for the codecs that Python imports when they are first asked for.
_OPEN_FILES = 32


@dataclass(frozen=True, slots=True)
class Errand:
    """What to read a page as; the arguments of `read_page` but for the bytes."""

    url: str
    asked: str
    charset: str
    now: datetime


def confine() -> None:
    """Limit this process for good: memory, time, rank, and no files to be written."""
    # The bot and its heartbeat come first.
    os.nice(_RANK)
    limits = {
        resource.RLIMIT_AS: _MEMORY,
        resource.RLIMIT_CPU: _CPU_SECONDS,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        _, ceiling = resource.getrlimit(kind)
        least = limit if ceiling == resource.RLIM_INFINITY else min(limit, ceiling)
        resource.setrlimit(kind, (least, least))


def run_errand(line: bytes, body: bytes) -> bytes:
    """The page's metadata as JSON."""
    errand = msgspec.json.decode(line, type=Errand)
    found = read_page(
        body, url=errand.url, asked=errand.asked, charset=errand.charset, now=errand.now
    )
    return msgspec.json.encode(found)


def main() -> None:
    """Read one page from standard input."""
    confine()
    source = sys.stdin.buffer
    answer = run_errand(source.readline(_MAX_LINE), source.read())
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
