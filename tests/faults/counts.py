"""What a run of the fault tests counted, kept so that `make torture` can say it."""

from __future__ import annotations

import json
import os
from pathlib import Path

TORTURE = bool(os.environ.get("THROUGHLINE_TORTURE"))
"""Whether this is the whole run."""

SEED = int(os.environ.get("THROUGHLINE_SEED", "20070803"))
"""What every run of chance starts from; another one is tried by setting it."""


def many(short: int, whole: int) -> int:
    """
    Return how often something is tried: a little in the tests, much in `make torture`.
    """
    return whole if TORTURE else short


def tell(section: str, row: str, **counts: object) -> None:
    """
    Keep what was counted, under a heading, for the summary.
    """
    folder = os.environ.get("THROUGHLINE_COUNTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        file = Path(folder) / f"{section}-{row}.json".replace(" ", "_").replace("/", "_")
        said = {"section": section, "row": row, "counts": counts}
        file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
