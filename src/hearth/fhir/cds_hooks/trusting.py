"""Who asks: a token that the system signed with its registered key, for this address, used once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hearth.fhir.smart.fetching import CannotFetch, keys_at
from hearth.records.callers.signers import Signer, keys_of
from hearth.records.people.accounts import Account
from hearth.records.prompts.asking import use_token

ALGORITHMS = ("ES384", "RS384")
LONGEST = timedelta(minutes=5)
LEEWAY = timedelta(seconds=30)
LONGEST_TOKEN = 8_000


class NotTrusted(Exception):
    """The request is not signed by anybody whom we know. Whoever asks is not told why."""


@dataclass(frozen=True)
class Trusted:
    """The account of the asking system, its app, and where its SMART app is launched."""

    account: Account
    app: str
    app_id: str
    launch: str = ""


def trusted(authorization: str, addresses: Iterable[str], *, at: datetime) -> Trusted:
    """Return who signed. `addresses`: what the token may be meant for. Raises NotTrusted."""
    kind, _, token = authorization.partition(" ")
    if kind.lower() != "bearer" or not token or len(token) > LONGEST_TOKEN:
        raise NotTrusted
    header, issuer = _unchecked(token.strip())
    signer = keys_of(issuer)
    if signer is None or header.get("jku", signer.jwks_uri) != signer.jwks_uri:
        raise NotTrusted  # Keys are those that were registered, wherever a token points to.
    claims = _checked(token.strip(), _keys(signer, header, at))
    until = _must_be_good(claims, issuer, list(addresses), at)
    if not use_token(issuer=issuer, token_id=claims["jti"], until=until, at=at):
        raise NotTrusted
    return Trusted(signer.account, signer.app, signer.app_id, signer.launch)


def _unchecked(token: str) -> tuple[dict[str, Any], str]:
    """Read from a token whose it says it is: only to find the key that must prove it."""
    try:
        held = jws.extract_compact(token.encode())
        claims, header = orjson.loads(held.payload), held.headers()
    except (JoseError, ValueError, TypeError, AttributeError) as error:
        raise NotTrusted from error
    issuer = claims.get("iss") if isinstance(claims, dict) else None
    if not isinstance(issuer, str) or not issuer:
        raise NotTrusted
    return dict(header), issuer


def _keys(signer: Signer, header: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The registered keys; read at the registered address where there are none, or it says so."""
    if not signer.jwks_uri or (signer.keys and "jku" not in header):
        return signer.keys
    try:
        return keys_at(signer.jwks_uri, at=at)
    except CannotFetch as error:
        raise NotTrusted from error


def _checked(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    try:
        found = jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS))  # type: ignore[arg-type]
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise NotTrusted from error
    return dict(found.claims)


def _must_be_good(
    claims: dict[str, Any], issuer: str, addresses: list[str], at: datetime
) -> datetime:
    """Raise NotTrusted unless it is for us, for now, and short; return when it runs out."""
    said = claims.get("aud")
    meant = said if isinstance(said, list) else [said]
    begun, until = _moment(claims.get("iat")), _moment(claims.get("exp"))
    is_good = (
        claims.get("iss") == issuer
        and isinstance(claims.get("jti"), str)
        and claims["jti"]
        and any(each in addresses for each in meant)
        and begun is not None
        and until is not None
        and begun <= at + LEEWAY
        and at < until + LEEWAY
        and until - begun <= LONGEST
    )
    if not is_good or until is None:
        raise NotTrusted
    return until + LEEWAY


def _moment(said: Any) -> datetime | None:
    if isinstance(said, bool) or not isinstance(said, int | float):
        return None
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, ValueError, OSError):
        return None
