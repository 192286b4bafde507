"""The wheel in an empty environment: installed by its lock, and driven with no checkout beside it.

    python bench/wheel.py

Builds the wheel, installs it with the versions of `.ci/requirements/demo.txt` into a new virtual
environment, and runs in an empty folder, with an empty home and no variable of this shell:
`newsdesk --version`, `doctor`, `load`, `search`, `run` without a token, and `demo` until its page
is there. Says how long each took; raises at the first that does not do what it should.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / ".ci" / "requirements" / "demo.txt"
_DEMO_SECONDS = 60


class Stranger:
    """An empty folder with the wheel installed, and nothing else of ours."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self.bin = folder / "venv" / "bin"
        self._environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "HOME": str(self.home)}

    def run(self, *command: str, code: int = 0) -> str:
        """Run a command; what it wrote to both streams. Raises unless it ends with the code."""
        began = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=self.home,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(f"{time.perf_counter() - began:6.2f} s  {' '.join(command)}", flush=True)
        assert done.returncode == code, f"ended with {done.returncode}:\n{done.stdout}"
        return done.stdout

    def demo(self) -> None:
        """Start a demo, fetch its page, end it by Ctrl-C."""
        began = time.perf_counter()
        command = (str(self.bin / "newsdesk"), "demo", "--port", "0", "--no-browser")
        with subprocess.Popen(
            command, cwd=self.home, env=self._environment, stdout=subprocess.PIPE, text=True
        ) as demo:
            assert demo.stdout is not None
            address = re.search(r"http://\S+", demo.stdout.readline())
            assert address, "the demo announced no address"
            page_address = address.group().partition("#")[0]
            with urllib.request.urlopen(page_address, timeout=10) as page:  # noqa: S310  our own
                assert b"SimCord" in page.read()
            demo.send_signal(signal.SIGINT)
            assert demo.wait(_DEMO_SECONDS) == 0, "Ctrl-C must end the demo cleanly"
        print(f"{time.perf_counter() - began:6.2f} s  newsdesk demo")


def install(folder: Path) -> Stranger:
    """Build the wheel and install it with what is locked."""
    stranger = Stranger(folder)
    subprocess.run((sys.executable, "-m", "venv", str(folder / "venv")), check=True)
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    print(f"{wheel.name}: {wheel.stat().st_size / 1024:.0f} KiB")
    pip = (str(stranger.bin / "pip"), "install", "-q", "--disable-pip-version-check", "--no-deps")
    _quietly((*pip, "--require-hashes", "-r", str(LOCK)))
    _quietly((*pip, str(wheel)))
    return stranger


def _quietly(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, env={**os.environ, "PIP_NO_INPUT": "1"})


def drive(stranger: Stranger) -> None:
    """What a newcomer types."""
    assert "newsdesk" in stranger.run("newsdesk", "--version")
    seeds = next(stranger.bin.parent.glob("lib/python*/site-packages/bot/seeds"))
    told = stranger.run("newsdesk", "load", str(seeds))
    assert "The archive has" in told
    assert "Sensetime" in stranger.run("newsdesk", "search", "facal recogniton")
    stranger.run("newsdesk", "doctor")
    assert "DISCORD_TOKEN is not set" in stranger.run("newsdesk", "run", code=78)
    stranger.demo()
    left = sorted(path.name for path in stranger.home.iterdir())
    print(f"left in the folder: {', '.join(left)}")


def main() -> None:
    """Install and drive."""
    with tempfile.TemporaryDirectory() as folder:
        drive(install(Path(folder)))


if __name__ == "__main__":
    main()
