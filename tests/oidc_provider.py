"""A real provider of sign-in on this machine: a small HTTP server that speaks OpenID Connect.

It is as strict as NHS login is: an authorization code works once and needs its PKCE verifier, and
the client shows who it is by a signed assertion (private_key_jwt, RS512) that is good once.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

CLIENT_ID = "hearth"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Refused(Exception):
    """What the provider answers to a request that is not right."""


@dataclass
class OidcProvider:
    """The provider, and whoever sits before its sign-in page (`person`)."""

    address: str
    client_key: RSAKey
    client_secret: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    bent: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def metadata(self) -> dict[str, Any]:
        """Say where everything is, and what is understood."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/jwks",
            "id_token_signing_alg_values_supported": ["RS512", "none"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign the person in, and give the address that leads back."""
        right = {"client_id": CLIENT_ID, "response_type": "code", "code_challenge_method": "S256"}
        for name, value in right.items():
            if asked.get(name) != value:
                raise Refused(f"{name} is {asked.get(name)}")
        if not all(asked.get(name) for name in ("state", "nonce", "code_challenge")):
            raise Refused("state, nonce and code_challenge are needed")
        self.asked.append(asked)
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorization: str) -> dict[str, Any]:
        """Change a code for tokens, once, for the client that proves who it is."""
        self._check_client(sent, authorization)
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or sent.get("redirect_uri") != asked["redirect_uri"]:
            raise Refused("the code is not good")
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            raise Refused("the verifier is not good")
        claims = {**self._claims(asked["nonce"]), **self.bent}
        header = {"alg": "RS512", "kid": "one"}
        signed = jwt.encode(
            header, claims, self.signs_with or self.key, registry=JWSRegistry(algorithms=["RS512"])
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": signed}

    def _claims(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        times = {"iat": now, "exp": now + 300}
        return {"iss": self.address, "aud": CLIENT_ID, "nonce": nonce, **times, **self.person}

    def _check_client(self, sent: dict[str, str], authorization: str) -> None:
        if self.client_secret:
            given = base64.b64encode(f"{CLIENT_ID}:{self.client_secret}".encode()).decode()
            if authorization != f"Basic {given}":
                raise Refused("the secret is wrong")
            return
        if sent.get("client_assertion_type") != ASSERTION:
            raise Refused("there is no assertion")
        registry = JWSRegistry(algorithms=["RS512"])
        claims = jwt.decode(sent["client_assertion"], self.client_key, registry=registry).claims
        wanted = {"iss": CLIENT_ID, "sub": CLIENT_ID, "aud": f"{self.address}/token"}
        if any(claims.get(name) != value for name, value in wanted.items()):
            raise Refused("the assertion is for someone else")
        if claims["exp"] < time.time() or claims["jti"] in self.seen:
            raise Refused("the assertion is old")
        self.seen.add(claims["jti"])


def _handler(provider: OidcProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(where.query).items()}
                self._answer(lambda: provider.authorize(asked))
                return
            pages = {
                "/.well-known/openid-configuration": provider.metadata,
                "/jwks": lambda: {"keys": [provider.key.as_dict(private=False)]},
                "/userinfo": lambda: {**provider.person, **provider.userinfo},
            }
            self._answer(pages[where.path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            authorization = self.headers.get("Authorization", "")
            self._answer(lambda: provider.token(sent, authorization))

        def _answer(self, work: Any) -> None:
            try:
                done = work()
            except (Refused, JoseError, KeyError) as refusal:
                done, status = {"error": "invalid_request", "error_description": str(refusal)}, 400
            else:
                status = 302 if isinstance(done, str) else 200
            self.send_response(status)
            if status == 302:
                self.send_header("Location", done)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b"" if status == 302 else json.dumps(done).encode())

        def log_message(self, *words: object) -> None:
            """Say nothing: a test reads answers, not logs."""

    return Handler


@contextmanager
def running(client_key: RSAKey, **more: Any) -> Iterator[OidcProvider]:
    """Serve on a free port of this machine until the end of the block."""
    provider = OidcProvider(address="", client_key=client_key, **more)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
