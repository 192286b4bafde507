"""How moderators correct, weigh, merge and undo in the demo, in headless Chromium.

    python bench/browser_correct.py [FOLDER]

Needs Debian's `chromium`. A moderator corrects an article in both forms, once with a fault that is
mended, retracts one and undoes that, pins a topic, merges two stories, and looks at the trail, at a
file of it all and at what is stored of them; a member is refused. A screenshot of every step goes
into `data/browser-correct/`, or into the folder that is named.
"""

import sys
import tempfile
from pathlib import Path

from browser import PAGE_HEIGHT, Walk, running_demo
from browser_driver import DemoPage

SENSETIME, CHINESE = "Sensetime-led consortium", "Chinese tech groups shaping"
TITLE = "Consortium sets standards for face recognition"


def choose(page: DemoPage, option: str, typed: str, choice: str) -> None:
    """Type into an option and take what is offered."""
    page.fill_option(option, typed)
    page.choices()
    page.choose(choice)


def correct(walk: Walk) -> None:
    """Both forms, and the way back from a fault with what was typed."""
    page = walk.page
    page.act_as("moderator")
    page.choose_command("/article edit")
    walk.step("offered", lambda: choose(page, "article", "sensetime", SENSETIME))
    walk.step("form", page.run_command, "Excerpt")
    page.fill_field("Title", TITLE)
    page.fill_field("Date", "someday")
    walk.step("fault", lambda: page.press("Submit"), "Nothing was saved", "date must be")
    walk.step("back", lambda: page.press("Back to the form"), "Excerpt")
    page.fill_field("Date", "2019-11-28")
    walk.step("corrected", lambda: page.press("Submit"), f"Corrected {TITLE}", "title, date")
    walk.step("more", lambda: page.press("More…"), "Language")
    page.fill_field("Language", "en-us")
    walk.step("detailed", lambda: page.press("Submit"), "language")


def retract_and_weigh(walk: Walk) -> None:
    """A retraction and its undo; a topic put forward."""
    page = walk.page
    page.choose_command("/article retract")
    choose(page, "article", "chinese tech groups", CHINESE)
    page.fill_option("reason", "It is a press release")
    walk.step("retracted", page.run_command, "Retracted", "It is a press release")
    walk.step("undone", lambda: page.press("Undo"), "Undid act")
    page.choose_command("/article pin")
    page.fill_option("target", "topic")
    page.choose("topic")
    choose(page, "name", "computer", "Computer Vision")
    walk.step("pinned", page.run_command, "Pinned the topic Computer Vision")


def merge(walk: Walk) -> None:
    """Two stories become one, after a look at both."""
    page = walk.page
    page.choose_command("/story merge")
    choose(page, "story", "consortium sets", TITLE)
    choose(page, "other", "china pushes", "China pushes standards")
    walk.step("asked", page.run_command, "Merge these into one story?")
    walk.step("merged", lambda: page.press("Merge"), "Merged the stories of")


def look_back(walk: Walk) -> None:
    """The trail, the file, what is stored of the moderator, and a member who is refused."""
    page = walk.page
    walk.step("history", lambda: page.type_command("/article history"), "History", "merged")
    walk.step("exported", lambda: page.type_command("/article export"), "Export of 1 article")
    walk.step("privacy", lambda: page.type_command("/privacy"), "What I store about you")
    walk.step("sure", lambda: page.press("Delete…"), "This can't be undone")
    walk.step("deleted", lambda: page.press("Delete it"), "your name was taken out of 6 acts")
    walk.step("somebody", lambda: page.type_command("/article history"), "somebody merged")
    page.act_as("member")
    walk.step("refused", lambda: page.type_command("/article history"), "Only this server's")


def main() -> None:
    """Go through all of it, with the demo of this checkout."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/browser-correct")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        running_demo() as address,
        DemoPage(address, Path(profile), height=PAGE_HEIGHT) as page,
    ):
        walk = Walk(page, folder)
        correct(walk)
        retract_and_weigh(walk)
        merge(walk)
        look_back(walk)
    print(f"all steps shown; pictures in {folder}")


if __name__ == "__main__":
    main()
