"""
Somebody who works with the keyboard alone, and how long that would take a person.

The time is the keystroke-level model's: so much for each key, so much for each thing that must be
thought of, and a second for each page to come. Source: Card, Moran and Newell, “The keystroke-level
model for user performance time with interactive systems” (Communications of the ACM 23(7), 1980):
0.28 s a key for somebody who is no practised typist, 1.35 s to make up one's mind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

A_KEY, A_THOUGHT, A_PAGE = 0.28, 1.35, 1.0
MOST_TABS = 150

# A scroll may begin some frames after its key, and glides: it is over once ten frames are alike.
STOOD_STILL = """() => new Promise(done => {
    let at = window.scrollY, alike = 0;
    const look = () => {
        alike = window.scrollY === at ? alike + 1 : 0;
        at = window.scrollY;
        alike === 10 ? done() : requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""


@dataclass(kw_only=True)
class Keyboard:
    """
    Counts what somebody does at a page.

    Args:
        steps: In words, what was done, with the keys that it took.
    """

    page: Page
    keys: int = 0
    thoughts: int = 0
    pages: int = 0
    steps: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """
        How long it takes a person.
        """
        return self.keys * A_KEY + self.thoughts * A_THOUGHT + self.pages * A_PAGE

    def reads(self) -> None:
        """
        Take in a page that has come, and make up one's mind.
        """
        self.pages += 1
        self.thoughts += 2

    def types(self, text: str) -> None:
        """
        Type into what has the focus.
        """
        self.thoughts += 1
        self.keys += len(text)
        self.page.keyboard.type(text)

    def presses(self, key: str) -> None:
        """
        Press one key.
        """
        self.keys += 1
        self.page.keyboard.press(key)

    def goes_to(self, words: str, within: str = "") -> None:
        """
        Press Tab until the focus is on what has these words, as its label or its own.

        Args:
            within: Only where this part of the page has it, because others have the same words.
        """
        self.thoughts += 1
        wanted = self.page.locator(within) if within else self.page
        for pressed in range(1, MOST_TABS + 1):
            self.presses("Tab")
            there = wanted.locator("*:focus")
            if there.count() and words in (self._label(), there.inner_text().strip()):
                self.steps.append(f"{words}: {pressed}")
                return
        message = f"{words!r} is not reached with {MOST_TABS} tabs"
        raise AssertionError(message)

    def skips(self) -> None:
        """
        Skip what stands above every page.
        """
        self.thoughts += 1
        self.presses("Tab")
        self.presses("Enter")

    def follows(self, words: str, within: str = "") -> None:
        """
        Go to a link or button and open it; the page that comes is read.
        """
        self.goes_to(words, within)
        before = self.page.url
        self.presses("Enter")
        self.page.wait_for_url(lambda url: url != before)
        self.reads()

    def scrolls_to(self, text: str) -> None:
        """
        Press Page Down until a text is on the screen.
        """
        found = self.page.get_by_text(text).first
        found.wait_for()
        height = self.page.viewport_size["height"] if self.page.viewport_size else 0
        for pressed in range(30):
            box = found.bounding_box()
            if box and box["y"] >= 0 and box["y"] + box["height"] <= height:
                self.steps.append(f"on the screen: {pressed}")
                return
            self.presses("PageDown")
            self.page.evaluate(STOOD_STILL)
        message = f"{text!r} does not come into sight"
        raise AssertionError(message)

    def _label(self) -> str:
        focused = self.page.locator("*:focus").first
        id_ = focused.get_attribute("id")
        label = self.page.locator(f'label[for="{id_}"]') if id_ else None
        return label.inner_text().strip() if label and label.count() else ""
