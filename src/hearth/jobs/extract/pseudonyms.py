"""Pseudonyms: the number by which an extract knows somebody, made with a key that stays here.

The same person of the same source has the same pseudonym in every extract of this site, so that
lists of different days can be compared. Without the key nobody can go from a number that they
know (an NHS number, say) to a row.
"""

import hmac
import os
import secrets
from pathlib import Path

from hearth.core.words import Refused

KEY_FILE = "extract-key"
KEY_BYTES = 32
BITS = 63  # a signed 64-bit column that is never below 0


class NotAKey(Refused):
    """The file of the key holds something else. With a key of nothing, anybody could be found."""


class Pseudonyms:
    """Makes pseudonyms with a site's key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, source: str, own: str) -> int:
        """Return the pseudonym of what a source knows under its own number or id."""
        said = f"{source}\x00{own}".encode("utf-8", "surrogatepass")
        digest = hmac.digest(self._key, said, "sha256")
        return int.from_bytes(digest[:8], "big") >> (64 - BITS)

    def of_number(self, scheme: str, number: str) -> int:
        """Return the pseudonym of somebody's number in a country-wide scheme, however spaced."""
        return self.of(f"number:{scheme}", "".join(filter(str.isalnum, number)))


def site_pseudonyms(home: Path) -> Pseudonyms:
    """Return those of this site. The key is made the first time, for its owner alone to read."""
    path = home / KEY_FILE
    if not path.exists():
        _make_key(path)
    if len(key := path.read_bytes()) != KEY_BYTES:
        raise NotAKey(
            f"{KEY_FILE} in the home is damaged. Put back the one from your backup. If there is "
            "none, take the file away: pseudonyms of before then stand for nobody."
        )
    return Pseudonyms(key)


def _make_key(path: Path) -> None:
    """Write a key whole or not at all; of two who try at once, one wins and both use it."""
    unfinished = path.with_name(f"{KEY_FILE}.{secrets.token_hex(4)}")
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as writing:
        writing.write(secrets.token_bytes(KEY_BYTES))
        writing.flush()
        os.fsync(file)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
