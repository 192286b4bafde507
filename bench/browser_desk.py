"""The desk in the demo as moderators and members meet it, in headless Chromium.

    python bench/browser_desk.py [FOLDER]

Needs Debian's `chromium`. A moderator adds the article of a made-up page by its address, edits it,
publishes it and retracts it; adds one that the archive has a story of, and one whose page is gone;
a member suggests one, which a moderator approves. A screenshot of every step goes into
`data/browser-desk/`, or into the folder that is named.
"""

import re
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from browser import PAGE_HEIGHT, Walk, running_demo
from browser_driver import DemoPage

Articles = Mapping[str, str]
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/(\w+)\.html")


def offered(page: DemoPage) -> Articles:
    """The addresses of the made-up pages, as the guide names them, by their names."""
    return {found[1]: found[0] for found in _ADDRESS.finditer(page.visible_text())}


def add_and_publish(walk: Walk, articles: Articles) -> None:
    """From an address to an article that members find."""
    page, url = walk.page, articles["robots"]
    page.act_as("moderator")
    walk.step("guide", page.settle, "/article add")
    added = "Add this article?"
    walk.step("preview", lambda: page.type_command("/article add", url=url), added, "in JSON-LD")
    walk.step("topics", lambda: page.select("Logistics"), "Logistics")
    walk.step("form", lambda: page.press("Edit…"), "Excerpt")
    page.fill_field("Title", "Robots sort parcels by touch")
    walk.step("edited", lambda: page.press("Submit"), "Robots sort parcels by touch")
    walk.step("details", lambda: page.press("More…"), "Language")
    page.fill_field("Source", "Harbour Gazette")
    walk.step("detailed", lambda: page.press("Submit"), "Harbour Gazette")
    walk.step("published", lambda: page.press("Publish"), "Added", "Undo")
    page.act_as("member")
    found = "Robots sort parcels by touch"
    walk.step("found", lambda: page.type_command("/news", query="parcels"), found)


def look_after(walk: Walk, articles: Articles) -> None:
    """What a moderator does with an article that is there."""
    page, url = walk.page, articles["robots"]
    page.act_as("moderator")
    again = "You have this already"
    walk.step("known", lambda: page.type_command("/article add", url=url), again)
    walk.step("update", lambda: page.press("Update it"), "Bring this article up to date?")
    walk.step("cancelled", lambda: page.press("Cancel"), "Nothing was stored")
    options = {"article": url, "reason": "The centre denies it"}
    walk.step("retracted", lambda: page.type_command("/article retract", **options), "Retracted")
    walk.step("restored", lambda: page.press("Undo"), "Undid")


def add_others(walk: Walk, articles: Articles) -> None:
    """A story that the archive has, a paywall, and a page that is gone."""
    page = walk.page
    page.act_as("moderator")
    for name, said in (
        ("standards", "The same story in the archive"),
        ("lips", "behind a paywall"),
        ("gone", "there is no such article"),
    ):
        walk.step(name, partial(page.type_command, "/article add", url=articles[name]), said)
    walk.step("by-hand", lambda: page.press("Type it in…"), "Address")
    page.fill_field("Title", "Typed in by hand")
    walk.step("typed", lambda: page.press("Submit"), "Typed in by hand")


def suggest(walk: Walk, articles: Articles) -> None:
    """A member suggests, and a moderator decides."""
    page = walk.page
    page.act_as("member")
    options = {"url": articles["lips"], "why": "Worth reading"}
    title = "The chip that reads lips"
    walk.step("suggested", lambda: page.type_command("/suggest", **options), title)
    page.act_as("moderator")
    walk.step("queue", lambda: page.type_command("/article queue"), title)
    walk.step("review", lambda: page.press("Review"), "Worth reading")
    walk.step("approved", lambda: page.press("Approve"), "Approved")


def main() -> None:
    """Walk through the demo; raises at the first step that doesn't show what it should."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "data/browser-desk")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as profile,
        running_demo() as address,
        DemoPage(address, Path(profile), height=PAGE_HEIGHT) as page,
    ):
        walk = Walk(page, folder)
        articles = offered(page)
        add_and_publish(walk, articles)
        look_after(walk, articles)
        add_others(walk, articles)
        suggest(walk, articles)
    print(f"all steps shown; pictures in {folder}")


if __name__ == "__main__":
    main()
