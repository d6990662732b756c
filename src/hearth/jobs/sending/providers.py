"""Which provider takes what, from the settings. Paper needs none: there is always the folder."""

from collections.abc import Mapping

from django.conf import settings

from hearth.core.messages import MessageWay
from hearth.outside.handing_over import Provider
from hearth.outside.mail import MailServer
from hearth.outside.notify import Notify
from hearth.outside.paper import PrintFolder


def providers() -> Mapping[MessageWay, Provider]:
    """Return the provider of each way; a way without one is left out, and its messages wait."""
    found: dict[MessageWay, Provider] = {MessageWay.LETTER: print_folder()}
    for way, template in settings.NOTIFY_TEMPLATES.items():
        if settings.NOTIFY_KEY and template:
            found[way] = Notify(way, settings.NOTIFY_KEY, template, settings.NOTIFY_URL)
    if settings.EMAIL_HOST:
        found[MessageWay.EMAIL] = MailServer(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            sender=settings.DEFAULT_FROM_EMAIL,
            user=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            encrypted=settings.EMAIL_USE_TLS,
        )
    return found


def print_folder() -> PrintFolder:
    """Return the folder in which letters lie until they are printed."""
    return PrintFolder(settings.HOME / "letters")
