"""What the service refuses apart from actions and access, each with its fix."""

from __future__ import annotations

import errno


class ServiceError(Exception):
    """
    The root of these refusals.
    """


class BackupRefused(ServiceError):
    """
    A copy cannot be made or put back; nothing was changed.

    Args:
        fix: What to do instead.
    """

    def __init__(self, reason: str, fix: str) -> None:
        self.reason, self.fix = reason, fix
        super().__init__(f"{reason}. {fix}")


class PortTaken(ServiceError):
    """
    The pages cannot be opened at this port.
    """

    def __init__(self, host: str, port: int, why: str) -> None:
        self.host, self.port = host, port
        super().__init__(
            f"port {port} of {host} cannot be opened: {why}. Choose another with --port"
        )


class KeyNotReplaced(ServiceError):
    """
    The signing key stays the present one.

    Args:
        fix: What to do instead.
    """

    def __init__(self, reason: str, fix: str) -> None:
        self.reason, self.fix = reason, fix
        super().__init__(f"{reason}. {fix}")


class CopyNotKept(ServiceError):
    """
    A duty copy cannot be written; the one before it is as it was.
    """

    def __init__(self, folder: str, error: OSError) -> None:
        self.folder = folder
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        why = "its disk is full. Make room there" if full else f"{error.strerror}. Mend that"
        super().__init__(
            f"nothing can be written into {folder}: {why}; it is tried again by itself"
        )


class FolderRefused(ServiceError):
    """
    Nothing is put into a folder that others can look into.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        super().__init__(f"others can look into {folder}. Run: chmod 700 {folder}")
