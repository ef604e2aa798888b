"""Answers a form in the browser at one go: hundreds of forms are gone through, box by box."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Locator

_ANSWER = """
(form, typed) => {
  const lacking = [];
  const around = form.closest("details:not([open])");
  if (around) around.querySelector("summary").click();
  form.querySelectorAll("details:not([open]) > summary").forEach(one => one.click());
  for (const [name, value] of typed) {
    const named = [...form.elements].filter(one => one.name === name);
    const chosen = ["radio", "checkbox"].includes(named[0]?.type);
    const box = chosen ? named.find(one => one.value === value) : named[0];
    if (!box || box.disabled || box.readOnly || !box.checkVisibility({visibilityProperty: true})) {
      lacking.push([name, value]);
    } else if (chosen) {
      if (!box.checked) box.click();
    } else {
      box.focus();
      box.value = value;
      box.dispatchEvent(new Event("input", {bubbles: true}));
      box.dispatchEvent(new Event("change", {bubbles: true}));
      if (box.value.replaceAll("\\r\\n", "\\n") !== value) lacking.push([name, value]);
    }
  }
  return lacking;
}
"""


def answer(form: Locator, typed: Sequence[tuple[str, str]]) -> None:
    """
    Open what is folded up and answer each question, in the order given.

    Args:
        typed: Names of boxes and what is said there; of a choice, the value that is chosen.

    Raises:
        AssertionError: A box is not there, not to be seen, closed to answers, or loses some of it.
    """
    lacking = form.evaluate(_ANSWER, [list(one) for one in typed])
    assert lacking == [], f"The form offers no such answer: {lacking}"
