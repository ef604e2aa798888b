"""Nobody makes the service ask inside the network what only the inside may ask."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from escalation.running.destination import NotAllowed, fault, networks, resolved

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::",
]


def leads_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    def found(host: str, port: int, **_: Any) -> list[Any]:
        return [(None, None, None, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    leads_to(monkeypatch, address)
    with pytest.raises(NotAllowed):
        resolved("https://hook.example/", ())


def test_one_answer_that_leads_inside_spoils_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(NotAllowed):
        resolved("https://hook.example/", ())


def test_what_was_looked_at_is_what_is_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    leads_to(monkeypatch, "93.184.215.14")
    found = resolved("https://hook.example:8443/a/b?c=d", ())
    assert (found.address, found.host, found.port) == ("93.184.215.14", "hook.example", 8443)
    assert found.path == "/a/b?c=d"
    assert found.named == "hook.example:8443"


def test_a_network_that_somebody_opened_is_reached_and_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leads_to(monkeypatch, "10.20.1.1")
    assert resolved("https://hook.example/", networks("10.20.0.0/16")).address == "10.20.1.1"
    with pytest.raises(NotAllowed):
        resolved("https://hook.example/", networks("10.30.0.0/16 fd00::/8"))


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example/",
        "http://127.0.0.1/",
        "ftp://hook.example/",
        "https://",
        "https://user:word@hook.example/",
        "https://hook.example/#part",
        "https://hook.example:0/",
        "https://hook.example:x/",
        "https://hook.example/ a",
        "https://hook.example/\r\nx: y",
        "https://[::1/",
        "",
    ],
)
def test_an_address_that_will_not_do_is_refused_with_its_fix(url: str) -> None:
    assert fault(url, ())
    with pytest.raises(NotAllowed):
        resolved(url, ())


def test_plain_http_reaches_this_machine_alone_and_only_once_it_is_opened() -> None:
    opened = networks("127.0.0.0/8")
    assert fault("http://127.0.0.1:9000/hook", opened) == ""
    assert fault("http://localhost/hook", opened) == ""
    assert fault("http://hook.example/hook", opened)
    assert fault("http://localhost/hook", networks("10.0.0.0/8"))
