"""A file of a SMART Health Link: JWE, compact, direct key, A256GCM, deflated (RFC 7516, 7518).

What comes out is the same in length for the same content, and never the same in bytes: a JWE
begins with a random number that is used once.
"""

from joserfc import jwe
from joserfc.jwk import OctKey

FHIR = "application/fhir+json"
_ALGORITHMS = ["dir", "A256GCM", "DEF"]


def sealed_file(content: bytes, *, key: str, content_type: str = FHIR) -> str:
    """Encrypt one file with the key of its link."""
    header = {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "cty": content_type}
    return jwe.encrypt_compact(header, content, _octets(key), algorithms=_ALGORITHMS)


def _octets(key: str) -> OctKey:
    return OctKey.import_key({"kty": "oct", "k": key})
