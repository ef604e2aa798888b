"""By which channels messages leave the service, as the deployer set them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.quiet_hours import quiet_hours
from escalation.running.deliveries.email import ByMail, MailServer
from escalation.running.deliveries.notify import ByNotify
from escalation.running.deliveries.webhook import ByWebhook
from escalation.running.destination import networks
from escalation.running.parcels import Posting

if TYPE_CHECKING:
    from service.settings import Settings
    from service.wiring import Throughline


def mail_server(settings: Settings) -> MailServer:
    """
    Return where mail is handed over, as the deployer set it.
    """
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        tls=settings.smtp_tls,
        sender=settings.mail_from,
        address=settings.address,
    )


def posting_of(house: Throughline) -> Posting:
    """
    Return the channels that the deployer set up, and when what can wait rests.
    """
    given = house.settings
    mail = ByMail(mail_server(given))
    notify = ByNotify(
        key=given.notify_key,
        template=given.notify_template,
        address=given.address,
        at=given.notify_address,
    )
    return Posting(
        carriers={
            # The ladders that ship say "email", whoever carries it.
            "email": mail if mail.configured else notify,
            "notify": notify,
            "webhook": ByWebhook(
                url=given.ladder_webhook,
                secret=given.ladder_webhook_secret,
                address=given.address,
                allowed=networks(given.webhook_networks),
            ),
        },
        quiet=quiet_hours(given.quiet_hours),
        calendar=house.practice.calendar,
    )
