"""What a service manager hears."""

import os
import socket

import pytest

from bot.fetch.supervisor import Supervisor


@pytest.fixture
def manager(tmp_path):
    """A socket as systemd opens it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
        receiver.bind(str(tmp_path / "notify"))
        receiver.setblocking(False)
        yield receiver


@pytest.fixture
def environment(manager):
    return {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "30000000"}


def test_it_hears_in_the_words_of_its_protocol(manager, environment):
    supervisor = Supervisor(environment)
    supervisor.ready("serving 3 servers")
    supervisor.alive()
    supervisor.stopping()
    assert [manager.recv(100) for _ in range(3)] == [
        b"READY=1\nSTATUS=serving 3 servers",
        b"WATCHDOG=1",
        b"STOPPING=1",
    ]


def test_a_socket_without_a_file_is_reached():
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(f"\0newsdesk-{os.getpid()}")
        Supervisor({"NOTIFY_SOCKET": f"@newsdesk-{os.getpid()}"}).alive()
        assert manager.recv(100) == b"WATCHDOG=1"


@pytest.mark.parametrize("name", ["", "relative", "/nowhere/at/all"])
def test_without_a_manager_nothing_happens(name):
    supervisor = Supervisor({"NOTIFY_SOCKET": name})
    supervisor.ready("serving")
    assert supervisor.patience is None


def test_a_manager_that_does_not_read_keeps_nobody_waiting(environment):
    supervisor = Supervisor(environment)
    for _ in range(10_000):
        supervisor.alive()


def test_it_says_how_long_it_waits(environment):
    assert Supervisor(environment).patience == 30
    assert Supervisor({**environment, "WATCHDOG_PID": str(os.getpid())}).patience == 30


@pytest.mark.parametrize(
    "changes",
    [{"WATCHDOG_USEC": ""}, {"WATCHDOG_USEC": "0"}, {"WATCHDOG_USEC": "x"}, {"WATCHDOG_PID": "1"}],
)
def test_it_does_not_watch_without_a_time_or_another_process(environment, changes):
    assert Supervisor({**environment, **changes}).patience is None
