"""GOV.UK Notify: e-mail, text messages and letters, by its REST API (version 2).

A thin client of our own: the official one takes no time limit and cannot ask by reference in one
step, and what it adds (a signed token) is three lines. Each template of ours holds the two fields
((subject)) and ((body)), so that words change here and not in two places.
"""

import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import requests
from joserfc import jwt
from joserfc.jwk import OctKey

from hearth.core.messages import MessageWay
from hearth.outside.handing_over import NotNow, NotTaken, Parcel, Unsure

PLACES = {MessageWay.EMAIL: "email", MessageWay.TEXT: "sms", MessageWay.LETTER: "letter"}
TO_CONNECT, TO_ANSWER = 3, 6
UUID_LETTERS = 36
MOST_LINES = 7


@dataclass(frozen=True)
class Notify:
    """One way of sending through Notify. `key` is an API key: a name and two ids."""

    way: MessageWay
    key: str = field(repr=False)
    template: str
    url: str = "https://api.notifications.service.gov.uk"

    def hand_over(self, parcel: Parcel) -> None:
        """Ask Notify to send one message; raises NotNow, Unsure or NotTaken."""
        sent: dict[str, Any] = {"template_id": self.template, "reference": str(parcel.reference)}
        answer = self._call("POST", f"/{PLACES[self.way]}", json=sent | _to(self.way, parcel))
        if answer.status_code == 201:
            return
        words = f"Notify answered {answer.status_code}."
        if answer.status_code >= 500:
            raise Unsure(words)
        raise NotTaken(words) if answer.status_code == 400 else NotNow(words)

    def has(self, reference: UUID) -> bool:
        """Ask Notify whether it has a message of this reference; raises NotNow."""
        try:
            answer = self._call("GET", "", params={"reference": str(reference)})
        except Unsure as error:
            raise NotNow(str(error)) from error
        if answer.status_code != 200:
            raise NotNow(f"Notify answered {answer.status_code}.")
        return bool(_listed(answer))

    def _call(self, verb: str, place: str, **more: Any) -> requests.Response:
        """Call the API. A request that never left is NotNow; one without an answer is Unsure."""
        address = f"{self.url}/v2/notifications{place}"
        headers = {"Authorization": f"Bearer {self._token()}"}
        try:
            return requests.request(
                verb, address, headers=headers, timeout=(TO_CONNECT, TO_ANSWER), **more
            )
        except requests.ConnectTimeout as error:
            raise NotNow("Notify could not be reached.") from error
        except requests.RequestException as error:
            raise Unsure(f"Notify did not answer ({type(error).__name__}).") from error

    def _token(self) -> str:
        service, secret = self.key[-2 * UUID_LETTERS - 1 : -UUID_LETTERS - 1], self.key[-36:]
        claims = {"iss": service, "iat": int(time.time())}
        return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, OctKey.import_key(secret))


def _listed(answer: requests.Response) -> list[Any]:
    try:
        return list(answer.json()["notifications"])
    except (ValueError, KeyError, TypeError) as error:
        raise NotNow("Notify's answer could not be read.") from error


def _to(way: MessageWay, parcel: Parcel) -> dict[str, Any]:
    said = {"subject": parcel.written.subject, "body": parcel.written.body}
    match way:
        case MessageWay.EMAIL:
            return {"email_address": parcel.address, "personalisation": said}
        case MessageWay.TEXT:
            return {"phone_number": parcel.address, "personalisation": said}
        case MessageWay.LETTER:
            lines = [parcel.name, *parcel.address.splitlines()][-MOST_LINES:]
            address = {f"address_line_{n}": line for n, line in enumerate(lines, start=1)}
            return {"personalisation": said | address}
