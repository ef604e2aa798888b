"""The environment, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from standardwebhooks import Webhook

from escalation.quiet_hours import quiet_hours
from escalation.working_days import Nation

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTIFY = "https://api.notifications.service.gov.uk"
HOURS = 24
EMBEDDED = "sqlite:///var/throughline.db"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """
    What the deployer sets, with the defaults of the embedded trial.

    Args:
        database_url: A SQLAlchemy URL.
        address: Where people reach the pages; e-mails link to it.
        smtp_host: The mail server; "" delivers to the in-app inbox alone, and says so.
        quiet_hours: When what is not urgent is not sent, such as ``19-8``; "" for never.
        notify_key: The key of an account at GOV.UK Notify; "" for none.
        notify_template: Its template for e-mails, of ``((subject))`` and ``((message))``.
        notify_address: Where Notify answers.
        ladder_webhook: Where the ladder's channel ``webhook`` leads; "" for nowhere.
        ladder_webhook_secret: What it is signed with, as Standard Webhooks writes it.
        sweep_seconds: How often the sweep runs.
        secure_cookies: Whether cookies travel over TLS alone; off for a trial on loopback.
        proxies: How many reverse proxies stand before it, each of which adds the address it was
            reached from; 0 believes nobody but the connection itself.
        duty_copies: The folder of the nightly copies for when the service is down; "" makes none.
        duty_copy_hour: From which hour of the night they are made, in civil time.
        duty_copy_days: For how many days older ones stay.
        clamd: Where ClamAV's daemon is, ``host:port`` or ``unix:/path``; "" for nowhere.
        watcher: An address elsewhere that is asked for after every good sweep; "" for none.
        nation: Whose timescales and bank holidays count.
        timescale_layers: Shipped layers laid over them, such as ``london``.
        timescales_folder: Where the partnership keeps timescales of its own; "" for nowhere.
        demo: Whether every page says that its records are invented or long published.
        session_key: Signs the sign-in cookie; "" makes one beside an embedded database.
        webhook_key: Keeps webhooks' secrets; "" makes one beside an embedded database.
        webhook_networks: Networks that webhooks may lead into although they are no internet.
        checkpoint_file: Where each new checkpoint is written as well, best on another machine.
        checkpoint_mail: Who gets the newest checkpoint by e-mail.
        checkpoint_mail_hours: How often they get it.
    """

    database_url: str = EMBEDDED
    address: str = "http://127.0.0.1:8000"
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_tls: bool = False
    mail_from: str = "throughline@localhost"
    quiet_hours: str = ""
    notify_key: str = field(default="", repr=False)
    notify_template: str = ""
    notify_address: str = NOTIFY
    ladder_webhook: str = ""
    ladder_webhook_secret: str = field(default="", repr=False)
    sweep_seconds: int = 60
    secure_cookies: bool = False
    proxies: int = 0
    session_key: str = field(default="", repr=False)
    webhook_key: str = field(default="", repr=False)
    webhook_networks: str = ""
    checkpoint_file: str = ""
    checkpoint_mail: tuple[str, ...] = ()
    checkpoint_mail_hours: int = 24
    duty_copies: str = ""
    duty_copy_hour: int = 2
    duty_copy_days: int = 3
    clamd: str = ""
    watcher: str = ""
    nation: str = "england"
    timescale_layers: tuple[str, ...] = ()
    timescales_folder: str = ""
    demo: bool = False

    @property
    def embedded(self) -> bool:
        """
        Whether everything lives in one SQLite file and one process.
        """
        return self.database_url.startswith("sqlite")

    @property
    def sends_mail(self) -> bool:
        """
        Whether people can be written to at their own address.
        """
        return bool(self.smtp_host or (self.notify_key and self.notify_template))

    @property
    def folder(self) -> Path:
        """
        Where an embedded installation keeps its key files: beside the database file.
        """
        if not self.embedded:
            return Path("var")
        return Path(self.database_url.removeprefix("sqlite:///")).parent


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """
    Read the settings from the environment.

    Raises:
        ValueError: A number is not a number; the message names the variable.
    """
    env = os.environ if environment is None else environment

    def whole(name: str, default: int) -> int:
        value = env.get(name, "")
        if not value:
            return default
        if not value.isdigit():
            message = f"{name} must be a whole number"
            raise ValueError(message)
        return int(value)

    return Settings(
        database_url=env.get("THROUGHLINE_DATABASE_URL") or EMBEDDED,
        address=env.get("THROUGHLINE_ADDRESS", Settings.address).rstrip("/"),
        smtp_host=env.get("THROUGHLINE_SMTP_HOST", ""),
        smtp_port=whole("THROUGHLINE_SMTP_PORT", 25),
        smtp_user=env.get("THROUGHLINE_SMTP_USER", ""),
        smtp_password=env.get("THROUGHLINE_SMTP_PASSWORD", ""),
        smtp_tls=env.get("THROUGHLINE_SMTP_TLS", "") == "1",
        mail_from=env.get("THROUGHLINE_MAIL_FROM", Settings.mail_from),
        quiet_hours=_quiet(env.get("THROUGHLINE_QUIET_HOURS", "")),
        notify_key=env.get("THROUGHLINE_NOTIFY_KEY", ""),
        notify_template=env.get("THROUGHLINE_NOTIFY_TEMPLATE", ""),
        notify_address=env.get("THROUGHLINE_NOTIFY_ADDRESS") or NOTIFY,
        ladder_webhook=env.get("THROUGHLINE_LADDER_WEBHOOK", ""),
        ladder_webhook_secret=_secret(env.get("THROUGHLINE_LADDER_WEBHOOK_SECRET", "")),
        sweep_seconds=whole("THROUGHLINE_SWEEP_SECONDS", 60),
        secure_cookies=env.get("THROUGHLINE_SECURE_COOKIES", "") == "1",
        proxies=whole("THROUGHLINE_PROXIES", 0),
        session_key=env.get("THROUGHLINE_SESSION_KEY", ""),
        webhook_key=env.get("THROUGHLINE_WEBHOOK_KEY", ""),
        webhook_networks=_networks(env.get("THROUGHLINE_WEBHOOK_NETWORKS", "")),
        checkpoint_file=env.get("THROUGHLINE_CHECKPOINT_FILE", ""),
        checkpoint_mail=tuple(env.get("THROUGHLINE_CHECKPOINT_MAIL", "").replace(",", " ").split()),
        checkpoint_mail_hours=whole("THROUGHLINE_CHECKPOINT_MAIL_HOURS", 24),
        duty_copies=env.get("THROUGHLINE_DUTY_COPIES", ""),
        duty_copy_hour=_hour(whole("THROUGHLINE_DUTY_COPY_HOUR", 2)),
        duty_copy_days=whole("THROUGHLINE_DUTY_COPY_DAYS", 3),
        clamd=_clamd(env.get("THROUGHLINE_CLAMD", "")),
        watcher=_watcher(env.get("THROUGHLINE_WATCHER", "")),
        nation=_nation(env.get("THROUGHLINE_NATION", "")),
        timescale_layers=tuple(
            env.get("THROUGHLINE_TIMESCALE_LAYERS", "").replace(",", " ").split()
        ),
        timescales_folder=env.get("THROUGHLINE_TIMESCALES", ""),
    )


def _hour(given: int) -> int:
    if given >= HOURS:
        message = "THROUGHLINE_DUTY_COPY_HOUR must be an hour of the day from 0 to 23"
        raise ValueError(message)
    return given


def _quiet(given: str) -> str:
    try:
        quiet_hours(given)
    except ValueError:
        message = "THROUGHLINE_QUIET_HOURS must be two hours such as 19-8: from evening to morning"
        raise ValueError(message) from None
    return given


def _secret(given: str) -> str:
    if given:
        try:
            Webhook(given)
        except (ValueError, RuntimeError):
            message = (
                "THROUGHLINE_LADDER_WEBHOOK_SECRET must be a secret of Standard Webhooks: whsec_ "
                "and base64, such as: echo whsec_$(openssl rand -base64 32)"
            )
            raise ValueError(message) from None
    return given


def _clamd(given: str) -> str:
    host, _, port = given.rpartition(":")
    if given and not given.startswith("unix:/") and not (host and port.isdigit()):
        message = "THROUGHLINE_CLAMD must be a host and port such as 127.0.0.1:3310, or unix:/path"
        raise ValueError(message)
    return given


def _watcher(given: str) -> str:
    if given and urlsplit(given).scheme not in {"http", "https"}:
        message = "THROUGHLINE_WATCHER must be an address that begins with https:// or http://"
        raise ValueError(message)
    return given


def _nation(given: str) -> str:
    nation = given.strip().lower().replace(" ", "_") or Nation.ENGLAND
    if nation not in list(Nation):
        message = f"THROUGHLINE_NATION must be one of: {', '.join(Nation)}"
        raise ValueError(message)
    return nation


def _networks(given: str) -> str:
    for one in given.replace(",", " ").split():
        try:
            ip_network(one)
        except ValueError:
            message = "THROUGHLINE_WEBHOOK_NETWORKS must list networks such as 10.20.0.0/16"
            raise ValueError(message) from None
    return given
