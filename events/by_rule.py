"""Who records what follows from the record by itself; nobody looked at the child for it."""

from __future__ import annotations

BY_RULE = "throughline"
"""The actor of such an event, in the place of a person's."""
