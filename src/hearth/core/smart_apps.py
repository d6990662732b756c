"""What an app must say of itself before it is registered: where it lives, its keys, its reach."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from hearth.core.smart import CONTEXTS, STAYS, read_scope
from hearth.core.words import Refusal

LOOPBACK = ("127.0.0.1", "::1")
PRIVATE_PARTS = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}
NEEDED = {"RSA": ("n", "e"), "EC": ("crv", "x", "y")}


class Proof(StrEnum):
    """How an app shows that it is itself."""

    NONE = "public"
    SECRET = "secret"
    KEYS = "keys"
    SERVICE = "service"


@dataclass(frozen=True)
class Registration:
    """What is asked when an app is registered."""

    name: str
    proof: Proof
    scopes: str
    redirects: tuple[str, ...] = ()
    launch: str = ""
    jwks: str = ""
    jwks_uri: str = ""
    about: str = ""
    maker: str = ""


def obstacles(asked: Registration) -> list[Refusal]:
    """List why an app cannot be registered; an empty list means that it can."""
    found = [] if asked.name.strip() else [Refusal("Give the app a name.", "name")]
    found += _scope_problems(asked)
    found += _address_problems(asked)
    return found + _key_problems(asked)


def _scope_problems(asked: Registration) -> list[Refusal]:
    words = asked.scopes.split()
    wrong = [each for each in words if not (read_scope(each) or each in (*CONTEXTS, *STAYS))]
    found = [Refusal(f"“{each}” is not a scope of SMART.", "scopes") for each in wrong]
    if not words:
        found.append(Refusal("Say which scopes the app may ask for.", "scopes"))
    is_service = asked.proof is Proof.SERVICE
    if any((each.startswith("system/")) != is_service for each in words):
        rule = (
            "A service asks for scopes that begin with system/, and an app for people never does."
        )
        found.append(Refusal(rule, "scopes"))
    return found


def _address_problems(asked: Registration) -> list[Refusal]:
    found = [
        Refusal(f"{each} must begin with https://. Only a loopback address may do without.", "to")
        for each in asked.redirects
        if not _is_good_redirect(each)
    ]
    if asked.proof is not Proof.SERVICE and not asked.redirects:
        found.append(Refusal("Give the address to which people are sent back.", "to"))
    for where, address in (("launch", asked.launch), ("jwks_uri", asked.jwks_uri)):
        if address and not is_https(address):
            found.append(Refusal(f"{address} must begin with https://.", where))
    return found


def _is_good_redirect(address: str) -> bool:
    parts = urlsplit(address)
    if not parts.hostname or "#" in address or "@" in parts.netloc or "*" in parts.netloc:
        return False
    return is_https(address) or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def is_https(address: str) -> bool:
    """Say whether an address is one of HTTPS with a host."""
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def _key_problems(asked: Registration) -> list[Refusal]:
    needs = asked.proof in (Proof.KEYS, Proof.SERVICE)
    if needs and not (asked.jwks or asked.jwks_uri):
        return [Refusal("Give the app's public keys, or the address where they are.", "jwks")]
    return [Refusal(words, "jwks") for words in problems_of_keys(asked.jwks)] if asked.jwks else []


def problems_of_keys(jwks: str) -> list[str]:
    """List what is wrong with a set of public keys."""
    try:
        keys = json.loads(jwks)["keys"]
        names = [each["kid"] for each in keys]
    except (ValueError, KeyError, TypeError):
        return ["The keys must be a JSON Web Key Set: keys, each with a kid."]
    if not keys or len(set(names)) != len(names):
        return ["Each key needs a kid of its own."]
    return list(dict.fromkeys(words for key in keys for words in _problems_of_key(key)))


def _problems_of_key(key: Mapping[str, Any]) -> Iterable[str]:
    if PRIVATE_PARTS & set(key):
        yield "This holds a private key. Send only the public part, and make a new key."
    needed = NEEDED.get(str(key.get("kty")))
    if needed is None or any(not key.get(part) for part in needed):
        yield "Each key must be a public RSA or EC key."
