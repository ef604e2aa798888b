"""Prepares an installation that shows what the service does, on a file of its own."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from projections.stored.directory import find_child
from service.access.allocations import allocated
from service.access.passwords import NewPassword
from service.actions.allocate import Allocate, allocate
from service.demo.people import set_up
from service.importing.importing import Imported, import_case
from service.migrating import migrate
from service.sealing import seal_log
from service.wiring import Throughline, throughline

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.access.accounts import Account
    from service.settings import Settings

CASE = Path(__file__).parent / "cases" / "baby-peter"
SOURCE = "baby-peter"
OPERATOR = "operator:demo"

CASELOAD = "tests.demo.caseload"
LETTERBOX = "tests.demo.mail"
"""Both come with the source and not with the package: what is invented is no part of it."""


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """
    A demo that is ready to be opened.

    Args:
        invented: Whether the invented caseload is in it.
    """

    house: Throughline
    password: str
    case: Imported
    invented: bool


def prepare(
    settings: Settings, tell: Callable[[str], None], progress: Callable[[int, int], None]
) -> Prepared:
    """
    Migrate, set up people, build the caseload and import the published case; again adds nothing.

    Args:
        settings: Whose database is a file that nothing but the demo uses.
    """
    folder = settings.folder
    folder.mkdir(parents=True, exist_ok=True)
    migrate(settings.database_url)
    house = throughline(settings)
    password = _password(folder / "demo-password.txt")
    chosen = NewPassword(password)
    with house.writing() as session:
        people = set_up(session, chosen)
    invented = _build(house, people, tell)
    case = import_case(house, CASE, source=SOURCE, actor=OPERATOR, tell=progress)
    _allocate(house, people)
    seal_log(house)
    return Prepared(house=house, password=password, case=case, invented=invented)


def letterbox(folder: Path) -> int | None:
    """
    Open a mail server that writes what it is sent into a folder, and return its port.

    None where the source is not at hand, and people of the demo hear in their inbox alone.
    """
    if not _there(LETTERBOX) or not find_spec("aiosmtpd"):
        return None
    port: int = import_module(LETTERBOX).open_letterbox(folder)
    return port


def _build(house: Throughline, people: dict[str, Account], tell: Callable[[str], None]) -> bool:
    if not _there(CASELOAD):
        tell("The invented caseload comes with the source: clone it, and type `make demo` there.")
        return False
    with house.writing() as session:
        if import_module(CASELOAD).build(session, people):
            tell("Recorded an invented caseload of seven children.")
    return True


def _allocate(house: Throughline, people: dict[str, Account]) -> None:
    with house.writing() as session:
        child = find_child(session.connection, SOURCE.rsplit("-", maxsplit=1)[-1])
        worker = people["worker"]
        if not allocated(session.connection, child=child, worker=worker.id):
            allocate(
                session,
                people["admin"].reader,
                Allocate(child=child, worker=worker.id, key="demo/allocation/sample"),
            )


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _password(file: Path) -> str:
    """
    Return the demo's own password, made once: nothing real is behind it, and yet nobody shares it.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as made:
        password = secrets.token_hex(8)
        made.write(f"{password}\n")
    return password
