"""Where the browser of the browser tests is."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# It speaks to nobody but the service under test: no updates, no sign-in, no safe browsing.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)


class NoBrowser(Exception):
    """
    No Chromium was found; the message has the line to type.
    """

    def __init__(self) -> None:
        super().__init__(
            "browser tests need Chromium: run `make browser`, or name one in THROUGHLINE_CHROMIUM"
        )


def executable() -> str:
    """
    Return the path of a Chromium.

    Raises:
        NoBrowser: There is none; a browser test is never skipped for it.
    """
    named = os.environ.get("THROUGHLINE_CHROMIUM", "")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise NoBrowser
    return found
