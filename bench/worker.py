"""An engine in a process of its own, so that neither memory nor time of one is another's."""

import asyncio
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines import Engine, Peer, Row

# A fresh interpreter, as a bot is: a fork would share pages that it never read.
_PROCESSES = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; `wall` and `cpu` are milliseconds."""

    found: tuple[int | str, ...]
    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Memory:
    """What an engine added to its process since before it was opened: megabytes, and at most."""

    resident: float
    peak: float


class Worker:
    """A process that holds one engine; answers come in the order of the texts."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._pipe, other = _PROCESSES.Pipe()
        self._process = _PROCESSES.Process(target=_serve, args=(make, other), daemon=True)
        self._process.start()
        # So that a process that fails ends our waiting.
        other.close()

    def open(self, text: str) -> float:
        """Seconds until the engine was open and had answered its first text."""
        return float(self._order("open", text))

    def search(self, texts: Sequence[str]) -> list[Answer]:
        """Search for each."""
        return list(self._order("search", texts))

    def complete(self, texts: Sequence[str]) -> list[Answer]:
        """Complete each."""
        return list(self._order("complete", texts))

    def close(self) -> Memory:
        """What it weighed in the end; the process ends."""
        memory: Memory = self._order("close", None)
        self._process.join()
        return memory

    def _order(self, name: str, value: Any) -> Any:
        self._pipe.send((name, value))
        return self._pipe.recv()


def build(make: Callable[[], Peer], rows: Path) -> float:
    """Have a peer build its index of the rows in a process of its own; the seconds that took."""
    mine, other = _PROCESSES.Pipe()
    process = _PROCESSES.Process(target=_build, args=(make, rows, other), daemon=True)
    process.start()
    other.close()
    seconds = float(mine.recv())
    process.join()
    return seconds


def write_row(row: Row) -> str:
    """A line of a file of rows, which are numbered from 1."""
    return f"{row.title}\t{row.excerpt}\n"


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of such a file."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            title, _, excerpt = line.rstrip("\n").partition("\t")
            yield Row(number, title, excerpt)


def _build(make: Callable[[], Peer], rows: Path, pipe: Any) -> None:
    peer = make()
    read: Iterable[Row] = list(read_rows(rows))
    began = time.perf_counter()
    peer.build(read)
    pipe.send(time.perf_counter() - began)


def _serve(make: Callable[[], Engine], pipe: Any) -> None:
    asyncio.run(_serving(make(), pipe))


async def _serving(engine: Engine, pipe: Any) -> None:
    before = _status()
    while (order := await asyncio.to_thread(_received, pipe)) is not None:
        name, value = order
        if name == "open":
            began = time.perf_counter()
            await engine.open()
            await engine.search(value)
            pipe.send(time.perf_counter() - began)
        elif name == "close":
            after = _status()
            pipe.send(Memory(after["VmRSS"] - before["VmRSS"], after["VmHWM"] - before["VmRSS"]))
            break
        else:
            ask = engine.search if name == "search" else engine.complete
            pipe.send([await _timed(ask, text) for text in value])
    await engine.close()


def _received(pipe: Any) -> tuple[str, Any] | None:
    """The next order, waited for in a thread so that the loop turns meanwhile as a bot's does."""
    try:
        name, value = pipe.recv()
    except EOFError:  # whoever gave the orders is gone
        return None
    return name, value


async def _timed(ask: Callable[[str], Any], text: str) -> Answer:
    wall, cpu = time.perf_counter(), time.process_time()
    found = await ask(text)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Answer(tuple(found), 1000 * wall, 1000 * cpu)


def _status() -> dict[str, float]:
    """Megabytes by name, as /proc tells them."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":") for line in lines if line.endswith("kB"))
    return {name: int(value.split()[0]) / 1024 for name, value in pairs}
