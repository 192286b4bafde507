"""Tells the service manager how the process stands, by the protocol of systemd's sd_notify(3).

Without a manager that asked for it nothing is told. There is no library for this that is kept well
and needs no compiler; it is one datagram to the socket that the manager names.
"""

import os
import socket
from collections.abc import Mapping
from contextlib import suppress

_MICROSECONDS = 1_000_000


class Supervisor:
    """The service manager that `environment` names, if it does.

    `patience` is after how many seconds without `alive` it takes the process for hung; None where
    it doesn't watch.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = _address(environment.get("NOTIFY_SOCKET", ""))
        self.patience = _patience(environment) if self._address else None

    def ready(self, status: str) -> None:
        """The process serves; `status` is shown by `systemctl status`."""
        self._tell("READY=1", f"STATUS={status}")

    def alive(self) -> None:
        """The event loop runs."""
        self._tell("WATCHDOG=1")

    def stopping(self) -> None:
        """The process closes what it has open."""
        self._tell("STOPPING=1")

    def _tell(self, *lines: str) -> None:
        if self._address is None:
            return
        # A manager that can't be reached must not keep a bot from serving.
        with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            sender.sendto("\n".join(lines).encode(), self._address)


def _address(name: str) -> str | None:
    """The socket's address; one that begins with `@` has no file."""
    if name.startswith("@"):
        return "\0" + name[1:]
    return name if name.startswith("/") else None


def _patience(environment: Mapping[str, str]) -> float | None:
    interval = environment.get("WATCHDOG_USEC", "")
    watched = environment.get("WATCHDOG_PID") or str(os.getpid())
    if not interval.isdecimal() or not int(interval) or watched != str(os.getpid()):
        return None
    return int(interval) / _MICROSECONDS
