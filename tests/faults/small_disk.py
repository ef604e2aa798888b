"""A disk of a few megabytes that is really full: a file system of its own, which root may mount."""

from __future__ import annotations

import errno
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class SmallDisk:
    """
    A folder on a disk of its own, and what takes the room there.

    Args:
        folder: Where it is mounted.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """
        Take every byte that is left.
        """
        with self._filler.open("ab", buffering=0) as filler:
            while True:
                try:
                    filler.write(bytes(4096))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    return

    def free(self) -> None:
        """
        Give all of it back.
        """
        self._filler.unlink()


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """
    Mount a disk of so many megabytes for as long as the context lasts.
    """
    assert os.geteuid() == 0, "run this as root: a disk of a few megabytes must be mounted"
    folder.mkdir()
    size = f"size={megabytes}m,mode=0755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        # Lazily: a process that has just been ended may still hold a file there.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
