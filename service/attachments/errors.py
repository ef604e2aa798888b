"""Why a file is not taken; nothing of it is kept, and nothing was recorded."""

from __future__ import annotations

from service.errors import ServiceError


class FileRefused(ServiceError):
    """
    One file is not taken; another may be.

    Args:
        fix: Why not, and what to do about it, in a sentence.
    """

    def __init__(self, fix: str) -> None:
        self.fix = fix
        super().__init__(fix)


class ScannerSilent(ServiceError):
    """
    A virus scanner is set up and gives no answer, so that no file at all is taken.
    """

    fix = (
        "The virus scanner gives no answer, so that no file is taken just now and nothing was "
        "recorded. Send it again in a few minutes, or record without the file and add it later"
    )

    def __init__(self) -> None:
        super().__init__(self.fix)
