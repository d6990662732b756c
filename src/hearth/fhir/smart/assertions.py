"""An app proves that it is itself by a signed statement (private_key_jwt, RFC 7523), good once."""

import json
from datetime import UTC, datetime
from typing import Any

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hearth.fhir.smart.fetching import CannotFetch, keys_at
from hearth.records.callers import changes, queries

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
SIGNED_WITH = {"RS384": "RSA", "ES384": "EC"}
LONGEST_SECONDS = 5 * 60
DISTRUSTED = (JoseError, ValueError, TypeError, KeyError, CannotFetch)


class NotProved(Exception):
    """The statement proves nothing. Callers never say why."""


def proved(assertion: str, *, audience: str, at: datetime) -> Any:
    """Return the app that signed this statement. Raises NotProved."""
    try:
        header = jws.extract_compact(assertion.encode()).headers()
        claims = _unproved_claims(assertion)
        app = queries.app_with(str(claims["iss"]))
        if app is None or claims["sub"] != claims["iss"]:
            raise NotProved
        key = _key_of(app, header, at)
        found = jwt.decode(assertion, key, algorithms=[header["alg"]]).claims
    except DISTRUSTED as error:
        raise NotProved from error
    _check(found, audience, at)
    ends = datetime.fromtimestamp(found["exp"], UTC)
    if not changes.take_assertion(app, str(found["jti"]), ends_at=ends, at=at):
        raise NotProved
    return app


def _unproved_claims(assertion: str) -> dict[str, Any]:
    claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    if not isinstance(claims, dict):
        raise TypeError("no claims")
    return claims


def _key_of(app: Any, header: dict[str, Any], at: datetime) -> Any:
    """Find the one key that the header names, among those of the app alone."""
    kind = SIGNED_WITH.get(str(header.get("alg")))
    if kind is None or header.get("typ", "JWT") != "JWT" or not header.get("kid"):
        raise NotProved
    if "jku" in header and header["jku"] != app.jwks_uri:
        raise NotProved
    keys = keys_at(app.jwks_uri, at=at) if _is_by_address(app, header) else json.loads(app.jwks)
    fit = [
        key for key in keys["keys"] if key.get("kid") == header["kid"] and key.get("kty") == kind
    ]
    if len(fit) != 1:
        raise NotProved
    return KeySet.import_key_set({"keys": fit}).keys[0]


def _is_by_address(app: Any, header: dict[str, Any]) -> bool:
    return bool(app.jwks_uri) and ("jku" in header or not app.jwks)


def _check(claims: dict[str, Any], audience: str, at: datetime) -> None:
    """Hold the claims against the clock and against our own address."""
    now, ends, named = at.timestamp(), claims.get("exp"), claims.get("aud")
    if not isinstance(ends, int | float) or not now < ends <= now + LONGEST_SECONDS:
        raise NotProved
    begins = claims.get("nbf", now)
    if not isinstance(begins, int | float) or begins > now + 30:
        raise NotProved
    if audience not in (named if isinstance(named, list) else [named]):
        raise NotProved
    if not claims.get("jti") or len(str(claims["jti"])) > 255:
        raise NotProved
