"""The secret that signs sessions: strong, from the environment or a file, or nothing starts."""

import os
from pathlib import Path

LEAST_LETTERS = 32
LEAST_DIFFERENT = 12


class WeakSecret(SystemExit):
    """Raised at start, with one line that says what to do; any server prints it and ends."""


def secret_key(*, home: Path, demo: bool) -> str:
    """Return the secret from HEARTH_SECRET_KEY, HEARTH_SECRET_KEY_FILE or `home`/secret-key.

    Raises WeakSecret outside demo mode when there is none, or when it is easy to guess.
    """
    given = os.environ.get("HEARTH_SECRET_KEY") or _from_file(home)
    if given and not _weakness(given):
        return given
    if demo:
        # Demo data is made up, and the demo listens on this machine only.
        return given or "demo-only-" + "not-a-secret-" * 4
    raise WeakSecret(
        f"Hearth will not start: {_weakness(given)} "
        "Run `hearth init`, or set HEARTH_SECRET_KEY to 50 random letters."
    )


def _from_file(home: Path) -> str:
    path = Path(os.environ.get("HEARTH_SECRET_KEY_FILE") or home / "secret-key")
    return path.read_text().strip() if path.is_file() else ""


def _weakness(secret: str) -> str:
    if not secret:
        return "there is no secret key."
    if len(secret) < LEAST_LETTERS or len(set(secret)) < LEAST_DIFFERENT:
        return "the secret key is too easy to guess."
    return ""
