"""A process that saves so many events, one a transaction, and says each; run under a tracer."""

from __future__ import annotations

import os

from service.settings import Settings
from service.wiring import throughline
from tests.faults.recording import save


def main(url: str, times: str) -> None:
    """
    Save, and tell each key past every buffer once its commit came back.
    """
    house = throughline(Settings(database_url=url))
    for n in range(int(times)):
        # A key that ends so makes one plain append, without a pause.
        save(house, f"{n}/1", tell)


def tell(*words: object) -> None:
    """
    Say it past every buffer.
    """
    os.write(1, f"ACK {' '.join(map(str, words))}\n".encode())
