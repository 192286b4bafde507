"""The demo as a newcomer meets it, in headless Chromium; needs Debian's `chromium`.

    make browser

Starts `newsdesk demo`, types `/news facial recognition`, presses Next, Why, Story and Share,
limits and misspells, asks what can't be found, is briefed, reads on in a direct message, and acts
as each person. A screenshot of every step goes into `data/browser/`, or into the folder that is
named.
"""

import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browser_driver import DemoPage

OWNERS_ARTICLES = (
    "Sensetime-led consortium to set up standards",
    "Chinese tech groups shaping UN facial recognition standards",
    "From AI to facial recognition: how China is setting the rules",
    "China pushes standards for face biometrics",
)
# High enough to show a whole answer of five stories.
PAGE_HEIGHT = 1480
_END_SECONDS = 20


class Walk:
    """Steps through the page, each timed, checked and photographed."""

    def __init__(self, page: DemoPage, folder: Path) -> None:
        self.page = page
        self._folder = folder

    def step(self, name: str, act: Callable[[], None], *expected: str) -> str:
        """Do it, wait for each expected text, keep a picture; the page's text afterwards."""
        began = time.perf_counter()
        act()
        for text in expected:
            self.page.wait_for_text(text)
        seconds = time.perf_counter() - began
        self.page.settle()
        self.page.show_newest()
        self.page.settle()
        self.page.screenshot(self._folder / f"{name}.png")
        print(f"{name:<12} {seconds:5.2f} s")
        return self.page.visible_text()


@contextmanager
def running_demo() -> Iterator[str]:
    """The address that a demo of this checkout announces; it is ended like by Ctrl-C."""
    command = [sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as demo:
        try:
            assert demo.stdout is not None
            address = re.search(r"http://\S+", demo.stdout.readline())
            assert address, "the demo announced no address"
            yield address.group()
        finally:
            demo.send_signal(signal.SIGINT)
            assert demo.wait(_END_SECONDS) == 0, "Ctrl-C must end the demo cleanly"


def ask_and_read(walk: Walk) -> None:
    """The main journey of a member."""
    page = walk.page
    walk.step("greeting", page.settle, "This is a simulation")
    walk.step("typing", lambda: _begin(page, "facial recognition"))
    seen = walk.step("news", page.run_command, "11 articles")
    seen += walk.step("next", lambda: page.press("Next"), "page 2 of 3")
    missing = [title for title in OWNERS_ARTICLES if title not in seen]
    assert not missing, f"not on the first two pages: {missing}"
    walk.step("why", lambda: page.press("Why this order?"), "points")
    walk.step("story", lambda: page.press("Story"), "Related")
    walk.step("share", lambda: page.press("Share to channel"), "Shared by")


def search_further(walk: Walk) -> None:
    """Limits, the order, the language of queries, typing errors, nothing found."""
    page = walk.page
    walk.step(
        "limited",
        lambda: page.type_command("/news", query="facial recognition", on="december 2019"),
        "before",
    )
    walk.step("choosing", lambda: _begin_sorted(page, "china -school"))
    walk.step("sorted", page.run_command, "newest first")
    walk.step("topic", lambda: page.type_command("/news", query="topic:AI"), "Newest on AI")
    walk.step("corrected", lambda: page.type_command("/news", query="facal recogniton"), "Showing")
    instead = "Search for “facal recogniton” instead"
    walk.step("instead", lambda: page.press(instead), "without corrections")
    walk.step(
        "nothing",
        lambda: page.type_command("/news", query="zzqx", topic="computer visoin", after="2018"),
        "Newest on Computer Vision",
    )
    walk.step("kept", lambda: page.press("Computer Vision"), "since")


def be_briefed(walk: Walk) -> None:
    """A briefing and what its buttons lead to, the topics, what is louder than usual."""
    page = walk.page
    walk.step(
        "briefing", lambda: page.type_command("/briefing", topic="computer visoin"), "Briefing:"
    )
    walk.step("shorter", lambda: page.press("Shorter period"), "Briefing:")
    walk.step("topics", lambda: page.type_command("/topics"), "the newest article")
    walk.step("trending", lambda: page.type_command("/trending"), "Louder than usual")


def ask_otherwise(walk: Walk) -> None:
    """Help, another person, a direct message."""
    page = walk.page
    walk.step("help", lambda: page.type_command("/help"), "In the query itself")
    walk.step("moderator", lambda: page.act_as("moderator"))
    walk.step("direct", lambda: page.open_link("Direct messages"))
    walk.step("asked", lambda: page.type_command("/news", query="lockport guns"), "Lockport")


def _begin(page: DemoPage, text: str) -> None:
    page.choose_command("/news")
    page.fill_option("query", text)
    assert page.choices(), "autocomplete offers nothing"


def _begin_sorted(page: DemoPage, text: str) -> None:
    page.choose_command("/news")
    page.fill_option("query", text)
    page.fill_option("sort", "Newest")
    page.choose("Newest first")


def main() -> None:
    """Walk through the demo; raises at the first step that doesn't show what it should."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/browser")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        running_demo() as address,
        DemoPage(address, Path(profile), height=PAGE_HEIGHT) as page,
    ):
        walk = Walk(page, folder)
        ask_and_read(walk)
        search_further(walk)
        be_briefed(walk)
        ask_otherwise(walk)
    print(f"all steps shown; pictures in {folder}")


if __name__ == "__main__":
    main()
