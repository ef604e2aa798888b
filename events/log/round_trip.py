"""Calls a function of PostgreSQL in the round trip that opens its transaction, all in binary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from psycopg import OperationalError
from psycopg.errors import error_from_result
from psycopg.generators import fetch, send
from psycopg.postgres import types
from psycopg.pq import DiagnosticField, ExecStatus, Format, TransactionStatus

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from psycopg import Connection
    from psycopg.pq.abc import PGconn, PGresult

_BEGIN = {None: b"BEGIN", True: b"BEGIN READ ONLY", False: b"BEGIN READ WRITE"}

_FORGOTTEN = b"26000"
_TAKEN = b"23505"


class Function:
    """
    One function of the database, prepared once on each connection that calls it.

    Args:
        name: Its name.
        takes: The types of its arguments, one after the other; ``uuid[]`` is an array of them.
        opening: What is called in its place where the call opens its transaction. It may leave a
            taken unique key to the server, whose refusal ends a transaction that has done nothing.
    """

    def __init__(self, name: str, takes: str, opening: Function | None = None) -> None:
        self.opening = opening
        self.types = [_oid(each) for each in takes.split()]
        marks = ", ".join(f"${place}" for place in range(1, len(self.types) + 1))
        self.name = name.encode()
        self.statement = f"SELECT {name}({marks})".encode()
        self.formats = [Format.BINARY] * len(self.types)


def call(
    connection: Connection, prepared: set[bytes], function: Function, values: Sequence[bytes | None]
) -> bytes | None:
    """
    Return what a function answers, in the transaction that is open or in one opened with it; None
    where a unique key was taken.

    Args:
        prepared: The names of the functions that this connection has prepared.
        values: The arguments, each in PostgreSQL's own binary form.

    Raises:
        psycopg.Error: The server refused, or is gone.
    """
    server = connection.pgconn
    opens = server.transaction_status == TransactionStatus.IDLE
    wanted = function
    if opens and function.opening is not None:
        function = function.opening
    prepares = opens and function.name not in prepared
    with connection.lock:
        try:
            server.enter_pipeline_mode()
            if opens:
                server.send_query_params(_BEGIN[connection.read_only], None)
                if prepares:
                    server.send_prepare(function.name, function.statement, function.types)
                server.send_query_prepared(
                    function.name, values, function.formats, result_format=Format.BINARY
                )
            else:
                # Were the prepared one gone, what this transaction has done would go with it.
                server.send_query_params(
                    function.statement,
                    values,
                    param_types=function.types,
                    param_formats=function.formats,
                    result_format=Format.BINARY,
                )
            server.pipeline_sync()
            answers = connection.wait(_answers(server))
            server.exit_pipeline_mode()
        except BaseException:
            # The rest of its answers would be taken for those to the next question.
            connection.close()
            raise
    answer = answers[-1]
    if prepares and len(answers) == len(("BEGIN", "PREPARE", "SELECT")):
        # It stays prepared, whatever becomes of this call and of its transaction.
        prepared.add(function.name)
    elif opens and answer.error_field(DiagnosticField.SQLSTATE) == _FORGOTTEN:
        # The driver has the server forget all that is prepared when it has rolled back itself.
        # The transaction had done nothing yet.
        prepared.discard(function.name)
        connection.rollback()
        return call(connection, prepared, wanted, values)
    if function is not wanted and answer.error_field(DiagnosticField.SQLSTATE) == _TAKEN:
        # Nothing else was done in it: the caller's next question opens another.
        connection.rollback()
        return None
    if answer.status != ExecStatus.TUPLES_OK:
        raise error_from_result(answer, encoding=connection.info.encoding)
    return answer.get_value(0, 0)


def _answers(server: PGconn) -> Generator[Any, Any, list[PGresult]]:
    """
    Send what was asked and return the answers up to the first that refuses.
    """
    yield from send(server)
    answers: list[PGresult] = []
    refused = False
    after_the_last = 0
    while after_the_last < 2:  # noqa: PLR2004 - one nothing ends an answer, two end the connection
        answer = yield from fetch(server)
        if answer is None:
            after_the_last += 1
            continue
        after_the_last = 0
        if answer.status == ExecStatus.PIPELINE_SYNC:
            return answers
        if not refused:
            answers.append(answer)
            refused = answer.status == ExecStatus.FATAL_ERROR
    message = "the server hung up"
    raise OperationalError(message)


def _oid(named: str) -> int:
    found = types[named.removesuffix("[]")]
    return found.array_oid if named.endswith("[]") else found.oid
