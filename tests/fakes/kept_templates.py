"""Templates that are compiled once for all applications of a test run: doing it takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket


class KeptTemplates(BytecodeCache):
    """
    What templates compile to, by their names and their sources.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """
        Give a template what the same source compiled to before.
        """
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """
        Keep what a template has been compiled to.
        """
        if bucket.code is not None:
            self._kept[bucket.key, bucket.checksum] = bucket.code
