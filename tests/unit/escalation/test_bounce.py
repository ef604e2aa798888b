"""Mail that came back says which message of ours it was; what is only late says nothing."""

from __future__ import annotations

from uuid import UUID

from escalation.running.bounce import returned_in

OURS = UUID("0195c1a2-0000-7000-8000-000000000001")


def report(action: str = "failed", status: str = "5.1.1", kind: str = "multipart/report") -> bytes:
    return f"""From: MAILER-DAEMON@mail.invalid
To: throughline@agency.invalid
Subject: Undelivered
MIME-Version: 1.0
Content-Type: {kind}; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message to worker@agency.invalid could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.invalid

Final-Recipient: rfc822; worker@agency.invalid
Action: {action}
Status: {status}
--b
Content-Type: text/rfc822-headers

Message-ID: <{OURS}@agency.invalid>
Subject: A task in Throughline is waiting for you (12)
--b--
""".encode()


def test_a_message_that_came_back_is_known_with_its_reason():
    assert returned_in(report()) == [(OURS, "5.1.1")]


def test_a_message_that_is_only_late_is_not_given_up():
    assert returned_in(report(action="delayed", status="4.4.1")) == []


def test_an_answer_by_a_person_is_no_report():
    assert returned_in(report(kind="multipart/mixed")) == []
    assert returned_in(b"\xff\x00 not a message") == []


def test_a_report_about_somebody_elses_message_names_none_of_ours():
    theirs = report().replace(str(OURS).encode(), b"20260328.12345")
    assert returned_in(theirs) == []
