"""Digests in the demo as an admin meets them, in headless Chromium; needs Debian's `chromium`.

    python bench/browser_digests.py [FOLDER]

Subscribes a channel, previews, edits by a select and by a form, sends an edition, presses its
buttons as a member, and looks at status and history. A screenshot of every step goes into
`data/browser-digests/`, or into the folder that is named.
"""

import sys
import tempfile
from pathlib import Path

from browser import PAGE_HEIGHT, Walk, running_demo
from browser_driver import DemoPage


def subscribe_and_edit(walk: Walk) -> None:
    """From the command to the channel's settings."""
    page = walk.page
    page.act_as("admin")
    walk.step("typing", lambda: _begin(page))
    walk.step("subscribed", page.run_command, "Subscribed", "Next edition")
    walk.step("preview", lambda: page.press("Preview"), "nothing was posted")
    walk.step("editor", lambda: page.press("Edit"), "Edit:")
    walk.step("form", lambda: page.press("When…"), "Time zone")
    page.fill_field("Time", "7:30pm")
    walk.step("saved", lambda: page.press("Submit"), "19:30 Europe/Berlin", "Saved")


def send_and_read(walk: Walk) -> None:
    """An edition, and what its readers press."""
    page = walk.page
    walk.step("sent", lambda: page.type_command("/digest send-now"), "on its way", "Not useful")
    page.act_as("member")
    walk.step("related", lambda: page.press("Related"), "Of which story?")
    more = "More on Natural Language Processing"
    walk.step("more", lambda: page.press(more), "Briefing: Natural Language Processing")
    walk.step("useless", lambda: page.press("Not useful"), "Thank you, noted")
    walk.step("again", lambda: page.press("Not useful"), "it counts once")


def look_after(walk: Walk, address: str) -> None:
    """What the admin sees of it afterwards, and other channels; the address is that of #news."""
    page = walk.page
    page.act_as("admin")
    walk.step("status", lambda: page.type_command("/digest status"), "sent by hand", "open")
    walk.step("history", lambda: page.type_command("/digest history"), "1 found it not useful")
    walk.step("export", lambda: page.type_command("/digest export"), "Export of 1 digest")
    article = {"article": "Sensetime-led consortium"}
    walk.step("explain", lambda: page.type_command("/digest explain", **article), "Last edition")
    walk.step("thread", lambda: page.open_link("Thread"))
    page.act_as("admin")
    walk.step("in-thread", lambda: page.type_command("/digest subscribe"), "Subscribed")
    walk.step("forum", lambda: _of_forum(page, "/digest subscribe"), "#digests")
    walk.step("list", lambda: page.type_command("/digest list"), "3 channels")
    walk.step("to-forum", lambda: _of_forum(page, "/digest send-now"), "is on its way")
    page.open(address)
    walk.step("opened", page.settle, "A thread was opened in the forum")
    walk.step("forum-post", lambda: page.open_link("News digest"), "Not useful")


def _begin(page: DemoPage) -> None:
    page.choose_command("/digest subscribe")
    page.fill_option("topics", "natural")
    page.choose("Natural Language Processing")
    page.fill_option("timezone", "munich")
    page.choose("Europe/Berlin")


def _of_forum(page: DemoPage, command: str) -> None:
    page.choose_command(command)
    page.fill_option("channel", "digests")
    page.choose("digests")
    page.run_command()


def main() -> None:
    """Walk through the demo; raises at the first step that doesn't show what it should."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/browser-digests")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        running_demo() as address,
        DemoPage(address, Path(profile), height=PAGE_HEIGHT) as page,
    ):
        walk = Walk(page, folder)
        subscribe_and_edit(walk)
        send_and_read(walk)
        look_after(walk, address)
    print(f"all steps shown; pictures in {folder}")


if __name__ == "__main__":
    main()
