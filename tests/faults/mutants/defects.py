"""Every defect that is put in, and the tests that must fall because of it."""

# ruff: noqa: E501 - text of the program, as it stands there

from __future__ import annotations

from dataclasses import dataclass

from tests.faults.mutants.of_following_through import FOLLOWING_THROUGH, NEVER_SILENT

APPENDING = "events/log/appending.py"
SQLITE = "events/log/sqlite.py"
DATABASE = "events/log/database.py"
ENGINE = "events/log/engine.py"
READ = "events/log/read.py"
CONCERNED = "events/log/concerned.py"
VERIFY = "events/log/verify.py"
VERIFYING = "events/log/verifying"
ONE_EVENT = f"{VERIFYING}/one_event.py"
PERSONS = f"{VERIFYING}/persons.py"
HELD_CHECKPOINTS = f"{VERIFYING}/checkpoints.py"
NUMBERS = f"{VERIFYING}/numbers.py"
VERIFIER = "events/log/verifier.py"
MERKLE = "events/log/merkle.py"
CHECKPOINTS = "events/log/checkpoints.py"
TABLES = "alembic/versions/0001_event_log.py"
LEAN = "alembic/versions/0013_lean_indexes.py"
ONE = "alembic/versions/0040_one_append.py"
AT_ONCE = "alembic/versions/0093_own_role.py"
CATCH_UP = "projections/stored/catch_up.py"
UNAVAILABLE = "events/log/unavailable.py"

CONTRACT = "tests/contract/test_event_log.py"
ORDER = "tests/contract/test_order.py"
PROOF = "tests/contract/test_verify.py"
PROOFS = "tests/contract/test_proofs.py"
GUARDS = "tests/contract/test_append_only.py"
KILL = "tests/faults/test_log_survives_kill.py"
TAMPER = "tests/faults/test_tampering.py"
TREE = "tests/unit/events/log/test_merkle.py"
TROUBLE = "tests/faults/test_database_troubles.py"
REBUILD = "tests/contract/test_rebuild.py"


@dataclass(frozen=True, kw_only=True)
class Defect:
    """
    One thing done wrong.

    Args:
        file: Where it is put in.
        right: What stands there, once.
        wrong: What stands there instead.
        tests: The files of the tests that must fall.
        only: Which tests of them are run, as pytest's ``-k`` takes it.
    """

    name: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    only: str = ""


def _defect(name: str, file: str, right: str, wrong: str, tests: str, only: str = "") -> Defect:
    return Defect(
        name=name, file=file, right=right, wrong=wrong, tests=tuple(tests.split()), only=only
    )


_ALL = (
    # Order
    _defect("readers do not ask what is settled", READ,
            "settled = self.settled()\n        return self._between(position, settled, limit, _EVENTS)",
            "settled = 1 << 60\n        return self._between(position, settled, limit, _EVENTS)",
            ORDER, "postgresql"),
    _defect("no floor is announced", LEAN,
            "IF pg_advisory_xact_lock_shared((21576::bigint << 48) | head) IS NULL THEN",
            "IF head IS NULL THEN",
            ORDER, "Postgresql"),
    _defect("the head alone is settled", TABLES, "RETURN least(head, floor);", "RETURN head;",
            ORDER, "Postgresql"),
    _defect("the sequence hands out blocks", TABLES, "START 0 CACHE 1;", "START 0 CACHE 20;",
            ORDER, "cache"),
    _defect("newest first", READ, ".order_by(EVENT.c.position)\n            .limit(limit)",
            ".order_by(EVENT.c.position.desc())\n            .limit(limit)", CONTRACT, "sqlite"),
    _defect("the last one met is met again", READ,
            "wanted.where(EVENT.c.position > position, EVENT.c.position <= settled)",
            "wanted.where(EVENT.c.position >= position, EVENT.c.position <= settled)",
            ORDER, "sqlite and follower"),
    # Appending
    _defect("a version decided on is not compared", APPENDING,
            "if decided_on is not None and decided_on != versions[stream]:",
            "if decided_on is not None and decided_on < 0:", CONTRACT, "sqlite"),
    _defect("a key with other content passes", APPENDING,
            "raise KeyReused(append.key)", "continue", CONTRACT, "sqlite"),
    _defect("what was sent twice is known by its content", APPENDING,
            "taken = self._taken([append.key for append in appends]) if look else {}",
            "taken = {}", CONTRACT, "sqlite"),
    _defect("the key is not kept", SQLITE, "tell(connection, _REQUEST, requests)",
            "tell(connection, _REQUEST.replace('(?, ?', '(? || random(), ?'), requests)",
            CONTRACT, "sqlite"),
    _defect("a key that was used is not looked for", SQLITE, "WHERE key = ?), 0, ?)",
            "WHERE key = ? AND 0), 0, ?)", CONTRACT, "sqlite"),
    _defect("a server takes a version that is not the next", AT_ONCE, "   WHERE its_version = 1\n",
            "   WHERE its_version > 0\n", CONTRACT, "postgresql"),
    _defect("persons are left out of the index", SQLITE, "if spans:", "if not spans:",
            CONTRACT, "sqlite"),
    _defect("a person is named for what comes between", SQLITE, "span[4] == place:",
            "span[4] <= place:", CONTRACT, "sqlite"),
    _defect("whom an event alone concerns is not looked for", CONCERNED,
            "EVENT.c.own_role.is_not(None)", "EVENT.c.own_role == ''", CONTRACT, "sqlite"),
    _defect("whom an event alone concerns is not verified", VERIFY,
            "            if row[16] is not None:\n                persons.append((row[1], row[16]))\n",
            "            if persons == []:\n                persons.append((row[1], 'child'))\n",
            PROOF, "sqlite"),
    _defect("how far a person is named for is not verified", PERSONS,
            "if row[3] is not None:\n                self._reaching_on",
            "if row[3] is None:\n                self._reaching_on", PROOF, "sqlite"),
    # Durability
    _defect("acknowledged before it is committed", DATABASE,
            "                with connection.begin():\n                    yield connection\n\n"
            "    @contextmanager\n    def reading",
            "                transaction = connection.begin()\n                yield connection\n"
            "                import threading\n"
            "                threading.Timer(0.002, transaction.commit).start()\n\n"
            "    @contextmanager\n    def reading",
            CONTRACT, "sqlite"),
    _defect("two transactions instead of one", SQLITE,
            "        # Nobody else writes, so that",
            "        ask(connection, 'COMMIT')\n        ask(connection, 'BEGIN IMMEDIATE')\n"
            "        # Nobody else writes, so that",
            f"{CONTRACT} {TROUBLE}", "sqlite or Sqlite"),
    _defect("committed without a flush", ENGINE, '"synchronous": ("FULL", 2)',
            '"synchronous": ("NORMAL", 1)', f"{TROUBLE} tests/faults/test_flushed.py"),
    _defect("a server that does not flush passes", ENGINE, 'if found == "off":', "if False:",
            TROUBLE),
    _defect("a full disk is a fault of ours", UNAVAILABLE,
            'sqlite3.SQLITE_FULL: "the disk is full",', "", TROUBLE, "disk"),
    _defect("a connection that met a failing disk is used again", UNAVAILABLE,
            "return isinstance(error, sqlite3.Error) and _sqlite_code(error) in _BROKEN",
            "return False", "tests/faults/test_failing_disk.py", "cannot_be_written"),
    _defect("a database in memory passes", ENGINE, "if found != needed:", "if False:", TROUBLE),
    # Immutable
    *(
        _defect(f"{table} may be changed", TABLES,
                'KEPT = ("event", "subject", "learned", "request", "checkpoint", "mark")',
                "KEPT = tuple(t for t in ('event', 'subject', 'learned', 'request', 'checkpoint',"
                f" 'mark') if t != '{table}')",
                GUARDS, "sqlite and refuses_to_change")
        for table in ("request", "checkpoint", "mark")
    ),
    _defect("event may be changed", ONE, "BEFORE UPDATE ON event", "BEFORE UPDATE ON request",
            GUARDS, "sqlite and refuses_to_change"),
    _defect("subject may be changed", LEAN, "BEFORE UPDATE ON subject", "BEFORE UPDATE ON request",
            GUARDS, "sqlite and refuses_to_change"),
    _defect("replace overwrites an event", ONE,
            "WHEN NEW.position > 0\n      OR NEW.version <>",
            "WHEN NEW.position < -1\n      OR 0 <>",
            GUARDS, "replace"),
    # Proof
    _defect("a digest is not compared", ONE_EVENT, "if found != digest:", "if False:", PROOF, "sqlite"),
    _defect("a version may be missing", ONE_EVENT,
            "if version != versions.get(stored, 0) + 1:", "if False:", PROOF, "sqlite"),
    _defect("a tail cut off behind a checkpoint passes", HELD_CHECKPOINTS,
            "        if self._ahead:\n            raise", "        if False:\n            raise", PROOF, "sqlite"),
    _defect("persons are not compared", PERSONS,
            "if named != beside and sorted(named) != sorted(beside):",
            "if False and sorted(named) != sorted(beside):",
            PROOF, "sqlite"),
    _defect("a signature is not checked", HELD_CHECKPOINTS,
            "if not signature_holds(public, made.statement, made.signature):", "if False:",
            PROOF, "sqlite"),
    _defect("any key may sign", HELD_CHECKPOINTS, "if public is None:", "if False:", PROOF, "sqlite"),
    _defect("an event before the first passes", NUMBERS, "if first < 1:", "if False:",
            TAMPER, "sqlite and add_event"),
    _defect("requests are not looked at", VERIFY, "        hold_requests(connection, settled)\n", "",
            PROOF, "sqlite"),
    _defect("the size of a tree is not checked", VERIFIER,
            "if not 0 <= index < size or not _hashes(leaf, root, *proof):",
            "if not _hashes(leaf, root, *proof):", f"{TREE} {PROOFS}", "not postgresql"),
    _defect("a longer proof passes", VERIFIER,
            "        if last == 0:\n            return False\n        if place % 2 == 1 or place == last:\n            found",
            "        if last == 0:\n            break\n        if place % 2 == 1 or place == last:\n            found",
            TREE),
    _defect("the beginning of a root is enough", VERIFIER,
            "return last == 0 and found == root", "return last == 0 and found[:4] == root[:4]",
            "tests/faults/test_vectors.py"),
    _defect("leaves and nodes are hashed alike", MERKLE, 'b"\\x01" + left + root', 'b"\\x00" + left + root',
            TREE),
    _defect("a key that was replaced signs again", CHECKPOINTS,
            "        _refuse_replaced(connection, before, signer)\n", "", PROOF, "sqlite"),
    # Read models
    _defect("an event that a read model cannot take is skipped", CATCH_UP,
            "raise ProjectionStopped(name, event.position, where(error)) from None", "pass",
            REBUILD, "sqlite"),
    _defect("read models are not kept", CATCH_UP, "keep(self._connection, events)", "pass",
            "tests/faults/test_tampering.py", "read_model and sqlite"),
)  # fmt: skip

_SIMULATED = "tests/faults/test_escalation_simulated.py"
_FOLLOWING = tuple(
    _defect(name, file, right, wrong, *(noticed or (_SIMULATED, "sqlite")))
    for name, file, right, wrong, *noticed in FOLLOWING_THROUGH
) + tuple(_defect(*one) for one in NEVER_SILENT)

DEFECTS = {defect.name: defect for defect in (*_ALL, *_FOLLOWING)}
