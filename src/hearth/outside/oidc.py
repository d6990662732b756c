"""Signing in with an outside provider by OpenID Connect, such as NHS login.

The provider says who somebody is (a subject that never changes, and an email that it has checked).
Which account that is, and whether there is one, is not decided here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError
from requests import RequestException

SECONDS_TO_ANSWER = 10
LEEWAY_SECONDS = 30
# What Authlib and requests raise: a refusal, a bad signature or claim, no answer, half an answer.
DISTRUSTED = (
    AuthlibBaseError, JoseError, RequestException, RuntimeError, KeyError, ValueError, TypeError,
)  # fmt: skip
SIGNED_WITH = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"}


class NotSignedIn(Exception):
    """The provider did not vouch for anyone, or not in a way that can be trusted."""


@dataclass(frozen=True)
class Provider:
    """A provider of sign-in. With a `client_key` (PEM) we prove who we are by private_key_jwt.

    `levels` are the levels of trust asked for, the vectors of trust of NHS login ("P9.Cp.Cd").
    """

    name: str
    issuer: str
    client_id: str
    client_key: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """Who somebody is to the provider. The email is empty unless the provider has checked it."""

    issuer: str
    subject: str
    checked_email: str


def begin(
    provider: Provider, request: HttpRequest, *, come_back_to: str, again: bool = False
) -> HttpResponse:
    """Send the browser to the provider, with a state, a nonce and a PKCE challenge of its own.

    `again`: the provider must ask for the password, even of somebody who is signed in with it.
    Raises NotSignedIn when the provider cannot be reached.
    """
    asked = {"vtr": json.dumps(provider.levels)} if provider.levels else {}
    if again:
        asked["prompt"] = "login"
    try:
        return _client(provider).authorize_redirect(request, come_back_to, **asked)
    except DISTRUSTED as error:
        raise NotSignedIn(type(error).__name__) from error


def finish(provider: Provider, request: HttpRequest) -> Identity:
    """Take up what the browser brought back, and ask the provider who it is.

    Raises NotSignedIn unless state, nonce, issuer, audience, signature and time are all right.
    """
    client = _client(provider)
    try:
        _allow_safe_signatures_only(client)
        issuers = {"iss": {"essential": True, "values": [provider.issuer]}}
        token = client.authorize_access_token(
            request, claims_options=issuers, leeway=LEEWAY_SECONDS
        )
        claims = token.get("userinfo") or {}
        more = client.userinfo(token=token)
    except DISTRUSTED as error:
        raise NotSignedIn(type(error).__name__) from error
    return _identity(provider, claims, more)


def _identity(provider: Provider, claims: Mapping[str, Any], more: Mapping[str, Any]) -> Identity:
    subject = claims.get("sub")
    if not subject or more.get("sub") != subject:
        raise NotSignedIn("The two answers are not about the same person.")
    if provider.levels and claims.get("vot") not in provider.levels:
        raise NotSignedIn("The level of trust is not one that was asked for.")
    said = {**more, **claims}
    checked = said.get("email_verified") in (True, "true")
    return Identity(provider.issuer, str(subject), str(said.get("email") or "") if checked else "")


@lru_cache(maxsize=4)
def _client(provider: Provider) -> Any:
    """Return Authlib's client. It keeps what the provider says of itself, and fetches new keys."""
    by_key = PrivateKeyJWT(alg="RS512")
    return OAuth().register(
        "outside",
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=provider.client_id,
        client_secret=provider.client_key or provider.client_secret,
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": by_key if provider.client_key else "client_secret_basic",
            "default_timeout": SECONDS_TO_ANSWER,
        },
    )


def _allow_safe_signatures_only(client: Any) -> None:
    """Refuse "none" and shared-secret signatures, whatever the provider lists."""
    known = client.load_server_metadata()
    name = "id_token_signing_alg_values_supported"
    known[name] = sorted(SIGNED_WITH & set(known.get(name) or ["RS256"]))
