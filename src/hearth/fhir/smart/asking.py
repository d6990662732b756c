"""What an app asks for when it sends somebody's browser to us (SMART App Launch 2, PKCE S256)."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import QueryDict

from hearth.core.words import Refused
from hearth.records.callers import queries

CHALLENGE = re.compile(r"[A-Za-z0-9._~-]{43,128}")
ONCE = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "aud", "resource", "launch",
    "code_challenge", "code_challenge_method", "nonce",
)  # fmt: skip


class UnknownApp(Refused):
    """Nobody knows this app, or not at this address: nobody is sent anywhere."""


class CannotAsk(Exception):
    """The app asked wrongly. Its own address is told what was wrong."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


@dataclass(frozen=True)
class Ask:
    """One request of one app, checked. `redirect_uri` is one that the app registered."""

    app: Any
    redirect_uri: str
    scope: str
    state: str
    challenge: str
    issuer: str
    nonce: str = ""
    launch: str = ""

    def back(self, **said: str) -> str:
        """The app's own address, with what it is told; `state` and `iss` always go with it."""
        parts = urlsplit(self.redirect_uri)
        pairs = [*parse_qsl(parts.query, keep_blank_values=True), *said.items()]
        if self.state:
            pairs.append(("state", self.state))
        pairs.append(("iss", self.issuer))
        return urlunsplit(parts._replace(query=urlencode(pairs)))

    def refused(self, error: str, words: str) -> CannotAsk:
        """Say to the app what was wrong."""
        return CannotAsk(self.back(error=error, error_description=words))

    @property
    def wants_a_person(self) -> bool:
        """Say whether it asks for one person's plan, rather than for all that staff may see."""
        words = self.scope.split()
        return any(each == "launch/patient" or each.startswith("patient/") for each in words)


def read_ask(sent: QueryDict, *, issuer: str, fhir: str) -> Ask:
    """Check what was sent. Raises UnknownApp, or CannotAsk with where to send the browser."""
    if any(len(sent.getlist(name)) > 1 for name in ONCE):
        raise UnknownApp("This link is broken. Go back to the app, and try again.")
    app = queries.app_with(sent.get("client_id", ""))
    address = sent.get("redirect_uri", "")
    if app is None or app.machine_id or not app.redirect_uri_allowed(address):
        raise UnknownApp("We do not know this app. Go back to where you came from.")
    ask = Ask(
        app=app,
        redirect_uri=address,
        scope=sent.get("scope", ""),
        state=sent.get("state", ""),
        challenge=sent.get("code_challenge", ""),
        issuer=issuer,
        nonce=sent.get("nonce", "")[:255],
        launch=sent.get("launch", ""),
    )
    _check(ask, sent, fhir)
    return ask


def _check(ask: Ask, sent: QueryDict, fhir: str) -> None:
    if sent.get("response_type") != "code":
        raise ask.refused("unsupported_response_type", "response_type must be code")
    if sent.get("code_challenge_method") != "S256" or not CHALLENGE.fullmatch(ask.challenge):
        raise ask.refused("invalid_request", "PKCE with code_challenge_method S256 is needed")
    if not ask.state:
        raise ask.refused("invalid_request", "state is needed")
    audience = sent.get("aud") or sent.get("resource", "")
    if audience.rstrip("/") != fhir:
        raise ask.refused("invalid_request", f"aud must be {fhir}")
    if not ask.scope.split():
        raise ask.refused("invalid_scope", "scope is needed")
