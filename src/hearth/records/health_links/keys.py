"""The key of a health link, kept so that a stolen database opens nothing.

The address of a link holds a random id of 256 bits; we keep only its hash. The key that encrypts
the files is wrapped with a second key, made from that same id. So who has our tables has neither,
and we can unwrap the key only while somebody who holds the link asks.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from joserfc import jwe
from joserfc.jwk import OctKey

_FOR = b"hearth: wraps the key of a health link"
_ALGORITHMS = ["dir", "A256GCM"]


def new_secret() -> str:
    """Return 256 random bits in 43 characters: the id of a link, or its key."""
    return secrets.token_urlsafe(32)


def wrapped(key: str, *, link_id: str) -> str:
    """Wrap the key of a link. Only its id unwraps it."""
    header = {"alg": "dir", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, key.encode(), _wrapping(link_id), algorithms=_ALGORITHMS)


def unwrapped(kept: str, *, link_id: str) -> str:
    """Return the key of the link that has this id."""
    opened = jwe.decrypt_compact(kept, _wrapping(link_id), algorithms=_ALGORITHMS)
    return (opened.plaintext or b"").decode()


def _wrapping(link_id: str) -> OctKey:
    made = hmac.new(link_id.encode(), _FOR, sha256).digest()
    return OctKey.import_key({"kty": "oct", "k": urlsafe_b64encode(made).decode().rstrip("=")})
