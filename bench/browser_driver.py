"""Drives the demo's page as a person does: headless Chromium, keyboard and mouse.

The page is SimCord's preview; every selector that depends on it is in this file.
"""

import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from playwright.sync_api import BrowserContext, Locator, Page, Playwright, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# One action takes a round trip to the bot (at most 3 s) and a poll of the page (0.5 s).
TIMEOUT_MILLISECONDS = 8_000

_COMPOSER = "#channel-composer-input"
_SEND = "#send-message"
_MESSAGES = "#channel-message-list .channel-message"
_PICKER_ENTRY = ".command-entry"
_PICKER_TITLE = ".command-entry-title"
_OPTION_FIELD = '.command-option-input[data-option="{}"]'
_MORE_OPTIONS = ".command-ghost"
_SUGGESTION = ".command-suggestion"
_LEAVE_COMMAND = ".command-context-close"
_MODAL_FIELD = ".modal-field"
_FIELD_LABEL = ".control-label"
_SELECT = ".preview-select"
_SELECT_TRIGGER = ".select-trigger"
_SELECT_OPTION = "[role=option]"
_VIEWERS = "#viewer-picker"
# Ready: drawn. A post that the bot makes just before a press makes the page refuse the press.
_IS_SETTLED = """() => {
    const page = window.simcordPreview;
    return page?.ready && page.pendingAction === null && page.awaitingRevision === null;
}"""
_IS_STALE = """() => {
    const receipt = window.simcordPreview.lastAction;
    return Boolean(receipt?.rejected)
        && receipt.diagnostics.some((item) => item.code === "stale-revision");
}"""


class DemoPage:
    """One tab of the demo; use it as a context manager with the announced address.

    `profile` is a folder of its own for the browser, best a fresh temporary one.
    """

    page: Page

    def __init__(
        self, address: str, profile: Path, *, width: int = 1280, height: int = 900
    ) -> None:
        self._address = address
        self._profile = profile
        self._size = (width, height)
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None

    def __enter__(self) -> Self:
        width, height = self._size
        self._playwright = sync_playwright().start()
        self._context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=CHROMIUM,
            args=list(ARGUMENTS),
            viewport={"width": width, "height": height},
        )
        self.page = self._context.new_page()
        self.page.set_default_timeout(TIMEOUT_MILLISECONDS)
        self.open(self._address)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._context is not None
        assert self._playwright is not None
        self._context.close()
        self._playwright.stop()

    def open(self, address: str) -> None:
        """Go to an address of the demo (each channel has one) and wait until it is drawn."""
        self.page.goto("about:blank")  # another fragment alone would not load anything
        self.page.goto(address)
        self.settle()

    def open_link(self, text: str) -> None:
        """Follow a link of the greeting: "#announcements", "Direct messages with the bot"."""
        address = self.page.get_by_role("link", name=text).first.get_attribute("href")
        assert address is not None
        self.open(address)

    def act_as(self, role: str) -> None:
        """Go on as the person whose name contains the role: member, moderator, admin."""
        picker = self.page.locator(_VIEWERS)
        label = picker.locator("option", has_text=f"({role})").inner_text()
        picker.select_option(label=label)
        expect(picker.locator("option:checked")).to_have_text(label)
        self.settle()

    def type_command(self, command: str, **options: str) -> None:
        """Choose a slash command in the composer, fill its options and run it."""
        self.choose_command(command)
        for name, value in options.items():
            self.fill_option(name, value)
        self.run_command()

    def commands(self) -> list[str]:
        """The slash commands that the picker offers to the person acting."""
        self._type_into_composer("/")
        expect(self.page.locator(_PICKER_ENTRY).first).to_be_visible()
        titles = self.page.locator(_PICKER_TITLE).all_inner_texts()
        self.page.locator(_COMPOSER).fill("")
        return [title.splitlines()[0] for title in titles]

    def choose_command(self, command: str) -> None:
        """Type a slash command ("/news", "/desk add") and choose it in the picker."""
        self._type_into_composer(command)
        title = self.page.locator(_PICKER_TITLE, has_text=re.compile(rf"^{re.escape(command)}\b"))
        self.page.locator(_PICKER_ENTRY).filter(has=title).first.click()

    def fill_option(self, name: str, value: str) -> None:
        """Type into an option of the chosen command; an optional one is opened first."""
        field = self.page.locator(_OPTION_FIELD.format(name))
        if not field.count():
            self.page.locator(_MORE_OPTIONS).click()
            self.page.locator(_SUGGESTION, has_text=name).first.click()
        field.click()
        field.press_sequentially(value, delay=15)

    def choices(self) -> list[str]:
        """What the bot's autocomplete offers for the option that has the focus."""
        suggestions = self.page.locator(_SUGGESTION)
        expect(suggestions.first).to_be_visible()
        return suggestions.all_inner_texts()

    def choose(self, choice: str) -> None:
        """Take one of the choices that autocomplete offers."""
        self.page.locator(_SUGGESTION, has_text=choice).first.click()

    def run_command(self) -> None:
        """Send the command that has been filled in, and wait for the bot's answer."""
        self._act(self.page.locator(_SEND).click)

    def leave_command(self) -> None:
        """Give up a command that has been chosen."""
        self.page.locator(_LEAVE_COMMAND).click()

    def say(self, text: str) -> None:
        """Post a message of one's own."""
        self._type_into_composer(text)
        self._act(self.page.locator(_SEND).click)

    def press(self, label: str) -> None:
        """Press the newest button with this label and wait for the bot's answer."""
        buttons = self.page.get_by_role("button", name=label, exact=True)
        self._act(buttons.last.click)

    def fill_field(self, label: str, value: str) -> None:
        """Type into the field of the open modal with this label."""
        self._field(label).locator("input, textarea").first.fill(value)

    def tick(self, label: str, choice: str) -> None:
        """Tick a radio button or a box in the field of the open modal with this label."""
        self._field(label).get_by_label(choice).check()

    def select_in_field(self, label: str, *options: str) -> None:
        """Choose options of a select in the field of the open modal with this label."""
        self._select(self._field(label).locator(_SELECT), options)

    def select(self, *options: str) -> None:
        """Choose options of the newest select in the conversation and wait for the answer."""
        select = self.page.locator(f"#channel-message-list {_SELECT}").last
        self._act(lambda: self._select(select, options))

    def messages(self) -> Locator:
        """Every message of the channel that the person acting can see, oldest first."""
        return self.page.locator(_MESSAGES)

    def visible_text(self) -> str:
        """All text of the conversation and of an open modal."""
        return self.page.locator("#preview-app").inner_text()

    def wait_for_text(self, text: str) -> None:
        """Wait until the conversation shows the text, such as a post that the bot makes itself."""
        expect(self.page.locator("#preview-app")).to_contain_text(text)

    def show_newest(self) -> None:
        """Go to the end of the conversation, as the page offers once a reader has left it."""
        offer = self.page.get_by_role("button", name="jump to latest")
        if offer.is_visible():
            offer.click()
        if not self.messages().count():
            return  # as in a conversation that nobody has begun
        # A picture makes its message longer after the page went to the end.
        self.messages().last.evaluate("message => message.scrollIntoView({block: 'end'})")

    def screenshot(self, path: Path) -> None:
        """Save what a person sees now."""
        self.page.screenshot(path=path)

    def settle(self) -> None:
        """Wait until the page has drawn the newest publication and takes a new action."""
        self.page.wait_for_function(_IS_SETTLED)

    def _field(self, label: str) -> Locator:
        title = self.page.locator(_FIELD_LABEL, has_text=re.compile(rf"^{re.escape(label)}"))
        return self.page.locator(_MODAL_FIELD).filter(has=title)

    def _select(self, select: Locator, options: tuple[str, ...]) -> None:
        select.locator(_SELECT_TRIGGER).click()
        for option in options:
            self.page.locator(f"{_SELECT_OPTION}:visible", has_text=option).first.click()
        if self.page.locator(f"{_SELECT_OPTION}:visible").count():
            select.locator(_SELECT_TRIGGER).click()  # several can be chosen: closing takes them

    def _type_into_composer(self, text: str) -> None:
        composer = self.page.locator(_COMPOSER)
        composer.click()
        composer.press_sequentially(text, delay=15)

    def _act(self, action: Callable[[], None]) -> None:
        """Act once more where a post of the bot came between, as a person would."""
        action()
        self.settle()
        if self.page.evaluate(_IS_STALE):
            action()
            self.settle()
