"""The key with which Hearth signs who somebody is. It lives in a file, never in the database."""

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from joserfc import jwt
from joserfc.jwk import RSAKey

NOW, BEFORE = "signing-key.pem", "signing-key-before.pem"
BITS = 2048


def make_key(home: Path) -> bool:
    """Write a key that only this account can read; return False where there is one."""
    if (home / NOW).exists():
        return False
    _write(home / NOW, RSAKey.generate_key(BITS).as_pem(private=True))
    return True


def rotate(home: Path) -> None:
    """Make a new key. The old one signs nothing more, but is still published for who kept words."""
    make_key(home)
    os.replace(home / NOW, home / BEFORE)
    make_key(home)


def _write(path: Path, words: bytes) -> None:
    """Write the file whole or not at all: two workers may start at once."""
    draft = path.with_suffix(f".{os.getpid()}.draft")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "wb") as writing:
        writing.write(words)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def published() -> dict[str, Any]:
    """Return the public keys, the one that signs now and the one before."""
    home = Path(settings.HOME)
    make_key(home)
    paths = [home / name for name in (NOW, BEFORE) if (home / name).exists()]
    return {"keys": [_public(_key(path, path.stat().st_mtime_ns)) for path in paths]}


def _public(key: RSAKey) -> dict[str, Any]:
    parts = key.as_dict(private=False)
    return {**parts, "kid": key.thumbprint(), "use": "sig", "alg": "RS256"}


def signed(claims: dict[str, Any]) -> str:
    """Sign what we say of somebody (RS256)."""
    home = Path(settings.HOME)
    make_key(home)
    key = _key(home / NOW, (home / NOW).stat().st_mtime_ns)
    header = {"typ": "JWT", "alg": "RS256", "kid": key.thumbprint()}
    return jwt.encode(header, claims, key)


@lru_cache(maxsize=4)
def _key(path: Path, _written: int) -> RSAKey:
    return RSAKey.import_key(path.read_bytes())
