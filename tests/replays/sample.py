"""Where the published sample lies."""

from __future__ import annotations

from pathlib import Path

import service.demo

SAMPLE = Path(service.demo.__file__).parent / "cases" / "baby-peter"
