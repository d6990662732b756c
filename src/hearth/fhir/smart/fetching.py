"""Read the public keys of an app from its address: HTTPS, no redirect, never inside our network.

They are kept only as long as the answer allows.
"""

import json
import re
from datetime import datetime
from typing import Any

import requests
from django.conf import settings
from django.core.cache import caches

from hearth.core.smart_apps import is_https, problems_of_keys
from hearth.outside.hsds import Inside, OutsideOnly

SECONDS_TO_ANSWER = 5
LARGEST = 64 * 1024
LONGEST_KEPT = 60 * 60
_AGE = re.compile(r"max-age=(\d{1,6})")


class CannotFetch(Exception):
    """There are no keys to be had at this address."""


def keys_at(address: str, *, at: datetime) -> dict[str, Any]:
    """Return the key set at an address."""
    kept = caches["memory"].get(f"jwks:{address}")
    if kept and kept[0] > at.timestamp():
        found: dict[str, Any] = kept[1]
        return found
    with _asked(address) as answer:
        body, control = _limited(answer), answer.headers.get("Cache-Control", "")
    if problems_of_keys(body):
        raise CannotFetch
    keys: dict[str, Any] = json.loads(body)
    if seconds := _seconds(control):
        caches["memory"].set(f"jwks:{address}", (at.timestamp() + seconds, keys), seconds)
    return keys


def _asked(address: str) -> requests.Response:
    if not is_https(address):
        raise CannotFetch
    session = requests.Session()
    if not settings.FEEDS_INSIDE:
        session.trust_env = False  # a proxy would connect in our place
        session.mount("https://", OutsideOnly())
    try:
        answer = session.get(
            address, timeout=SECONDS_TO_ANSWER, allow_redirects=False, stream=True,
            headers={"Accept": "application/json"},
        )  # fmt: skip
    except (Inside, requests.RequestException, ValueError) as error:
        raise CannotFetch from error
    if answer.status_code != 200:
        answer.close()
        raise CannotFetch
    return answer


def _limited(answer: requests.Response) -> str:
    try:
        body = next(answer.iter_content(LARGEST + 1), b"")
    except requests.RequestException as error:
        raise CannotFetch from error
    if len(body) > LARGEST:
        raise CannotFetch
    return str(body, "utf-8", "replace")


def _seconds(header: str) -> int:
    """How long the answer may be kept: not at all, unless it says so."""
    found = _AGE.search(header)
    if found is None or "no-store" in header or "no-cache" in header:
        return 0
    return min(int(found[1]), LONGEST_KEPT)
