"""E-mail over SMTP. A second try carries the same Message-ID, so that mail servers see one."""

import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formataddr
from uuid import UUID

from hearth.outside.handing_over import SECONDS_TO_ANSWER, NotNow, NotTaken, Parcel, Unsure


@dataclass(frozen=True)
class MailServer:
    """An SMTP server that takes our e-mail. `encrypted`: STARTTLS, with its certificate checked."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool = True

    def hand_over(self, parcel: Parcel) -> None:
        """Send one e-mail; raises NotNow, Unsure or NotTaken."""
        try:
            with smtplib.SMTP(self.host, self.port, timeout=SECONDS_TO_ANSWER) as server:
                self._greet(server)
                _send(server, _email(parcel, self.sender))
        except (OSError, smtplib.SMTPException) as error:
            raise NotNow(_short(error)) from error

    def has(self, _reference: UUID) -> bool:
        """A mail server cannot be asked: the same Message-ID must do."""
        return False

    def _greet(self, server: smtplib.SMTP) -> None:
        if self.encrypted:
            server.starttls()
        if self.user:
            server.login(self.user, self.password)


def _send(server: smtplib.SMTP, email: EmailMessage) -> None:
    try:
        server.send_message(email)
    except smtplib.SMTPRecipientsRefused as error:
        (code, _) = next(iter(error.recipients.values()))
        raise _refusal(code) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unsure(_short(error)) from error


def _refusal(code: int) -> Exception:
    """A code of 500 and above is for good; below, the server asks us to come again (RFC 5321)."""
    words = f"The mail server answered {code}."
    return NotTaken(words) if code >= 500 else NotNow(words)


def _email(parcel: Parcel, sender: str) -> EmailMessage:
    email = EmailMessage()
    email["Subject"] = parcel.written.subject
    email["From"] = sender
    email["To"] = formataddr((parcel.name.replace("\n", " "), parcel.address.strip()))
    email["Message-ID"] = f"<{parcel.reference}@{sender.rpartition('@')[2].strip('> ')}>"
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(parcel.written.body)
    return email


def _short(error: Exception) -> str:
    """Name the fault without the server's own words: they may hold the address."""
    return f"The mail server could not be used ({type(error).__name__})."
