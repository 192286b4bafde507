"""Drives the demo's page as a person does: headless Chromium, keyboard and mouse.

The page is SimCord's preview; every selector that depends on it is in this file.
"""

import re
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


class DemoPage:
    """One tab of the demo; use it as a context manager with the announced address."""

    def __init__(self, address: str, profile: Path, *, width: int = 1280, height: int = 900) -> None:
        self._address = address
        self._profile = profile
        self._size = (width, height)
        self._playwright: Playwright | None = None
        self._context: BrowserContext | None = None
        self.page: Page

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        width, height = self._size
        self._context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=CHROMIUM,
            args=list(ARGUMENTS),
            viewport={"width": width, "height": height},
        )
        self.page = self._context.new_page()
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
        """Go to an address of the demo (one page for each channel) and wait until it is drawn."""
        self.page.set_default_timeout(TIMEOUT_MILLISECONDS)
        self.page.goto("about:blank")
        self.page.goto(address)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has drawn the newest publication and takes a new action."""
        self.page.wait_for_function(
            "() => window.simcordPreview?.ready && window.simcordPreview.pendingAction === null"
            " && window.simcordPreview.awaitingRevision === null"
        )

    def type_command(self, command: str, **options: str) -> None:
        """Choose a slash command in the composer, fill its options and run it."""
        self.choose_command(command)
        for name, value in options.items():
            self.fill_option(name, value)
        self.run_command()

    def choose_command(self, command: str) -> None:
        """Type a slash command and choose it in the picker."""
        self.page.locator("#channel-composer-input").click()
        self.page.keyboard.type(command)
        entry = self.page.locator(".command-entry").filter(
            has=self.page.locator(".command-entry-title", has_text=re.compile(f"^{command}"))
        )
        entry.first.click()

    def fill_option(self, name: str, value: str) -> None:
        """Type into an option of the chosen command; an optional one is opened first."""
        field = self.page.locator(f'.command-option-input[data-option="{name}"]')
        if not field.count():
            self.page.locator(".command-ghost").click()
            self.page.locator(".command-suggestion", has_text=name).first.click()
        field.click()
        field.press_sequentially(value, delay=15)

    def choices(self) -> list[str]:
        """What the bot's autocomplete offers for the option that has the focus."""
        suggestions = self.page.locator(".command-suggestion")
        expect(suggestions.first).to_be_visible()
        return suggestions.locator(".command-suggestion-label").all_inner_texts()

    def run_command(self) -> None:
        """Send the command that has been filled in, and wait for the bot's answer."""
        self.page.locator("#send-message").click()
        self.settle()

    def message(self) -> Locator:
        """The newest message of the channel."""
        return self.page.locator("#channel-message-list [data-message-id]").last

    def press(self, label: str) -> None:
        """Press the newest button with this label and wait for the bot's answer."""
        self.page.get_by_role("button", name=label, exact=True).last.click()
        self.settle()

    def visible_text(self) -> str:
        """All text of the conversation and of an open modal."""
        return self.page.locator("#preview-app").inner_text()

    def screenshot(self, path: Path) -> None:
        """Save what a person sees now."""
        self.page.screenshot(path=str(path))

    def act_as(self, role: str) -> None:
        """Go on as the person whose name contains the role: member, moderator, admin."""
        picker = self.page.locator("#viewer-picker")
        label = picker.locator("option", has_text=role).first.inner_text()
        picker.select_option(label=label)
        self.settle()
