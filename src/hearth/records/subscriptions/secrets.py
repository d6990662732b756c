"""What a subscription must keep to itself: the secret that signs, and its receiver's headers.

A stolen database reads neither: the secret is made anew, each time, of the site's own key; and the
headers are locked with another one that is made of it.
"""

import hmac
import json
from base64 import urlsafe_b64encode
from hashlib import sha256

from django.conf import settings
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from hearth.records.subscriptions.models import Subscription


def _made(purpose: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"subscription {purpose}".encode(), sha256)


def secret_of(row: Subscription) -> str:
    """The secret that signs what is told: shown once, as it is asked for, and on the terminal."""
    return urlsafe_b64encode(_made(f"secret {row.pk} {row.nonce}")).decode().rstrip("=")


def sealed(headers: list[str]) -> str:
    """Lock the headers that a receiver wants to see."""
    if not headers:
        return ""
    key = OctKey.import_key(_made("headers"))
    held: str = jwe.encrypt_compact(
        {"alg": "dir", "enc": "A256GCM"}, json.dumps(headers).encode(), key
    )
    return held


def headers_of(row: Subscription) -> dict[str, str]:
    """The headers that the receiver wants. None of them, where the site's key is a new one."""
    if not row.sealed_headers:
        return {}
    try:
        opened = jwe.decrypt_compact(row.sealed_headers, OctKey.import_key(_made("headers")))
    except (JoseError, ValueError):
        return {}
    pairs = (line.partition(":") for line in json.loads(opened.plaintext or b"[]"))
    return {name.strip(): value.strip() for name, _, value in pairs}
