"""hearth init: make the home folder, a secret and an empty database."""

import os
import secrets
from pathlib import Path

import click

from hearth.site.commands.start import make_ready
from hearth.site.commands.terminal import answer, as_json
from hearth.site.home import home_folder


@click.command("init")
@as_json
def command(as_json: bool) -> None:
    """Make the home folder, a secret key and an empty database."""
    home = home_folder()
    home.mkdir(parents=True, exist_ok=True)
    made = make_secret(home / "secret-key")
    make_ready()
    _make_signing_key(home)
    words = f"Hearth lives in {home}." + (" It has a new secret key." if made else "")
    answer(words, {"home": home, "new_secret": made}, as_json=as_json)


def make_secret(path: Path) -> bool:
    """Write a new secret that only this account can read; return False where there is one."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(file, "w") as writing:
        writing.write(secrets.token_urlsafe(50))
    return True


def _make_signing_key(home: Path) -> None:
    """Make the key with which Hearth tells apps who somebody is."""
    from hearth.fhir.smart.keys import make_key

    make_key(home)
