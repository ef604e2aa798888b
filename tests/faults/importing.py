"""An import in a process of its own, run by the fault tests to be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from service.importing import rows
from service.importing.importing import import_case
from service.settings import Settings
from service.wiring import throughline


def tell(done: int, _of: int) -> None:
    """
    Say it past every buffer.
    """
    os.write(1, f"{done}\n".encode())


def main() -> None:
    """
    Import a folder in small batches, telling after each how many rows are done.
    """
    url, folder = sys.argv[1:3]
    rows.BATCH = 7
    house = throughline(Settings(database_url=url))
    import_case(
        house,
        Path(folder),
        source="invented",
        actor="operator:somebody",
        tell=tell,
    )


if __name__ == "__main__":
    main()
