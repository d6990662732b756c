"""An app as its tests need it: it sends the browser, brings the code back, and asks for tokens."""

import base64
import hashlib
import json
import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from hearth.core.smart_apps import Proof, Registration
from hearth.records.callers import registering
from tests.world import NOW

SITE = "http://testserver"
FHIR = f"{SITE}/fhir"
BACK = "https://pocket.example/back"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MOST = (
    "launch launch/patient openid fhirUser offline_access online_access "
    "patient/*.cruds user/*.cruds"
)
PART = re.compile(r'name="parts" type="checkbox" value="(\w+)"')
RSA = RSAKey.generate_key(2048, {"kid": "rsa"})
EC = ECKey.generate_key("P-384", {"kid": "ec"})


def public_keys(*keys: Any) -> dict[str, Any]:
    """The public half, as an app gives it when it is registered."""
    return {"keys": [{**key.as_dict(private=False), "kid": key.kid} for key in keys or (RSA, EC)]}


@dataclass
class AppOutside:
    """One app, and what it holds."""

    row: Any
    secret: str = ""
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def asks(self, scope: str = "patient/Goal.rs", **more: str) -> dict[str, str]:
        """What it sends with the browser. An empty value is left out."""
        sent = {
            "response_type": "code",
            "client_id": self.row.client_id,
            "redirect_uri": BACK,
            "scope": scope,
            "state": self.state,
            "aud": FHIR,
            "code_challenge": self.challenge,
            "code_challenge_method": "S256",
            **more,
        }
        return {name: value for name, value in sent.items() if value}

    def address(self, scope: str = "patient/Goal.rs", **more: str) -> str:
        return f"/oauth/authorize?{urlencode(self.asks(scope, **more))}"

    def changes(self, code: str, **more: str) -> dict[str, str]:
        """What it sends to change a code for a token."""
        return {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": BACK,
            "client_id": self.row.client_id,
            "code_verifier": self.verifier,
            **more,
        }


def an_app(
    proof: Proof = Proof.NONE,
    *,
    scopes: str = MOST,
    redirects: tuple[str, ...] = (BACK,),
    **more: Any,
) -> AppOutside:
    """Register an app through the real change."""
    asked = Registration(
        name="My Plan Pocket", proof=proof, scopes=scopes, redirects=redirects, **more
    )
    row, secret = registering.register(asked, by=None, at=NOW)
    return AppOutside(row, secret)


def a_service(organisation: Any, scopes: str = "system/*.cruds", **more: Any) -> AppOutside:
    """Register a backend service of an organisation."""
    keys = more.pop("jwks", json.dumps(public_keys()))
    asked = Registration(
        name="Calderwick Community Records",
        proof=Proof.SERVICE,
        scopes=scopes,
        jwks=keys,
        **more,
    )
    row, _ = registering.register(asked, by=None, at=NOW, organisation=organisation)
    return AppOutside(row)


def says_yes(client: Client, address: str, **more: Any) -> dict[str, str]:
    """Tick what is there, say yes, and return what the app is told."""
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()[:3000]
    sent = {"decision": "yes", "parts": PART.findall(page.content.decode())}
    return told(client.post(address, {**sent, **more}))


def told(answer: Any) -> dict[str, str]:
    """What the browser brings back to the app."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    parts = urlsplit(answer["Location"])
    assert answer["Location"].startswith(BACK), answer["Location"]
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def tokens(client: Client, sent: dict[str, str], **headers: str) -> Any:
    """Ask for tokens."""
    return client.post(
        "/oauth/token",
        urlencode(sent),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
    )


def let_in(client: Client, app: AppOutside, scope: str = "patient/Goal.rs", **more: Any) -> Any:
    """From the first page to the tokens, as somebody who says yes."""
    code = says_yes(client, app.address(scope), **more)["code"]
    answer = tokens(client, app.changes(code))
    assert answer.status_code == 200, answer.content
    return answer.json()


def proof_of(app: AppOutside, *, key: Any = RSA, alg: str = "", **more: Any) -> dict[str, str]:
    """What an app with keys sends to show that it is itself. `more` bends the claims."""
    alg = alg or ("ES384" if key is EC else "RS384")
    header = {"alg": alg, "kid": key.kid, "typ": "JWT", **more.pop("header", {})}
    lasts = more.pop("lasts", 240)
    claims = {
        "iss": app.row.client_id,
        "sub": app.row.client_id,
        "aud": f"{SITE}/oauth/token",
        "exp": int(time.time()) + lasts,
        "jti": secrets.token_urlsafe(16),
        **more,
    }
    said = {name: value for name, value in claims.items() if value is not None}
    signed = jwt.encode(header, said, key, algorithms=["RS384", "ES384", "RS256"])
    return {"client_assertion_type": ASSERTION, "client_assertion": signed}


def service_asks(app: AppOutside, scope: str = "system/*.rs", **more: Any) -> dict[str, str]:
    """What a backend service sends for a token."""
    return {"grant_type": "client_credentials", "scope": scope, **proof_of(app, **more)}
