"""The settings of messages that leave: the mail server, GOV.UK Notify, the site's own address."""

import os
from pathlib import Path

from hearth.core.messages import MessageWay


def _secret(name: str) -> str:
    """Return a secret from NAME, or from the file that NAME_FILE names."""
    path = os.environ.get(f"{name}_FILE", "")
    return os.environ.get(name, "") or (Path(path).read_text().strip() if path else "")


# Where people reach this site, for the links in messages: no request says so when a worker writes.
ADDRESS = os.environ.get("HEARTH_ADDRESS", "http://localhost:8000").rstrip("/")

EMAIL_HOST = os.environ.get("HEARTH_EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("HEARTH_EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("HEARTH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HEARTH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
DEFAULT_FROM_EMAIL = os.environ.get("HEARTH_EMAIL_FROM", "hearth@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    # A link that resets a password must not end in a log.
    else "django.core.mail.backends.dummy.EmailBackend"
)

NOTIFY_KEY = _secret("HEARTH_NOTIFY_KEY")
NOTIFY_URL = os.environ.get("HEARTH_NOTIFY_URL", "https://api.notifications.service.gov.uk")
NOTIFY_TEMPLATES = {
    MessageWay.EMAIL: os.environ.get("HEARTH_NOTIFY_EMAIL_TEMPLATE", ""),
    MessageWay.TEXT: os.environ.get("HEARTH_NOTIFY_TEXT_TEMPLATE", ""),
    MessageWay.LETTER: os.environ.get("HEARTH_NOTIFY_LETTER_TEMPLATE", ""),
}
