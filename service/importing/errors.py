"""What an import refuses as a whole; a bad row alone is a fault, and the other rows stand."""

from __future__ import annotations

from service.errors import ServiceError


class ImportRefused(ServiceError):
    """
    A file of the import cannot be read at all; nothing of it was imported.

    Args:
        file: The file's name, without its folder.
        reason: What is wrong.
        fix: What to do about it.
        line: The line it was found on; 0 where it is no line's fault.
    """

    def __init__(self, file: str, reason: str, fix: str, line: int = 0) -> None:
        self.file, self.reason, self.fix, self.line = file, reason, fix, line
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {reason}. {fix}.")
